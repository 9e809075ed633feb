import {
  type Clock,
  DiandaError,
  instantOf,
  millisecondsOf,
  parseAccountId,
  parseCourtCode,
  parseOfficerId,
  type Randomness,
  isClientScope,
  type Actor,
  type ClientScope,
  type Instant,
} from '@dianda/inquiry';
import type { SigningKey } from '@dianda/trust';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';

/** RFC 9068: tells an access token from any other JWT signed with the same key. */
const TOKEN_TYPE = 'at+jwt';
/** The only algorithm signed with and accepted (RFC 8037); a token cannot choose another, `none` included. */
const ALGORITHM = 'EdDSA';
const ISSUER = 'urn:dianda:gateway';
const AUDIENCE = 'urn:dianda:api';

export interface IssuedToken {
  readonly accessToken: string;
  readonly expiresAt: Instant;
}

export interface ReadToken {
  readonly actor: Actor;
  /** When the token ends. */
  readonly until: Instant;
  readonly scopes: readonly ClientScope[];
}

/** Short-lived access tokens: JWTs signed with the gateway's own Ed25519 key, naming the actor and no person. */
export class AccessTokens {
  private readonly publicKey: KeyObject;

  constructor(
    private readonly key: SigningKey,
    private readonly lifetimeMs: number,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {
    this.publicKey = createPublicKey(key.privateKey);
  }

  /** `scopes` are a machine client's; a person has none, his role says what he may do. */
  async issue(actor: Actor, scopes: readonly ClientScope[] = []): Promise<IssuedToken> {
    const issuedAtSeconds = Math.floor(millisecondsOf(this.clock.now()) / 1000);
    const expiresAtSeconds = issuedAtSeconds + Math.floor(this.lifetimeMs / 1000);
    const accessToken = await new SignJWT({ ...claimsOf(actor), scope: scopes.join(' ') })
      .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPE, kid: this.key.kid })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(actor.accountId)
      .setJti(this.randomness.uuid())
      .setIssuedAt(issuedAtSeconds)
      .setExpirationTime(expiresAtSeconds)
      .sign(this.key.privateKey);
    return { accessToken, expiresAt: instantOf(expiresAtSeconds * 1000) };
  }

  /** Whom a token names, and what for. Throws TOKEN_EXPIRED, or CREDENTIALS_INVALID for every other way of not being ours. */
  async read(accessToken: string): Promise<ReadToken> {
    const claims = await this.verified(accessToken);
    const actor = actorIn(claims);
    if (actor === undefined || claims.exp === undefined)
      throw DiandaError.unauthenticated('CREDENTIALS_INVALID', 'claims name no actor');
    const until = instantOf(claims.exp * 1000);
    return { actor, until, scopes: textOf(claims['scope']).split(' ').filter(isClientScope) };
  }

  private async verified(accessToken: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(accessToken, this.publicKey, {
        algorithms: [ALGORITHM],
        typ: TOKEN_TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'exp', 'iat', 'jti', 'role'],
        currentDate: new Date(millisecondsOf(this.clock.now())),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw DiandaError.unauthenticated('TOKEN_EXPIRED');
      if (error instanceof errors.JOSEError)
        throw DiandaError.unauthenticated('CREDENTIALS_INVALID', error.code);
      throw error;
    }
  }
}

function claimsOf(actor: Actor): JWTPayload {
  switch (actor.role) {
    case 'officer':
      return { role: actor.role, officer: actor.officerId, court: actor.courtCode };
    case 'court-system':
      return { role: actor.role, court: actor.courtCode };
    case 'ops':
    case 'admin':
      return { role: actor.role };
  }
}

function actorIn(claims: JWTPayload): Actor | undefined {
  const accountId = parseAccountId(textOf(claims.sub));
  const courtCode = parseCourtCode(textOf(claims['court']));
  if (accountId === undefined) return undefined;
  switch (claims['role']) {
    case 'officer': {
      const officerId = parseOfficerId(textOf(claims['officer']));
      if (officerId === undefined || courtCode === undefined) return undefined;
      return { role: 'officer', accountId, officerId, courtCode };
    }
    case 'court-system':
      return courtCode === undefined ? undefined : { role: 'court-system', accountId, courtCode };
    case 'ops':
    case 'admin':
      return { role: claims['role'], accountId };
    default:
      return undefined;
  }
}

function textOf(claim: unknown): string {
  return typeof claim === 'string' ? claim : '';
}
