import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AccountStore, DiandaError } from '@dianda/inquiry';
import type { FastifyRequest } from 'fastify';
import { accessOf, mayUseOneTimePassword, scopeOf } from './declared-access.js';
import { setAuthenticated } from './request-actor.js';
import { AccessTokens, type ReadToken } from './access-tokens.js';
import { ClientAccess } from './client-access.js';

interface Authenticated extends ReadToken {
  /** Whether the account can do nothing yet but choose a password. */
  readonly isPasswordDue: boolean;
}

/** Lets a request through to its route: by its declared access, its bearer token, and who stands behind it now. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly accounts: AccountStore,
    private readonly clients: ClientAccess,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const access = accessOf(this.reflector, handler);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { actor, until, scopes, isPasswordDue } = await this.authenticated(request);
    setAuthenticated(request, { actor, until });
    if (isPasswordDue && !mayUseOneTimePassword(this.reflector, handler)) {
      throw DiandaError.forbidden('PASSWORD_CHANGE_DUE');
    }
    // A route without a declaration does not start; should one slip in, nobody may use it.
    if (access?.includes(actor.role) !== true) throw DiandaError.forbidden('ROLE_NOT_PERMITTED');
    if (actor.role === 'court-system' && !scopes.some((each) => each === scopeOf(this.reflector, handler))) {
      throw DiandaError.forbidden('SCOPE_NOT_GRANTED');
    }
    return true;
  }

  private async authenticated(request: FastifyRequest): Promise<Authenticated> {
    const header = request.headers.authorization;
    if (header === undefined) throw DiandaError.unauthenticated('CREDENTIALS_MISSING');
    const token = /^Bearer +([\w~+/.-]+=*)$/i.exec(header)?.[1];
    if (token === undefined) throw DiandaError.unauthenticated('CREDENTIALS_INVALID');
    const read = await this.tokens.read(token);
    const { actor, scopes } = read;
    if (actor.role === 'court-system') {
      return { ...read, scopes: await this.clients.enter(actor, scopes), isPasswordDue: false };
    }
    // Disabling an account or taking its role ends its sessions at once.
    const standing = await this.accounts.standingOf(actor);
    if (standing === 'ended') throw DiandaError.unauthenticated('CREDENTIALS_INVALID');
    return { ...read, isPasswordDue: standing === 'password_due' };
  }
}
