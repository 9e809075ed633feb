import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '@dianda/inquiry';
import type { FastifyRequest } from 'fastify';

/** Who makes each request under way, as the bearer guard has established it. */
const actors = new WeakMap<FastifyRequest, Actor>();

export function setActor(request: FastifyRequest, actor: Actor): void {
  actors.set(request, actor);
}

export function actorOf(request: FastifyRequest): Actor | undefined {
  return actors.get(request);
}

/** The actor as a parameter of a route that is not public. */
export const By = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const actor = actorOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (actor === undefined) throw new TypeError('a public route has no actor');
  return actor;
});
