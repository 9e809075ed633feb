import { createHmac } from 'node:crypto';
import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';

import { folderPerTest, reasonOf } from '../test/trust-testing.js';
import { BlindIndex } from './blind-index.js';

const newFolder = folderPerTest();
const keyPath = (): string => join(newFolder(), 'blind-index.json');

describe('BlindIndex', () => {
  it('is equal for equal values of one domain and for no others', () => {
    const index = BlindIndex.openOrCreate(keyPath());
    const domain = fc.constantFrom('subject.name', 'subject.document-number', 'subject.n');
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'a', '\0a', 'ame\0a'));
    fc.assert(
      fc.property(domain, value, domain, value, (domain1, value1, domain2, value2) => {
        const same = domain1 === domain2 && value1 === value2;
        expect(index.indexOf(domain1, value1).equals(index.indexOf(domain2, value2))).toBe(same);
      }),
    );
  });

  it('is the same after a restart', () => {
    const path = keyPath();
    const before = BlindIndex.openOrCreate(path).indexOf('subject.name', '张三丰');
    expect(BlindIndex.openOrCreate(path).indexOf('subject.name', '张三丰')).toEqual(before);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('tells nothing to who has another key', () => {
    const [one, other] = [BlindIndex.openOrCreate(keyPath()), BlindIndex.openOrCreate(keyPath())];
    expect(one.indexOf('subject.name', '张三丰')).not.toEqual(other.indexOf('subject.name', '张三丰'));
  });

  it('is HMAC-SHA-256 over domain, zero byte and value, so that stored indexes stay findable', () => {
    const path = keyPath();
    const key = Buffer.alloc(32, 5);
    writeFileSync(path, JSON.stringify({ version: 1, key: key.toString('base64url') }), { mode: 0o600 });
    const expected = createHmac('sha256', key).update('subject.name').update(Buffer.of(0)).update('张三丰');
    expect(BlindIndex.openOrCreate(path).indexOf('subject.name', '张三丰')).toEqual(expected.digest());
  });

  it.each(['', 'Subject', 'subject name', 'subject\0name'])('refuses the domain %j', (domain) => {
    expect(() => BlindIndex.openOrCreate(keyPath()).indexOf(domain, 'value')).toThrow(RangeError);
  });

  it('refuses a key file that others may read, or that is none', async () => {
    const path = keyPath();
    BlindIndex.openOrCreate(path);
    chmodSync(path, 0o604);
    expect(await reasonOf(() => BlindIndex.openOrCreate(path))).toBe('SECRET_FILE_TOO_OPEN');
    chmodSync(path, 0o600);
    writeFileSync(path, JSON.stringify({ version: 1, key: 'c2hvcnQ' }));
    expect(await reasonOf(() => BlindIndex.openOrCreate(path))).toBe('SECRET_FILE_MALFORMED');
    writeFileSync(path, '');
    expect(await reasonOf(() => BlindIndex.openOrCreate(path))).toBe('SECRET_FILE_MALFORMED');
  });
});
