import crypto from 'node:crypto';

import { reasonOf } from '../test/trust-testing.js';
import { generateOneTimePassword, hashPassword, passwordNeedsRehash, verifyPassword } from './password.js';

/** Published test vector of the reference implementation (phc-winner-argon2, src/test.c). */
const REFERENCE = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';

describe('hashPassword and verifyPassword', () => {
  it('accept the password and no other', async () => {
    const stored = await hashPassword('correct horse');
    expect(await verifyPassword('correct horse', stored)).toBe(true);
    expect(await verifyPassword('correct horse ', stored)).toBe(false);
    expect(await verifyPassword('', stored)).toBe(false);
  });

  it('write a PHC string with the OWASP cost and a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('same'), hashPassword('same')]);
    const pattern = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/;
    expect(one).toMatch(pattern);
    expect(other).toMatch(pattern);
    expect(one).not.toBe(other);
  });

  it('understand a hash of the reference implementation', async () => {
    expect(await verifyPassword('password', REFERENCE)).toBe(true);
    expect(await verifyPassword('Password', REFERENCE)).toBe(false);
  });

  it('take a password typed in another Unicode form for the same', async () => {
    const stored = await hashPassword('密码Zo\u00eb１２');
    expect(await verifyPassword('密码Zoe\u030812', stored)).toBe(true);
  });

  it('refuse everyone when there is no such user', async () => {
    expect(await verifyPassword('anything', undefined)).toBe(false);
  });

  it('do the same work for an unknown user as for a known one', async () => {
    const stored = await hashPassword('secret');
    const derive = jest.spyOn(crypto, 'argon2');
    await verifyPassword('guess', stored);
    await verifyPassword('guess', undefined);
    const [known, unknown] = derive.mock.calls.map(
      ([algorithm, { message, memory, passes, parallelism, tagLength }]) => ({
        algorithm,
        message,
        memory,
        passes,
        parallelism,
        tagLength,
      }),
    );
    expect(known).toMatchObject({ algorithm: 'argon2id', message: 'guess' });
    expect(unknown).toEqual(known);
    derive.mockRestore();
  });

  it.each([
    ['nothing', ''],
    ['a hash of another kind', '$2b$12$abcdefghijklmnopqrstuv'],
    ['another variant', REFERENCE.replace('argon2id', 'argon2i')],
    ['another version', REFERENCE.replace('v=19', 'v=16')],
    ['a cost that would stop the service', REFERENCE.replace('m=65536', 'm=4194304')],
    ['too many passes', REFERENCE.replace('t=2', 't=900')],
    ['no pass', REFERENCE.replace('t=2', 't=0')],
    ['less memory than its lanes need', REFERENCE.replace('m=65536', 'm=7')],
    ['a short hash', REFERENCE.slice(0, -30)],
  ])('say that the stored text is broken when it is %s', async (_name, stored) => {
    expect(await reasonOf(() => verifyPassword('password', stored))).toBe('PASSWORD_HASH_MALFORMED');
  });
});

describe('passwordNeedsRehash', () => {
  it('tells a hash of another cost from one of today’s', async () => {
    expect(passwordNeedsRehash(await hashPassword('secret'))).toBe(false);
    expect(passwordNeedsRehash(REFERENCE)).toBe(true);
  });
});

describe('generateOneTimePassword', () => {
  it('gives four groups of letters and digits nobody confuses, never the same twice', () => {
    const passwords = Array.from({ length: 500 }, generateOneTimePassword);
    for (const password of passwords)
      expect(password).toMatch(/^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){3}$/);
    expect(new Set(passwords).size).toBe(500);
    expect(new Set(passwords.join('').replaceAll('-', '')).size).toBe(31);
  });
});
