import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

import { TrustError } from './trust-error.js';

interface Argon2idCost {
  readonly memoryKibibytes: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** OWASP Password Storage Cheat Sheet: Argon2id with at least 19 MiB, 2 iterations, 1 lane. */
const COST: Argon2idCost = { memoryKibibytes: 19 * 1024, passes: 2, parallelism: 1 };

/** RFC 9106 section 4: 128-bit salt and 256-bit tag. */
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** A stored hash may ask for more work than ours, but not for so much that one sign-in stops the service. */
const DEAREST: Argon2idCost = { memoryKibibytes: 256 * 1024, passes: 16, parallelism: 16 };

/** Lower case and digits without those that look alike (0 o, 1 i l). */
const ONE_TIME_ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const ONE_TIME_GROUPS = 4;
const ONE_TIME_GROUP_LENGTH = 4;

interface PasswordHash {
  readonly cost: Argon2idCost;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** Argon2id (version 0x13) with a fresh salt, as a PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, COST, salt, TAG_BYTES);
  const { memoryKibibytes, passes, parallelism } = COST;
  const cost = `m=${memoryKibibytes},t=${passes},p=${parallelism}`;
  return `$argon2id$v=19$${cost}$${unpadded(salt)}$${unpadded(tag)}`;
}

/**
 * Whether the password is the one behind the stored hash, compared in constant time. Give `undefined` for
 * an unknown user: the same work is done and the answer is false, so that timing does not tell who exists.
 * @throws TrustError PASSWORD_HASH_MALFORMED when the stored text is no Argon2id PHC string within bounds.
 */
export async function verifyPassword(password: string, storedHash: string | undefined): Promise<boolean> {
  const known = storedHash !== undefined;
  const { cost, salt, tag } = known ? parseHash(storedHash) : nobodysHash();
  const derived = await derive(password, cost, salt, tag.length);
  return timingSafeEqual(derived, tag) && known;
}

/** Whether the stored hash was made at another cost than today's; hash anew at the next good sign-in. */
export function passwordNeedsRehash(storedHash: string): boolean {
  const { cost } = parseHash(storedHash);
  return (
    cost.memoryKibibytes !== COST.memoryKibibytes ||
    cost.passes !== COST.passes ||
    cost.parallelism !== COST.parallelism
  );
}

/** A password to hand over once, such as `k7mw-2c9p-xvta-h4rz`: 79 bits of chance, easy to read aloud. */
export function generateOneTimePassword(): string {
  const group = (): string =>
    Array.from({ length: ONE_TIME_GROUP_LENGTH }, () =>
      ONE_TIME_ALPHABET.charAt(randomInt(ONE_TIME_ALPHABET.length)),
    ).join('');
  return Array.from({ length: ONE_TIME_GROUPS }, group).join('-');
}

function nobodysHash(): PasswordHash {
  return { cost: COST, salt: randomBytes(SALT_BYTES), tag: randomBytes(TAG_BYTES) };
}

function derive(password: string, cost: Argon2idCost, salt: Buffer, tagLength: number): Promise<Buffer> {
  const { memoryKibibytes, passes, parallelism } = cost;
  // NIST SP 800-63B 5.1.1.2: one normal form, so that a password typed on another keyboard is the same.
  const message = password.normalize('NFKC');
  const parameters = { message, nonce: salt, parallelism, tagLength, memory: memoryKibibytes, passes };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => {
      if (error === null) resolve(tag);
      else reject(error);
    });
  });
}

function parseHash(text: string): PasswordHash {
  const pattern =
    /^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,9}),p=(\d{1,9})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;
  const [, memory, passes, parallelism, salt, tag] = pattern.exec(text) ?? [];
  if (salt === undefined || tag === undefined) {
    throw new TrustError('PASSWORD_HASH_MALFORMED', 'not an Argon2id PHC string');
  }
  const cost = {
    memoryKibibytes: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  };
  if (!isAffordable(cost)) throw new TrustError('PASSWORD_HASH_MALFORMED', 'its cost is out of bounds');
  return { cost, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') };
}

/** Bounds of RFC 9106 section 3.1 below, ours above. */
function isAffordable({ memoryKibibytes, passes, parallelism }: Argon2idCost): boolean {
  return (
    parallelism >= 1 &&
    parallelism <= DEAREST.parallelism &&
    passes >= 1 &&
    passes <= DEAREST.passes &&
    memoryKibibytes >= 8 * parallelism &&
    memoryKibibytes <= DEAREST.memoryKibibytes
  );
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
