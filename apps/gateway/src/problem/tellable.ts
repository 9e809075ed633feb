import { HttpException } from '@nestjs/common';
import { DiandaError } from '@dianda/inquiry';
import { fault, InvalidRequest } from '../validation/violation.js';
import { EdgeError } from './edge-error.js';
import type { TellableError } from './problem.js';

/**
 * Reads whatever was thrown. Ours is told as it is; what Nest and Fastify raise before a route runs is known
 * by its status; everything else is UNEXPECTED.
 */
export function tellable(error: unknown): TellableError {
  if (error instanceof DiandaError || error instanceof EdgeError || error instanceof InvalidRequest)
    return error;
  const status = error instanceof HttpException ? error.getStatus() : fastifyStatusOf(error);
  switch (status) {
    case 400:
      return new InvalidRequest([{ in: 'body', pointer: '', ...fault('JSON_MALFORMED') }]);
    case 404:
      return DiandaError.notFound('ROUTE_NOT_FOUND');
    case 413:
      return new EdgeError('CONTENT_TOO_LARGE');
    case 414:
      return new EdgeError('URI_TOO_LONG');
    case 415:
      return new EdgeError('UNSUPPORTED_MEDIA_TYPE');
    default:
      return DiandaError.internal('UNEXPECTED', { cause: error });
  }
}

function fastifyStatusOf(error: unknown): unknown {
  return error instanceof Error && error.name === 'FastifyError' && 'statusCode' in error
    ? error.statusCode
    : undefined;
}
