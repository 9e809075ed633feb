import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { fault, InvalidRequest } from '../validation/violation.js';

/** The Last-Event-ID header as the id of an event of ours; undefined when there is none. */
export const LastEventId = createParamDecorator(
  (_data: unknown, context: ExecutionContext): number | undefined => {
    const header = context.switchToHttp().getRequest<FastifyRequest>().headers['last-event-id'];
    if (header === undefined || header === '') return undefined;
    if (typeof header !== 'string' || !/^(?:0|[1-9]\d{0,14})$/.test(header)) throw unknownEventId();
    return Number(header);
  },
);

/** An id that no stream of ours has given, or that the database no longer knows since it was restored. */
export function unknownEventId(): InvalidRequest {
  return new InvalidRequest([{ in: 'header', pointer: '/Last-Event-ID', ...fault('CURSOR_UNKNOWN') }]);
}
