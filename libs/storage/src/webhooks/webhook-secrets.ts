import { plusMs, type Instant } from '@dianda/inquiry';
import { bindTo, createDataKey, open, seal, type KeyEncryptionKeyRing } from '@dianda/trust';
import { randomBytes } from 'node:crypto';

/** One secret of an endpoint; `until` is null for the newest. */
interface Secret {
  readonly secret: string;
  readonly until: Instant | null;
}

export interface SealedSecrets {
  readonly keyWrapped: Buffer;
  readonly secretsSealed: Buffer;
}

/** Secrets of endpoints, sealed at rest under a key an endpoint. */
export class WebhookSecrets {
  constructor(private readonly keyRing: KeyEncryptionKeyRing) {}

  /** A fresh secret as the Standard Webhooks scheme writes it: 32 random bytes. */
  make(): string {
    return `whsec_${randomBytes(32).toString('base64')}`;
  }

  first(id: string, secret: string): SealedSecrets {
    return this.sealed(id, [{ secret, until: null }]);
  }

  /** The secret before those that are there, which end after so long at the latest. */
  added(id: string, present: SealedSecrets, secret: string, now: Instant, overlapMs: number): SealedSecrets {
    const end = plusMs(now, overlapMs);
    const kept = this.opened(id, present)
      .filter(({ until }) => until === null || until > now)
      .map((each) => ({ ...each, until: each.until === null || each.until > end ? end : each.until }));
    return this.sealed(id, [{ secret, until: null }, ...kept]);
  }

  /** Those that sign now, newest first. */
  inForce(id: string, present: SealedSecrets, now: Instant): readonly string[] {
    return this.opened(id, present)
      .filter(({ until }) => until === null || until > now)
      .map(({ secret }) => secret);
  }

  private sealed(id: string, secrets: readonly Secret[]): SealedSecrets {
    const key = createDataKey();
    return {
      keyWrapped: this.keyRing.wrap(key, place(id, 'key_wrapped')),
      secretsSealed: seal(key, JSON.stringify(secrets), place(id, 'secrets_sealed')),
    };
  }

  private opened(id: string, { keyWrapped, secretsSealed }: SealedSecrets): readonly Secret[] {
    const key = this.keyRing.unwrap(keyWrapped, place(id, 'key_wrapped'));
    // The ciphertext authenticates that `sealed` wrote it, in this shape.
    return JSON.parse(open(key, secretsSealed, place(id, 'secrets_sealed')).toString('utf8')) as Secret[];
  }
}

function place(rowId: string, column: string): string {
  return bindTo({ table: 'webhook', rowId, column });
}
