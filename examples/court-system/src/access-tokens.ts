import { createPrivateKey, createPublicKey, randomUUID, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { calculateJwkThumbprint, exportJWK, SignJWT } from 'jose';
import createClient, { type Client } from 'openapi-fetch';
import type { paths, Token } from './api.ts';
import { RefusedError } from './refused-error.ts';

/** An assertion is used at once. */
const ASSERTION_LIFETIME_SECONDS = 60;
/** A token is renewed this long before it ends, so that none ends on its way. */
const RENEW_BEFORE_MS = 30_000;

export interface ClientIdentity {
  readonly clientId: string;
  readonly keyFile: string;
  readonly audience: string;
}

/** This client's access token, kept until shortly before its end (RFC 6749 with a private-key JWT, RFC 7523). */
export class AccessTokens {
  readonly #gateway: Client<paths>;
  readonly #client: ClientIdentity;
  #current: Promise<Token> | undefined;
  #endsAt = 0;

  constructor(gatewayUrl: string, client: ClientIdentity, fetch: (request: Request) => Promise<Response>) {
    this.#gateway = createClient<paths>({ baseUrl: gatewayUrl, fetch });
    this.#client = client;
  }

  /** Requests that come at the same time share one token. Throws what the gateway says when it refuses. */
  async get(): Promise<string> {
    if (this.#current === undefined || Date.now() > this.#endsAt - RENEW_BEFORE_MS) {
      this.#endsAt = Number.POSITIVE_INFINITY;
      this.#current = this.#ask();
    }
    try {
      return (await this.#current).access_token;
    } catch (error) {
      this.#current = undefined;
      throw error;
    }
  }

  /** The token was refused: the next request brings another. */
  forget(): void {
    this.#current = undefined;
  }

  async #ask(): Promise<Token> {
    const { data, error } = await this.#gateway.POST('/api/v1/token', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await this.#assertion(),
      },
      bodySerializer: (form) => new URLSearchParams({ ...form }),
    });
    if (data === undefined) throw new RefusedError('POST /token', error);
    this.#endsAt = Date.now() + data.expires_in * 1000;
    return data;
  }

  /** Each assertion has an id of its own: the gateway takes none twice. */
  async #assertion(): Promise<string> {
    const { clientId, keyFile, audience } = this.#client;
    const key = createPrivateKey(await readFile(keyFile));
    const kid = await calculateJwkThumbprint(await exportJWK(createPublicKey(key)));
    return new SignJWT()
      .setProtectedHeader({ alg: algorithmOf(key), kid })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${ASSERTION_LIFETIME_SECONDS} s`)
      .sign(key);
  }
}

/** The gateway takes Ed25519, P-256 and RSA keys. */
function algorithmOf({ asymmetricKeyType }: KeyObject): 'EdDSA' | 'ES256' | 'PS256' {
  if (asymmetricKeyType === 'ed25519') return 'EdDSA';
  return asymmetricKeyType === 'ec' ? 'ES256' : 'PS256';
}
