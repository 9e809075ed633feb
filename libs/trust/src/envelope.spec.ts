import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

import fc from 'fast-check';

import { folderPerTest, reasonOf, refusalOf } from '../test/trust-testing.js';
import {
  DataKey,
  KeyEncryptionKeyRing,
  bindTo,
  createDataKey,
  open,
  seal,
  wrappedUnder,
} from './envelope.js';

const newFolder = folderPerTest();
const ringPath = (): string => join(newFolder(), 'kek.json');

/** Computed apart from this code: AES-256-GCM, key 32 × 07, nonce 12 × 09, as the format says. */
const RECORDED = 'EQkJCQkJCQkJCQkJCcI5JHAGeSXZEMOSpkIONqq4nKpHvMlC_Ds';

const HERE = bindTo({ table: 'subject', rowId: '7d1c', column: 'name' });

describe('seal and open', () => {
  it('give back what was sealed, whatever the bytes and the place', () => {
    const key = createDataKey();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ minLength: 1 }), (plaintext, place) => {
        const opened = open(key, seal(key, plaintext, place), place);
        expect(opened.equals(Buffer.from(plaintext))).toBe(true);
      }),
    );
  });

  it('seal text as UTF-8, rare characters included', () => {
    const key = createDataKey();
    expect(open(key, seal(key, '𠮷·阿不都', HERE), HERE).toString('utf8')).toBe('𠮷·阿不都');
  });

  it.each([
    ['table', bindTo({ table: 'party', rowId: '7d1c', column: 'name' })],
    ['row', bindTo({ table: 'subject', rowId: '7d1d', column: 'name' })],
    ['column', bindTo({ table: 'subject', rowId: '7d1c', column: 'document_number' })],
  ])('refuse a ciphertext moved to another %s', async (_part, elsewhere) => {
    const key = createDataKey();
    const sealed = seal(key, 'a name', HERE);
    expect(await reasonOf(() => open(key, sealed, elsewhere))).toBe('CIPHERTEXT_REJECTED');
  });

  it('refuse a ciphertext with any one byte altered', async () => {
    const key = createDataKey();
    const sealed = seal(key, 'a name', HERE);
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed);
      altered[index] = (altered[index] ?? 0) ^ 0x01;
      const expected = index === 0 ? 'CIPHERTEXT_MALFORMED' : 'CIPHERTEXT_REJECTED';
      expect(await reasonOf(() => open(key, altered, HERE))).toBe(expected);
    }
  });

  it('refuse a ciphertext cut short at any length', async () => {
    const key = createDataKey();
    const sealed = seal(key, 'a name', HERE);
    for (let length = 0; length < sealed.length; length += 1) {
      const reason = await reasonOf(() => open(key, sealed.subarray(0, length), HERE));
      expect(reason).toBe(length < 29 ? 'CIPHERTEXT_MALFORMED' : 'CIPHERTEXT_REJECTED');
    }
  });

  it('refuse another data key', async () => {
    const sealed = seal(createDataKey(), 'a name', HERE);
    expect(await reasonOf(() => open(createDataKey(), sealed, HERE))).toBe('CIPHERTEXT_REJECTED');
  });

  it('refuse to work without a place, on either side', async () => {
    const key = createDataKey();
    expect(await reasonOf(() => seal(key, 'a name', ''))).toBe('BINDING_MISSING');
    expect(await reasonOf(() => open(key, seal(key, 'a name', HERE), ''))).toBe('BINDING_MISSING');
  });

  it('hide that two values are equal', () => {
    const key = createDataKey();
    expect(seal(key, 'a name', HERE).equals(seal(key, 'a name', HERE))).toBe(false);
  });

  it('still open what was sealed when this format was fixed', () => {
    const key = DataKey.fromBytes(Buffer.alloc(32, 0x07));
    const sealed = Buffer.from(RECORDED, 'base64url');
    expect(open(key, sealed, HERE).toString('utf8')).toBe('张三丰');
  });
});

describe('bindTo', () => {
  it('never gives two places the same binding', () => {
    const place = fc.record({ table: fc.string(), rowId: fc.string(), column: fc.string() });
    fc.assert(
      fc.property(place, place, (one, other) => {
        const same = one.table === other.table && one.rowId === other.rowId && one.column === other.column;
        expect(bindTo(one) === bindTo(other)).toBe(same);
      }),
    );
    expect(bindTo({ table: 'a', rowId: 'b","c', column: 'd' })).not.toBe(
      bindTo({ table: 'a', rowId: 'b', column: 'c","d' }),
    );
  });
});

describe('a data key', () => {
  it('shows no key byte when printed', () => {
    const bytes = Buffer.alloc(32, 0x61);
    const key = DataKey.fromBytes(bytes);
    const printed = `${inspect(key, { depth: 9, showHidden: true })}${JSON.stringify(key)}`;
    expect(printed).not.toContain('aaaa');
    expect(printed).not.toContain('61616161');
    expect(printed).not.toContain('61 61 61');
    expect(printed).not.toContain(bytes.toString('base64').slice(0, 12));
  });

  it('has 32 bytes or is refused', async () => {
    expect(await reasonOf(() => DataKey.fromBytes(Buffer.alloc(16)))).toBe('CIPHERTEXT_MALFORMED');
  });
});

describe('KeyEncryptionKeyRing', () => {
  it('makes a private file with one random key at first start and opens the same one afterwards', () => {
    const path = ringPath();
    const first = KeyEncryptionKeyRing.openOrCreate(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(first.ids).toEqual([first.activeId]);
    const wrapped = first.wrap(createDataKey(), HERE);
    const second = KeyEncryptionKeyRing.openOrCreate(path);
    expect(second.activeId).toBe(first.activeId);
    expect(() => second.unwrap(wrapped, HERE)).not.toThrow();
    expect(KeyEncryptionKeyRing.openOrCreate(ringPath()).activeId).not.toBe(first.activeId);
  });

  it('unwraps the data key it wrapped', () => {
    const ring = KeyEncryptionKeyRing.openOrCreate(ringPath());
    const key = createDataKey();
    const unwrapped = ring.unwrap(ring.wrap(key, HERE), HERE);
    expect(open(unwrapped, seal(key, 'a name', HERE), HERE).toString()).toBe('a name');
  });

  it('refuses a wrapped key moved to another row', async () => {
    const ring = KeyEncryptionKeyRing.openOrCreate(ringPath());
    const wrapped = ring.wrap(createDataKey(), bindTo({ table: 'data_key', rowId: '1', column: 'wrapped' }));
    const elsewhere = bindTo({ table: 'data_key', rowId: '2', column: 'wrapped' });
    expect(await reasonOf(() => ring.unwrap(wrapped, elsewhere))).toBe('CIPHERTEXT_REJECTED');
  });

  it('refuses a wrapped key with any one byte altered or missing', async () => {
    const ring = KeyEncryptionKeyRing.openOrCreate(ringPath());
    const wrapped = ring.wrap(createDataKey(), HERE);
    const refusals = new Set<string>();
    for (let index = 0; index < wrapped.length; index += 1) {
      const altered = Buffer.from(wrapped);
      altered[index] = (altered[index] ?? 0) ^ 0x01;
      refusals.add(await reasonOf(() => ring.unwrap(altered, HERE)));
      refusals.add(await reasonOf(() => ring.unwrap(wrapped.subarray(0, index), HERE)));
    }
    expect([...refusals].sort()).toEqual(['CIPHERTEXT_MALFORMED', 'CIPHERTEXT_REJECTED', 'KEY_UNKNOWN']);
  });

  it('refuses a sealed value where a wrapped key belongs, and the reverse', async () => {
    const ring = KeyEncryptionKeyRing.openOrCreate(ringPath());
    const key = createDataKey();
    const sealed = seal(key, Buffer.alloc(32), HERE);
    expect(await reasonOf(() => ring.unwrap(sealed, HERE))).toBe('CIPHERTEXT_MALFORMED');
    expect(await reasonOf(() => open(key, ring.wrap(key, HERE), HERE))).toBe('CIPHERTEXT_MALFORMED');
  });

  it('wraps under a new key after a rotation and still opens what the old one wrapped', () => {
    const path = ringPath();
    const before = KeyEncryptionKeyRing.openOrCreate(path);
    const old = before.wrap(createDataKey(), HERE);
    const after = KeyEncryptionKeyRing.rotate(path);
    expect(after.activeId).not.toBe(before.activeId);
    expect(after.ids).toEqual([before.activeId, after.activeId]);
    expect(wrappedUnder(old)).toBe(before.activeId);
    const rewrapped = after.wrap(after.unwrap(old, HERE), HERE);
    expect(wrappedUnder(rewrapped)).toBe(after.activeId);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('opens, without a restart, what another process wrapped after a rotation', () => {
    const path = ringPath();
    const running = KeyEncryptionKeyRing.openOrCreate(path);
    const key = createDataKey();
    const wrapped = KeyEncryptionKeyRing.rotate(path).wrap(key, HERE);
    const unwrapped = running.unwrap(wrapped, HERE);
    expect(open(unwrapped, seal(key, 'a name', HERE), HERE).toString()).toBe('a name');
  });

  it('says which key is missing when the file lacks it', async () => {
    const stranger = KeyEncryptionKeyRing.openOrCreate(ringPath());
    const wrapped = stranger.wrap(createDataKey(), HERE);
    const ring = KeyEncryptionKeyRing.openOrCreate(ringPath());
    const refusal = await refusalOf(() => ring.unwrap(wrapped, HERE));
    expect(refusal.reason).toBe('KEY_UNKNOWN');
    expect(refusal.detail).toContain(stranger.activeId);
  });

  it('is never made where it must exist', async () => {
    expect(await reasonOf(() => KeyEncryptionKeyRing.open(ringPath()))).toBe('SECRET_FILE_MISSING');
  });

  it.each([
    ['no JSON', () => 'not json'],
    ['another version', (ring: Ring) => JSON.stringify({ ...ring, version: 2 })],
    ['an active id without key', (ring: Ring) => JSON.stringify({ ...ring, activeId: 'kek-0' })],
    ['a short key', (ring: Ring) => JSON.stringify({ ...ring, keys: [{ ...ring.keys[0], key: 'AAAA' }] })],
    ['one id twice', (ring: Ring) => JSON.stringify({ ...ring, keys: [ring.keys[0], ring.keys[0]] })],
  ])('refuses a file with %s and repeats no key in the message', async (_fault, spoil) => {
    const path = ringPath();
    KeyEncryptionKeyRing.openOrCreate(path);
    const ring = JSON.parse(readFileSync(path, 'utf8')) as Ring;
    writeFileSync(path, spoil(ring));
    const refusal = await refusalOf(() => KeyEncryptionKeyRing.openOrCreate(path));
    expect(refusal.reason).toBe('SECRET_FILE_MALFORMED');
    expect(refusal.message).not.toContain(String(ring.keys[0]?.['key']));
  });
});

interface Ring {
  readonly version: number;
  readonly activeId: string;
  readonly keys: readonly Record<string, unknown>[];
}
