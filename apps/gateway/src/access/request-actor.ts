import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor, Instant } from '@dianda/inquiry';
import type { FastifyRequest } from 'fastify';

/** Who makes a request, and when the token that says so ends. */
export interface Authenticated {
  readonly actor: Actor;
  readonly until: Instant;
}

/** Of each request under way, as the bearer guard has established it. */
const authenticated = new WeakMap<FastifyRequest, Authenticated>();

export function setAuthenticated(request: FastifyRequest, who: Authenticated): void {
  authenticated.set(request, who);
}

export function actorOf(request: FastifyRequest): Actor | undefined {
  return authenticated.get(request)?.actor;
}

/** The actor as a parameter of a route that is not public. */
export const By = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  return authenticatedBy(context).actor;
});

/** When the access of a request ends, for a reply that goes on and on. */
export const Until = createParamDecorator((_data: unknown, context: ExecutionContext): Instant => {
  return authenticatedBy(context).until;
});

function authenticatedBy(context: ExecutionContext): Authenticated {
  const who = authenticated.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (who === undefined) throw new TypeError('a public route has no actor');
  return who;
}
