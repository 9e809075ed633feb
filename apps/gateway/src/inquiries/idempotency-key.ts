import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { fault, InvalidRequest } from '../validation/violation.js';

export const idempotencyKeyShape = /^[\x21-\x7e]{1,128}$/;

/** The Idempotency-Key header: 1 to 128 printable ASCII characters without blanks; required. */
export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (header === undefined) throw wrong(fault('REQUIRED'));
  if (typeof header !== 'string' || !idempotencyKeyShape.test(header)) {
    throw wrong(fault('TEXT_SHAPE', { shape: '1-128 × ASCII' }));
  }
  return header;
});

function wrong(found: ReturnType<typeof fault>): InvalidRequest {
  return new InvalidRequest([{ in: 'header', pointer: '/Idempotency-Key', ...found }]);
}
