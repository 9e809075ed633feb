import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DiandaError } from '@dianda/inquiry';
import type { Logger } from '@dianda/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RouteTable } from '../edge/route-table.js';
import { EdgeError } from './edge-error.js';
import type { TellableError } from './problem.js';
import { sendProblem } from './send-problem.js';
import { tellable } from './tellable.js';

/** The last stop of every error on its way to a requester: logs what is ours to mend, answers all of it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteTable,
    private readonly log: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const told = error instanceof NotFoundException ? this.withoutRoute(request.url) : tellable(error);
    sendProblem(told, request, http.getResponse<FastifyReply>(), this.log);
  }

  /** Only the router throws NotFoundException; the path may still be one of ours under another method. */
  private withoutRoute(url: string): TellableError {
    const allowed = this.routes.methodsFor(url);
    return allowed.length > 0
      ? new EdgeError('METHOD_NOT_ALLOWED', { allow: allowed.join(', ') })
      : DiandaError.notFound('ROUTE_NOT_FOUND');
  }
}
