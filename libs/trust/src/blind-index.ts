import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { JsonObject } from './json-object.js';
import { openOrCreateSecretFile } from './secret-file.js';
import { TrustError } from './trust-error.js';

const KEY_BYTES = 32;
const DOMAIN_PATTERN = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/**
 * Finds encrypted values by equality: the database keeps HMAC-SHA-256(key, domain ‖ 0x00 ‖ value) beside
 * the ciphertext. Without the key nobody can try all identity numbers, so the key has a private file of
 * its own, apart from the KEKs: `{ version: 1, key (base64url, 32 bytes), createdAt }`. One key for the
 * life of the data: replacing it means computing every index anew.
 */
export class BlindIndex {
  private constructor(private readonly key: KeyObject) {}

  /**
   * Opens the key file, making it at the very first start.
   * @throws TrustError SECRET_FILE_TOO_OPEN, SECRET_FILE_MALFORMED, SECRET_FILE_UNREADABLE.
   */
  static openOrCreate(path: string): BlindIndex {
    const bytes = openOrCreateSecretFile(path, () => {
      const key = randomBytes(KEY_BYTES).toString('base64url');
      const content = { version: 1, key, createdAt: new Date().toISOString() };
      return `${JSON.stringify(content, undefined, 2)}\n`;
    });
    const refuse = (detail: string): TrustError =>
      new TrustError('SECRET_FILE_MALFORMED', `${path}: ${detail}`);
    const file = JsonObject.parse(bytes, refuse);
    if (file.wholeNumber('version') !== 1) throw file.fault('version', 'is not 1');
    const key = Buffer.from(file.text('key'), 'base64url');
    if (key.length !== KEY_BYTES) throw file.fault('key', `is not ${KEY_BYTES} bytes long`);
    return new BlindIndex(createSecretKey(key));
  }

  /**
   * The 32-byte index of a value the caller has normalised already: equal values of one domain, and only
   * those, have equal indexes.
   * @param domain what the value is, such as `subject.document-number`: lower-case letters, digits, `.`,
   *   `_`, `-`; keeps equal texts of different meaning apart.
   * @throws RangeError for a domain of another shape (a fault in the program, not in the data).
   */
  indexOf(domain: string, normalisedValue: string): Buffer {
    if (!DOMAIN_PATTERN.test(domain)) throw new RangeError('a blind index domain is a short lower-case name');
    return createHmac('sha256', this.key).update(`${domain}\0${normalisedValue}`, 'utf8').digest();
  }
}
