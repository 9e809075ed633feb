import { applyDecorators, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { ActorRole, ClientScope } from '@dianda/inquiry';

/** The name of the bearer token in the OpenAPI document. */
export const bearerScheme = 'bearer';

/** Who may use a route: anybody, or the roles named. A route that says neither does not start. */
export type DeclaredAccess = 'public' | readonly [ActorRole, ...ActorRole[]];

/** A controller's method, as Nest hands it out. */
export type RouteHandler = ReturnType<ExecutionContext['getHandler']>;

const Access = Reflector.createDecorator<DeclaredAccess>();

/** Anybody, without a token. */
export function Public(): MethodDecorator {
  return Access('public');
}

export function Roles(...roles: readonly [ActorRole, ...ActorRole[]]): MethodDecorator {
  return applyDecorators(Access(roles), ApiBearerAuth(bearerScheme));
}

const NeededScope = Reflector.createDecorator<ClientScope>();

/** The scope that a machine client's token needs here; each route that is for court systems names one. */
export function Scope(scope: ClientScope): MethodDecorator {
  return NeededScope(scope);
}

export function scopeOf(reflector: Reflector, handler: RouteHandler): ClientScope | undefined {
  return reflector.get(NeededScope, handler);
}

const OneTimePassword = Reflector.createDecorator<true>();

/** Open to somebody who has not yet changed the password that an administrator gave. */
export function WithOneTimePassword(): MethodDecorator {
  return OneTimePassword(true);
}

export function mayUseOneTimePassword(reflector: Reflector, handler: RouteHandler): boolean {
  const isOpen: unknown = reflector.get(OneTimePassword, handler);
  return isOpen === true;
}

/** What a route declares; undefined when it declares nothing. Routes declare one by one, never by class. */
export function accessOf(reflector: Reflector, handler: RouteHandler): DeclaredAccess | undefined {
  return reflector.get(Access, handler);
}
