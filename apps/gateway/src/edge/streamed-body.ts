import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EdgeError } from '../problem/edge-error.js';
import { refusalOf } from './bodies.js';

/**
 * Bodies of these types reach the routes that consume them unread: who asks is established before a byte of a large body
 * is taken. Other routes refuse them as they refuse every type that they do not consume.
 */
export function takeStreams(server: FastifyInstance, mediaTypes: readonly string[]): void {
  server.addContentTypeParser([...mediaTypes], (request, payload, done) => {
    const refusal = refusalOf(request);
    done(refusal ?? null, refusal === undefined ? payload : undefined);
  });
}

/**
 * The whole body of a route that takes streams, within its limit. Throws CONTENT_TOO_LARGE as soon as the length that is
 * announced, or the bytes that came, exceed it; what is still under way is not read.
 */
export async function bytesOf(request: FastifyRequest): Promise<Buffer> {
  const limit = request.routeOptions.bodyLimit;
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw tooLarge();
  const { body } = request;
  if (!(body instanceof Readable)) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let length = 0;
  // A stream that is destroyed takes the connection with it, and the refusal could not be told.
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const bytes: unknown = chunk;
    if (!(bytes instanceof Uint8Array)) throw new TypeError('a body comes in bytes');
    length += bytes.byteLength;
    if (length > limit) throw tooLarge();
    chunks.push(Buffer.from(bytes));
  }
  return Buffer.concat(chunks, length);
}

function tooLarge(): EdgeError {
  return new EdgeError('CONTENT_TOO_LARGE', { connection: 'close' });
}
