import { DiandaError } from '@dianda/inquiry';
import type { Logger } from '@dianda/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { preferredLanguage } from './language.js';
import { problemReply, type TellableError } from './problem.js';

/** Answers a request with a problem document, and logs it when it is ours or an agency's to mend. */
export function sendProblem(
  error: TellableError,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
): void {
  const language = preferredLanguage(request.headers['accept-language']);
  const part = request.method === 'GET' || request.method === 'HEAD' ? 'query' : 'body';
  const { problem, headers } = problemReply(error, {
    language,
    correlationId: request.id,
    part,
    limitBytes: request.routeOptions.bodyLimit,
  });
  if (error instanceof DiandaError && problem.status >= 500) {
    log.error('a request failed', { requestId: request.id, statusCode: problem.status, error });
  }
  void reply
    .code(problem.status)
    .headers(headers)
    .header('content-language', language)
    .header('vary', 'accept-language')
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}
