import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AccountStore, DiandaError, type Actor } from '@dianda/inquiry';
import type { FastifyRequest } from 'fastify';
import { accessOf } from './declared-access.js';
import { setActor } from './request-actor.js';
import { AccessTokens } from './access-tokens.js';

/** Lets a request through to its route: by its declared access, its bearer token, and the account behind it now. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly accounts: AccountStore,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(this.reflector, context.getHandler());
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = await this.authenticated(request);
    setActor(request, actor);
    // A route without a declaration does not start; should one slip in, nobody may use it.
    if (access?.includes(actor.role) !== true) throw DiandaError.forbidden('ROLE_NOT_PERMITTED');
    return true;
  }

  private async authenticated(request: FastifyRequest): Promise<Actor> {
    const header = request.headers.authorization;
    if (header === undefined) throw DiandaError.unauthenticated('CREDENTIALS_MISSING');
    const token = /^Bearer +([\w~+/.-]+=*)$/i.exec(header)?.[1];
    if (token === undefined) throw DiandaError.unauthenticated('CREDENTIALS_INVALID');
    const actor = await this.tokens.read(token);
    // Disabling an account or taking its role ends its sessions at once.
    if (!(await this.accounts.isInForce(actor))) throw DiandaError.unauthenticated('CREDENTIALS_INVALID');
    return actor;
  }
}
