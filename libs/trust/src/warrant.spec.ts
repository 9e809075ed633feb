import { createHash, createHmac, createPublicKey, sign } from 'node:crypto';
import { join } from 'node:path';

import fc from 'fast-check';

import { folderPerTest, reasonOf, refusalOf } from '../test/trust-testing.js';
import { KeySet, openOrCreateSigningKey } from './signing-key.js';
import type { SigningKey } from './signing-key.js';
import { signWarrant, subjectDigest, verifyWarrant } from './warrant.js';
import type { WarrantClaims, WarrantExpectation, WarrantSubject } from './warrant.js';

const newFolder = folderPerTest();

const NOW = new Date('2026-11-02T02:00:00.000Z');
const NOW_SECONDS = NOW.getTime() / 1000;
const LEG_ID = '0197a0b6-7a3c-7e11-9d5f-3f0f6a1b2c3d';
const SUBJECT: WarrantSubject = {
  kind: 'person',
  name: '陈测试',
  documentType: 'RESIDENT_ID',
  documentNumber: '320898199001010011',
};

const CLAIMS: WarrantClaims = {
  iss: 'dianda-test',
  aud: 'AG-LAND',
  jti: '0197a0b6-7a3c-7e11-9d5f-000000000001',
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 3600,
  legId: LEG_ID,
  inquiryId: '0197a0b6-7a3c-7e11-9d5f-000000000002',
  court: { code: '苏0899', name: '测试法院' },
  caseNumber: '(2026)苏0899执990001号',
  caseType: '首执',
  officer: { id: 'o-1', name: '王执行', workId: 'W-1', dutyId: 'D-1' },
  responsibleOfficer: { id: 'o-2', name: '李法官' },
  requestedBy: { id: 'o-3', name: '赵查控' },
  notice: { number: 'N-1', name: '协助查询通知书', sha256: 'a'.repeat(64) },
  subjectDigest: subjectDigest(LEG_ID, SUBJECT),
  assetClass: 'LAND',
  purpose: '执行查询',
  dataCategories: ['PROPERTY', 'SEIZURE'],
};

let key: SigningKey;
beforeAll(() => {
  key = openOrCreateSigningKey(join(newFolder(), 'court.pem'));
});

function expectation(changes: Partial<WarrantExpectation> = {}): WarrantExpectation {
  return {
    keys: KeySet.of([key.publicJwk]),
    audience: 'AG-LAND',
    now: NOW,
    expect: { legId: LEG_ID, assetClass: 'LAND', subjectDigest: subjectDigest(LEG_ID, SUBJECT) },
    ...changes,
  };
}

const part = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A JWS made by hand with the court's own key, so that only the part under test is wrong. */
function signedByHand(header: object, payload: object | string): Buffer {
  const input = `${part(header)}.${part(payload)}`;
  return Buffer.from(`${input}.${sign(null, Buffer.from(input), key.privateKey).toString('base64url')}`);
}

const header = (changes: object = {}): object => ({
  alg: 'EdDSA',
  typ: 'dianda-warrant+jws',
  kid: key.kid,
  ...changes,
});

describe('a warrant', () => {
  it('gives its claims to the agency it is for', async () => {
    expect(await verifyWarrant(await signWarrant(CLAIMS, key), expectation())).toEqual(CLAIMS);
  });

  it('carries a permitted period of transactions', async () => {
    const claims = { ...CLAIMS, transactions: { from: '2025-11-02', to: '2026-11-02' } };
    expect(await verifyWarrant(await signWarrant(claims, key), expectation())).toEqual(claims);
  });

  it('is a compact JWS whose header names algorithm, type and key, and nothing else', async () => {
    const [first, second] = (await signWarrant(CLAIMS, key)).toString('ascii').split('.');
    expect(JSON.parse(Buffer.from(first ?? '', 'base64url').toString())).toEqual(header());
    expect(JSON.parse(Buffer.from(second ?? '', 'base64url').toString())).toEqual(CLAIMS);
  });

  it('made by hand after the same rules is accepted: other languages can issue it', async () => {
    const foreign = signedByHand(header(), { ...CLAIMS, laterClaim: 'ignored' });
    expect(await verifyWarrant(foreign, expectation())).toEqual(CLAIMS);
  });

  it('is accepted under any key of the set, and under none that left it', async () => {
    const next = openOrCreateSigningKey(join(newFolder(), 'next.pem'));
    const warrant = await signWarrant(CLAIMS, next);
    const both = KeySet.of([key.publicJwk, next.publicJwk]);
    expect(await verifyWarrant(warrant, expectation({ keys: both }))).toEqual(CLAIMS);
    expect(await reasonOf(() => verifyWarrant(warrant, expectation()))).toBe('WARRANT_SIGNATURE_INVALID');
  });
});

describe('a warrant is refused', () => {
  it.each([
    ['undefined', undefined],
    ['empty', new Uint8Array(0)],
  ])('when it is %s', async (_name, bytes) => {
    expect(await reasonOf(() => verifyWarrant(bytes, expectation()))).toBe('WARRANT_MISSING');
  });

  it.each([
    ['prose', 'not a warrant'],
    ['two parts', 'a.b'],
    ['a header that is no JSON', `${part('{')}.${part('{}')}.AA`],
  ])('as malformed when it is %s', async (_name, text) => {
    expect(await reasonOf(() => verifyWarrant(Buffer.from(text), expectation()))).toBe('WARRANT_MALFORMED');
  });

  it('as malformed when it is larger than 64 KiB, although it is well signed', async () => {
    const warrant = signedByHand(header(), { ...CLAIMS, purpose: 'a'.repeat(64 * 1024) });
    expect(await reasonOf(() => verifyWarrant(warrant, expectation()))).toBe('WARRANT_MALFORMED');
  });

  it('when any one character of it is altered', async () => {
    const warrant = await signWarrant(CLAIMS, key);
    // The last character carries unused bits, which base64url decoders may ignore: no bit of meaning is there.
    const accepted: number[] = [];
    for (let index = 0; index < warrant.length - 1; index += 1) {
      const altered = Buffer.from(warrant);
      altered[index] = altered[index] === 0x41 ? 0x42 : 0x41;
      await verifyWarrant(altered, expectation()).then(
        () => accepted.push(index),
        () => undefined,
      );
    }
    expect(accepted).toEqual([]);
  });

  it('when its claims are swapped under a good signature', async () => {
    const [first, , third] = (await signWarrant(CLAIMS, key)).toString('ascii').split('.');
    const forged = Buffer.from(`${first}.${part({ ...CLAIMS, assetClass: 'VEHICLE' })}.${third}`);
    expect(await reasonOf(() => verifyWarrant(forged, expectation()))).toBe('WARRANT_SIGNATURE_INVALID');
  });

  it('when a stranger signed it, even under the kid of a known key', async () => {
    const stranger = openOrCreateSigningKey(join(newFolder(), 'stranger.pem'));
    const forged = await signWarrant(CLAIMS, { ...stranger, kid: key.kid });
    expect(await reasonOf(() => verifyWarrant(forged, expectation()))).toBe('WARRANT_SIGNATURE_INVALID');
  });

  it('when it brings the key it wants to be checked with', async () => {
    const stranger = openOrCreateSigningKey(join(newFolder(), 'stranger.pem'));
    const input = `${part(header({ kid: stranger.kid, jwk: stranger.publicJwk }))}.${part(CLAIMS)}`;
    const signature = sign(null, Buffer.from(input), stranger.privateKey).toString('base64url');
    const forged = Buffer.from(`${input}.${signature}`);
    expect(await reasonOf(() => verifyWarrant(forged, expectation()))).toBe('WARRANT_SIGNATURE_INVALID');
  });

  it('when its algorithm is none', async () => {
    for (const alg of ['none', 'None', 'NONE']) {
      const forged = Buffer.from(`${part(header({ alg }))}.${part(CLAIMS)}.`);
      expect(await reasonOf(() => verifyWarrant(forged, expectation()))).toBe('WARRANT_SIGNATURE_INVALID');
    }
  });

  it('when it is an HMAC keyed with the public key', async () => {
    const publicKey = createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' });
    const secrets = [
      Buffer.from(key.publicJwk.x, 'base64url'),
      publicKey.export({ type: 'spki', format: 'der' }),
      Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })),
    ];
    for (const secret of secrets) {
      const input = `${part(header({ alg: 'HS256' }))}.${part(CLAIMS)}`;
      const mac = createHmac('sha256', secret).update(input).digest('base64url');
      const forged = Buffer.from(`${input}.${mac}`);
      expect(await reasonOf(() => verifyWarrant(forged, expectation()))).toBe('WARRANT_SIGNATURE_INVALID');
    }
  });

  it.each(['dianda-receipt+jws', 'JWT', undefined])('when its type is %s', async (typ) => {
    const warrant = signedByHand(header({ typ }), CLAIMS);
    const refusal = await refusalOf(() => verifyWarrant(warrant, expectation()));
    expect(refusal.reason).toBe('WARRANT_MALFORMED');
    expect(refusal.detail).toContain('typ');
  });

  it('when it declares a critical extension', async () => {
    const warrant = signedByHand(header({ crit: ['b64'], b64: true }), CLAIMS);
    expect(await reasonOf(() => verifyWarrant(warrant, expectation()))).toBe('WARRANT_MALFORMED');
  });

  it.each<[string, Partial<Record<keyof WarrantClaims, unknown>>]>([
    ['no legId', { legId: undefined }],
    ['a numeric aud', { aud: 7 }],
    ['several audiences', { aud: ['AG-LAND', 'AG-BANK'] }],
    ['a time as text', { exp: '2026-11-02' }],
    ['a fractional time', { iat: NOW_SECONDS + 0.5 }],
    ['an end before its start', { exp: NOW_SECONDS }],
    ['no duty id', { officer: { id: 'o-1', name: '王执行', workId: 'W-1' } }],
    ['a hash in capitals', { notice: { number: 'N-1', name: 'n', sha256: 'A'.repeat(64) } }],
    ['no data category', { dataCategories: [] }],
    ['a day that does not exist', { transactions: { from: '2026-02-30', to: '2026-03-01' } }],
    ['a period that ends before it starts', { transactions: { from: '2026-03-02', to: '2026-03-01' } }],
  ])('as malformed with %s, although it is well signed', async (_name, changes) => {
    const warrant = signedByHand(header(), { ...CLAIMS, ...changes });
    expect(await reasonOf(() => verifyWarrant(warrant, expectation()))).toBe('WARRANT_MALFORMED');
  });

  it('as malformed when its payload is no JSON object', async () => {
    for (const payload of ['[]', 'null', '"text"', '{']) {
      const warrant = signedByHand(header(), payload);
      expect(await reasonOf(() => verifyWarrant(warrant, expectation()))).toBe('WARRANT_MALFORMED');
    }
  });

  it('when it is for another agency, leg, subject or class', async () => {
    const warrant = await signWarrant(CLAIMS, key);
    const { expect: expected } = expectation();
    const namesake = { ...SUBJECT, documentNumber: '32089819900101002X' };
    const reasons = await Promise.all(
      [
        expectation({ audience: 'AG-BANK' }),
        expectation({ expect: { ...expected, legId: 'another' } }),
        expectation({ expect: { ...expected, subjectDigest: subjectDigest(LEG_ID, namesake) } }),
        expectation({ expect: { ...expected, assetClass: 'VEHICLE' } }),
      ].map((wrong) => reasonOf(() => verifyWarrant(warrant, wrong))),
    );
    expect(reasons).toEqual([
      'WARRANT_WRONG_AUDIENCE',
      'WARRANT_WRONG_LEG',
      'WARRANT_WRONG_SUBJECT',
      'WARRANT_WRONG_CLASS',
    ]);
  });

  it('without a word about the persons in it', async () => {
    const warrant = signedByHand(header(), { ...CLAIMS, requestedBy: { name: '赵查控' } });
    const { message } = await refusalOf(() => verifyWarrant(warrant, expectation()));
    expect(message).toContain('requestedBy.id');
    expect(message).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('the validity of a warrant', () => {
  const at = (seconds: number): Date => new Date((NOW_SECONDS + seconds) * 1000);

  it.each([
    [-61, 'WARRANT_NOT_YET_VALID'],
    [-60, undefined],
    [3600, undefined],
    [3659, undefined],
    [3660, 'WARRANT_EXPIRED'],
  ])('%d seconds after issue, with the default minute of skew, is %s', async (seconds, reason) => {
    const verified = verifyWarrant(await signWarrant(CLAIMS, key), expectation({ now: at(seconds) }));
    if (reason === undefined) await expect(verified).resolves.toEqual(CLAIMS);
    else await expect(verified).rejects.toMatchObject({ reason });
  });

  it.each([
    [-1, 'WARRANT_NOT_YET_VALID'],
    [0, undefined],
    [3599, undefined],
    [3600, 'WARRANT_EXPIRED'],
  ])('%d seconds after issue, with no skew allowed, is %s', async (seconds, reason) => {
    const strict = expectation({ now: at(seconds), clockSkewSeconds: 0 });
    const verified = verifyWarrant(await signWarrant(CLAIMS, key), strict);
    if (reason === undefined) await expect(verified).resolves.toEqual(CLAIMS);
    else await expect(verified).rejects.toMatchObject({ reason });
  });
});

describe('signWarrant', () => {
  it('refuses claims no agency could accept', async () => {
    const reasons = await Promise.all(
      [
        { ...CLAIMS, legId: '' },
        { ...CLAIMS, subjectDigest: 'short' },
        { ...CLAIMS, exp: CLAIMS.iat },
      ].map((claims) => reasonOf(() => signWarrant(claims, key))),
    );
    expect(reasons).toEqual(['WARRANT_MALFORMED', 'WARRANT_MALFORMED', 'WARRANT_MALFORMED']);
  });
});

describe('subjectDigest', () => {
  it('is SHA-256 over six lines, as written for other languages', () => {
    const lines = `dianda-subject-v1\n${LEG_ID}\nperson\n陈测试\nRESIDENT_ID\n320898199001010011`;
    expect(subjectDigest(LEG_ID, SUBJECT)).toBe(createHash('sha256').update(lines, 'utf8').digest('hex'));
  });

  it('agrees with the example of the wire specification, proto/README.md', () => {
    const subject = {
      kind: 'person',
      name: '张三',
      documentType: 'RESIDENT_ID',
      documentNumber: '320898199001010011',
    };
    expect(subjectDigest('6f1c2f0e-5c1d-8a44-9b7e-0d6a3f2b1c00', subject)).toBe(
      'a33b0d0c6dbab172d06351694f7da3ea39ed96631a88dd349f9edd308d714f79',
    );
  });

  it('differs as soon as the leg or any part of the subject differs', () => {
    const text = fc.stringMatching(/^[A-Z0-9一-龥]{1,8}$/);
    const asked = fc.record({
      legId: text,
      kind: text,
      name: text,
      documentType: text,
      documentNumber: text,
    });
    fc.assert(
      fc.property(asked, asked, ({ legId: leg1, ...subject1 }, { legId: leg2, ...subject2 }) => {
        const same = JSON.stringify([leg1, subject1]) === JSON.stringify([leg2, subject2]);
        expect(subjectDigest(leg1, subject1) === subjectDigest(leg2, subject2)).toBe(same);
      }),
    );
    expect(subjectDigest(LEG_ID, { ...SUBJECT, kind: 'a', name: 'bc' })).not.toBe(
      subjectDigest(LEG_ID, { ...SUBJECT, kind: 'ab', name: 'c' }),
    );
  });

  it('is the same for one name in two Unicode forms', () => {
    const [composed, decomposed] = ['Zoë', 'Zoe\u0308'];
    expect(subjectDigest(LEG_ID, { ...SUBJECT, name: composed })).toBe(
      subjectDigest(LEG_ID, { ...SUBJECT, name: decomposed }),
    );
  });

  it.each(['', ' 陈测试', '陈测试 ', '陈\n测试', '陈\u0000测试'])('refuses the name %j', async (name) => {
    const refusal = await refusalOf(() => subjectDigest(LEG_ID, { ...SUBJECT, name }));
    expect(refusal.reason).toBe('SUBJECT_NOT_CANONICAL');
    expect(refusal.message).not.toContain('测试');
  });
});
