import { statSync } from 'node:fs';
import { KeySet } from '@dianda/trust';

/**
 * The court platform's public keys (a JWKS file), read again whenever the file changes, so that a key can be added or
 * withdrawn without a restart.
 */
export class WarrantKeys {
  private keys: KeySet;
  private readAtMs: number | undefined;

  /** Throws TrustError KEY_SET_MALFORMED when the file is none. */
  constructor(private readonly file: string) {
    this.readAtMs = changedAtMs(file);
    this.keys = KeySet.read(file);
  }

  /** The keys that the file holds now. Throws as the constructor: a key file that is broken verifies nothing. */
  current(): KeySet {
    const changedMs = changedAtMs(this.file);
    if (changedMs !== this.readAtMs) {
      this.keys = KeySet.read(this.file);
      this.readAtMs = changedMs;
    }
    return this.keys;
  }
}

function changedAtMs(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
