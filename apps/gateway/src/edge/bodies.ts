import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EdgeError } from '../problem/edge-error.js';
import { fault, InvalidRequest } from '../validation/violation.js';

const JSON_TYPE = 'application/json';
/** HTML forms, and by RFC 6749 the requests for tokens. */
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * Makes what a route consumes the only body it takes, JSON in UTF-8 unless it says otherwise: Fastify's own parsers
 * also take plain text, and read broken UTF-8 as replacement characters. JSON and forms arrive as values, all else as
 * the bytes that were sent.
 */
export function takeBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer, done) => {
    try {
      done(null, read(request, body));
    } catch (error) {
      done(error instanceof Error ? error : new Error('a body could not be read'), undefined);
    }
  });
}

function read(request: FastifyRequest, body: Buffer): unknown {
  const refusal = refusalOf(request);
  if (refusal !== undefined) throw refusal;
  switch (mediaTypeOf(request)) {
    case JSON_TYPE:
      return parseJson(body);
    case FORM_TYPE:
      return parseForm(body);
    default:
      return body;
  }
}

/** Why the route does not take a body of this type; undefined when it does. */
export function refusalOf(request: FastifyRequest): EdgeError | undefined {
  const consumed = request.routeOptions.config.httpSide?.consumes ?? [JSON_TYPE];
  const type = mediaTypeOf(request);
  const coding = request.headers['content-encoding'];
  const isPlain = coding === undefined || coding.toLowerCase() === 'identity';
  const isText = type === JSON_TYPE || type === FORM_TYPE;
  if (consumed.includes(type) && isPlain && (!isText || isUtf8(request))) return undefined;
  return new EdgeError('UNSUPPORTED_MEDIA_TYPE', { accept: consumed.join(', ') });
}

/** The media type of a request's body in lower case, without parameters. */
export function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** The charset that a request names for its body, in lower case. */
export function charsetOf(request: FastifyRequest): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1]?.toLowerCase();
}

/** A strict decoder: a byte that is not UTF-8 is an error, not a replacement character in a name. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    // The parser's message quotes the body; it goes no further.
    throw new InvalidRequest([{ in: 'body', pointer: '', ...fault('JSON_MALFORMED') }]);
  }
}

/** RFC 6749 section 3.2: a parameter that occurs twice is wrong. */
function parseForm(body: Buffer): unknown {
  const fields = [...new URLSearchParams(body.toString('latin1'))];
  if (new Set(fields.map(([name]) => name)).size < fields.length) {
    throw new InvalidRequest([{ in: 'body', pointer: '', ...fault('LIST_REPEATS') }]);
  }
  return Object.fromEntries(fields);
}

function isUtf8(request: FastifyRequest): boolean {
  return ['utf-8', 'utf8', undefined].includes(charsetOf(request));
}
