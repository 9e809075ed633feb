import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { JsonObject } from './json-object.js';
import { openOrCreateSecretFile, readSecretFile, updateSecretFile } from './secret-file.js';
import { TrustError } from './trust-error.js';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D 8.2: 96 bits; 8.3: at most 2^32 random nonces per key, far above one case's values. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** First byte of every ciphertext: high half what it is, low half the version of its format. */
const FORMAT_SEALED = 0x11;
const FORMAT_WRAPPED_KEY = 0x21;

const KEY_ID_PATTERN = /^[a-z0-9-]{1,64}$/;

/** A key that encrypts values, one per case. Its bytes are reachable in memory only, never printed. */
export class DataKey {
  private constructor(readonly keyObject: KeyObject) {}

  /** @throws TrustError CIPHERTEXT_MALFORMED unless given 32 bytes. */
  static fromBytes(bytes: Uint8Array): DataKey {
    return new DataKey(secretKey(bytes, (detail) => new TrustError('CIPHERTEXT_MALFORMED', detail)));
  }
}

/** A new random data key. */
export function createDataKey(): DataKey {
  return DataKey.fromBytes(randomBytes(KEY_BYTES));
}

/**
 * The associated data that ties a ciphertext to its place: moved to another table, row or column it no
 * longer opens. JSON keeps the parts apart, so no two places share a binding.
 */
export function bindTo(place: { table: string; rowId: string; column: string }): string {
  return JSON.stringify([place.table, place.rowId, place.column]);
}

/**
 * Encrypts a value: format byte, 12 nonce bytes, ciphertext, 16 tag bytes (29 bytes longer than the value).
 * Strings are sealed as UTF-8. Sealing the same value twice gives different bytes.
 * @param associatedData usually from {@link bindTo}; the same string must be given to {@link open}.
 * @throws TrustError BINDING_MISSING when associatedData is empty.
 */
export function seal(dataKey: DataKey, plaintext: Uint8Array | string, associatedData: string): Buffer {
  return encrypt(dataKey.keyObject, Buffer.of(FORMAT_SEALED), Buffer.from(plaintext), associatedData);
}

/**
 * The value inside a sealed ciphertext.
 * @throws TrustError CIPHERTEXT_MALFORMED for another format or too few bytes, CIPHERTEXT_REJECTED when
 *   key, associated data or any byte is not the one it was sealed with, BINDING_MISSING.
 */
export function open(dataKey: DataKey, sealed: Uint8Array, associatedData: string): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== FORMAT_SEALED) throw new TrustError('CIPHERTEXT_MALFORMED', 'not a sealed value');
  return decrypt(dataKey.keyObject, bytes, 1, associatedData);
}

interface RingFile {
  readonly activeId: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/**
 * The key-encryption keys (KEK), which wrap data keys: all that may still open something, and the active
 * one, which wraps anew. They live in one private file of JSON:
 * `{ version: 1, activeId, keys: [{ id, key (base64url, 32 bytes), createdAt }] }`.
 */
export class KeyEncryptionKeyRing {
  private constructor(
    private readonly path: string,
    private ring: RingFile,
  ) {}

  /** Opens the ring, making one with a single random key at the very first start (see secret-file.ts). */
  static openOrCreate(path: string): KeyEncryptionKeyRing {
    const bytes = openOrCreateSecretFile(path, () => {
      const first = newRingKey();
      return ringText(first.id, [first]);
    });
    return new KeyEncryptionKeyRing(path, parseRing(path, bytes));
  }

  /** Opens a ring that must exist: for programs that read data they did not start. */
  static open(path: string): KeyEncryptionKeyRing {
    return new KeyEncryptionKeyRing(path, parseRing(path, readSecretFile(path)));
  }

  /** Adds a new key to the file and makes it the active one; keys already there stay and still open. */
  static rotate(path: string): KeyEncryptionKeyRing {
    updateSecretFile(path, (present) => {
      const added = newRingKey();
      return ringText(added.id, [...readRingKeys(path, present), added]);
    });
    return KeyEncryptionKeyRing.open(path);
  }

  get activeId(): string {
    return this.ring.activeId;
  }

  /** Ids of all keys, oldest first. */
  get ids(): string[] {
    return [...this.ring.keys.keys()];
  }

  /**
   * Encrypts a data key under the active KEK: format byte, length and text of the KEK's id, nonce,
   * ciphertext, tag.
   * @param associatedData binds the wrapped key to its row, as for {@link seal}.
   */
  wrap(dataKey: DataKey, associatedData: string): Buffer {
    const id = Buffer.from(this.ring.activeId, 'ascii');
    const header = Buffer.concat([Buffer.of(FORMAT_WRAPPED_KEY, id.length), id]);
    return encrypt(this.keyOf(this.ring.activeId), header, dataKey.keyObject.export(), associatedData);
  }

  /**
   * The data key inside. An id this process has not seen makes it read the file once more, so that a
   * rotation elsewhere needs no restart.
   * @throws TrustError KEY_UNKNOWN when the file lacks the KEK, CIPHERTEXT_MALFORMED, CIPHERTEXT_REJECTED.
   */
  unwrap(wrapped: Uint8Array, associatedData: string): DataKey {
    const bytes = Buffer.from(wrapped);
    const id = wrappedUnder(bytes);
    if (!this.ring.keys.has(id)) this.ring = parseRing(this.path, readSecretFile(this.path));
    return DataKey.fromBytes(decrypt(this.keyOf(id), bytes, 2 + id.length, associatedData));
  }

  private keyOf(id: string): KeyObject {
    const key = this.ring.keys.get(id);
    if (key === undefined) throw new TrustError('KEY_UNKNOWN', `${this.path} holds no key ${id}`);
    return key;
  }
}

/**
 * The id of the KEK a wrapped data key needs; tells which rows a rotation has still to wrap anew.
 * @throws TrustError CIPHERTEXT_MALFORMED.
 */
export function wrappedUnder(wrapped: Uint8Array): string {
  const [format, idLength] = wrapped;
  if (format !== FORMAT_WRAPPED_KEY || idLength === undefined) {
    throw new TrustError('CIPHERTEXT_MALFORMED', 'not a wrapped data key');
  }
  const id = Buffer.from(wrapped.subarray(2, 2 + idLength)).toString('latin1');
  if (id.length !== idLength || !KEY_ID_PATTERN.test(id)) {
    throw new TrustError('CIPHERTEXT_MALFORMED', 'a wrapped data key without a readable key id');
  }
  return id;
}

/** The header is authenticated with the associated data; its first bytes say where it ends. */
function encrypt(key: KeyObject, header: Buffer, plaintext: Uint8Array, associatedData: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticatedBytes(header, associatedData));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, nonce, body, cipher.getAuthTag()]);
}

function decrypt(key: KeyObject, bytes: Buffer, headerBytes: number, associatedData: string): Buffer {
  const bodyStart = headerBytes + NONCE_BYTES;
  const tagStart = bytes.length - TAG_BYTES;
  if (tagStart < bodyStart) throw new TrustError('CIPHERTEXT_MALFORMED', 'too few bytes');
  const nonce = bytes.subarray(headerBytes, bodyStart);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(authenticatedBytes(bytes.subarray(0, headerBytes), associatedData));
  decipher.setAuthTag(bytes.subarray(tagStart));
  const start = decipher.update(bytes.subarray(bodyStart, tagStart));
  try {
    return Buffer.concat([start, decipher.final()]);
  } catch (error) {
    throw new TrustError('CIPHERTEXT_REJECTED', 'not sealed with this key for this place, or altered', {
      cause: error,
    });
  }
}

function authenticatedBytes(header: Buffer, associatedData: string): Buffer {
  // An empty binding would let a ciphertext open anywhere, and nobody would notice.
  if (associatedData === '') throw new TrustError('BINDING_MISSING', 'associated data is empty');
  return Buffer.concat([header, Buffer.from(associatedData, 'utf8')]);
}

interface RingKey {
  readonly id: string;
  readonly bytes: Buffer;
  readonly createdAt: string;
}

function newRingKey(): RingKey {
  const id = `kek-${randomBytes(8).toString('hex')}`;
  return { id, bytes: randomBytes(KEY_BYTES), createdAt: new Date().toISOString() };
}

function ringText(activeId: string, keys: readonly RingKey[]): string {
  const entries = keys.map(({ id, bytes, createdAt }) => ({
    id,
    key: bytes.toString('base64url'),
    createdAt,
  }));
  return `${JSON.stringify({ version: 1, activeId, keys: entries }, undefined, 2)}\n`;
}

function ringRefusal(path: string): (detail: string) => TrustError {
  return (detail) => new TrustError('SECRET_FILE_MALFORMED', `${path}: ${detail}`);
}

function readRingKeys(path: string, bytes: Uint8Array): RingKey[] {
  const file = JsonObject.parse(bytes, ringRefusal(path));
  if (file.wholeNumber('version') !== 1) throw file.fault('version', 'is not 1');
  return file.objects('keys').map((entry) => ({
    id: entry.textOf('id', KEY_ID_PATTERN, 'a key id'),
    bytes: Buffer.from(entry.text('key'), 'base64url'),
    createdAt: entry.text('createdAt'),
  }));
}

function parseRing(path: string, bytes: Uint8Array): RingFile {
  const file = JsonObject.parse(bytes, ringRefusal(path));
  const keys = new Map<string, KeyObject>();
  for (const { id, bytes: key } of readRingKeys(path, bytes)) {
    if (keys.has(id)) throw file.fault('keys', `hold ${id} twice`);
    keys.set(id, secretKey(key, ringRefusal(path)));
  }
  const activeId = file.text('activeId');
  if (!keys.has(activeId)) throw file.fault('activeId', 'names no key of the file');
  return { activeId, keys };
}

function secretKey(bytes: Uint8Array, refuse: (detail: string) => TrustError): KeyObject {
  if (bytes.length !== KEY_BYTES) throw refuse(`a key is not ${KEY_BYTES} bytes long`);
  return createSecretKey(bytes);
}
