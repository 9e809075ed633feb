import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { folderPerTest, reasonOf, refusalOf } from '../test/trust-testing.js';
import { answerDigest, signReceipt, verifyReceipt } from './receipt.js';
import type { ReceiptClaims, ReceiptExpectation } from './receipt.js';
import { signStatement } from './signed-statement.js';
import { KeySet, openOrCreateSigningKey } from './signing-key.js';
import type { SigningKey } from './signing-key.js';

const newFolder = folderPerTest();

const ANSWER = Buffer.from('the exact bytes of an answer');
const CLAIMS: ReceiptClaims = {
  number: 'HZ-2026-000001',
  iss: 'AG-LAND',
  legId: 'leg-1',
  round: 1,
  pageToken: '',
  rung: 'found',
  answerSha256: answerDigest(ANSWER),
  answeredAt: '2026-11-02T10:00:00.000+08:00',
  operator: 'registry-system',
};

let key: SigningKey;
beforeAll(() => {
  key = openOrCreateSigningKey(join(newFolder(), 'agency.pem'));
});

function expectation(changes: Partial<ReceiptExpectation['expect']> = {}): ReceiptExpectation {
  const expected = {
    agency: 'AG-LAND',
    legId: 'leg-1',
    round: 1,
    pageToken: '',
    rung: 'found',
    answer: ANSWER,
  };
  return { keys: KeySet.of([key.publicJwk]), expect: { ...expected, ...changes } };
}

describe('a receipt', () => {
  it('gives its claims when it is for this answer', async () => {
    expect(await verifyReceipt(await signReceipt(CLAIMS, key), expectation())).toEqual(CLAIMS);
  });

  it('says which page it is for', async () => {
    const receipt = await signReceipt({ ...CLAIMS, pageToken: 'page-2' }, key);
    const verified = await verifyReceipt(receipt, expectation({ pageToken: 'page-2' }));
    expect(verified.pageToken).toBe('page-2');
  });

  it.each<[string, Partial<ReceiptExpectation['expect']>, string]>([
    ['another answer', { answer: Buffer.from('the exact bytes of an answer ') }, 'RECEIPT_WRONG_ANSWER'],
    ['another rung', { rung: 'nothing_found' }, 'RECEIPT_WRONG_ANSWER'],
    ['another leg', { legId: 'leg-2' }, 'RECEIPT_WRONG_LEG'],
    ['another round', { round: 2 }, 'RECEIPT_WRONG_LEG'],
    ['another page', { pageToken: 'page-2' }, 'RECEIPT_WRONG_LEG'],
    ['another agency', { agency: 'AG-BANK' }, 'RECEIPT_WRONG_AGENCY'],
  ])('does not serve for %s', async (_name, changes, reason) => {
    const receipt = await signReceipt(CLAIMS, key);
    expect(await reasonOf(() => verifyReceipt(receipt, expectation(changes)))).toBe(reason);
  });

  it('is refused when it is missing', async () => {
    expect(await reasonOf(() => verifyReceipt(undefined, expectation()))).toBe('RECEIPT_MISSING');
    expect(await reasonOf(() => verifyReceipt(Buffer.alloc(0), expectation()))).toBe('RECEIPT_MISSING');
  });

  it('is refused when another agency signed it in this one’s name', async () => {
    const other = openOrCreateSigningKey(join(newFolder(), 'other.pem'));
    const forged = await signReceipt(CLAIMS, other);
    expect(await reasonOf(() => verifyReceipt(forged, expectation()))).toBe('RECEIPT_SIGNATURE_INVALID');
    const underOurKid = await signReceipt(CLAIMS, { ...other, kid: key.kid });
    expect(await reasonOf(() => verifyReceipt(underOurKid, expectation()))).toBe('RECEIPT_SIGNATURE_INVALID');
  });

  it('is no warrant, and a warrant is no receipt', async () => {
    const warrantLike = await signStatement('dianda-warrant+jws', CLAIMS, key);
    expect(await reasonOf(() => verifyReceipt(warrantLike, expectation()))).toBe('RECEIPT_MALFORMED');
  });

  it.each<[string, Partial<Record<keyof ReceiptClaims, unknown>>]>([
    ['no number', { number: '' }],
    ['a time without zone', { answeredAt: '2026-11-02T10:00:00' }],
    ['a time that does not exist', { answeredAt: '2026-13-02T10:00:00Z' }],
    ['no hash', { answerSha256: undefined }],
    ['a negative round', { round: -1 }],
    ['a round before the first', { round: 0 }],
    ['no page token', { pageToken: undefined }],
  ])('with %s is malformed, although it is well signed', async (_name, changes) => {
    const receipt = await signStatement('dianda-receipt+jws', { ...CLAIMS, ...changes }, key);
    expect(await reasonOf(() => verifyReceipt(receipt, expectation()))).toBe('RECEIPT_MALFORMED');
  });

  it('is never signed with claims that would be refused', async () => {
    const refusal = await refusalOf(() => signReceipt({ ...CLAIMS, operator: '' }, key));
    expect(refusal.reason).toBe('RECEIPT_MALFORMED');
    expect(refusal.detail).toContain('operator');
  });
});

describe('answerDigest', () => {
  it('is the SHA-256 of the bytes in lower-case hexadecimal', () => {
    expect(answerDigest(ANSWER)).toBe(createHash('sha256').update(ANSWER).digest('hex'));
    expect(answerDigest(new Uint8Array(0))).toMatch(/^e3b0c44298fc1c14/);
  });
});
