import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EdgeError } from '../problem/edge-error.js';
import { fault, InvalidRequest } from '../validation/violation.js';

/**
 * Makes JSON in UTF-8 the only body the server takes: Fastify's own parsers also take plain text, and read
 * broken UTF-8 as replacement characters.
 */
export function takeJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, body: Buffer, done) => {
      try {
        requirePlainUtf8(request);
        done(null, parse(body));
      } catch (error) {
        done(error instanceof Error ? error : new Error('a body could not be read'), undefined);
      }
    },
  );
}

/** A strict decoder: a byte that is not UTF-8 is an error, not a replacement character in a name. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    // The parser's message quotes the body; it goes no further.
    throw new InvalidRequest([{ in: 'body', pointer: '', ...fault('JSON_MALFORMED') }]);
  }
}

function requirePlainUtf8(request: FastifyRequest): void {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  const isUtf8 = charset === undefined || /^utf-?8$/i.test(charset);
  const coding = request.headers['content-encoding'];
  const isPlain = coding === undefined || coding.toLowerCase() === 'identity';
  if (!isUtf8 || !isPlain) throw new EdgeError('UNSUPPORTED_MEDIA_TYPE', { accept: 'application/json' });
}
