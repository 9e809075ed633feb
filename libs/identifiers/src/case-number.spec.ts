import fc from 'fast-check';
import {
  CASE_TYPE_CODES,
  caseKey,
  caseNumberParts,
  courtLevel,
  parseCaseNumber,
  SEED_COURT_LETTERS,
} from './index.js';
import { rejectionOf, TODAY, valueOf, warningsOf } from '../test/arbitraries.js';

const options = { today: TODAY };

/** The expression of standards 4.3, as an oracle of another make. */
const ORACLE =
  /^\((?:19|20)\d{2}\)(?:最高法|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵军](?:\d{4}|\d{2})?)知?(?:执恢|执保|执异|执复|执监|执协|执他|司救执|财保|行保|证保|执)0*[1-9]\d{0,7}号(?:之[一二三四五六七八九十]+)?$/;

const nearCaseNumbers = fc
  .tuple(
    fc.constantFrom('(2024)', '(1999)', '(2924)', '(2024', '2024)', '〔2024〕'),
    fc.constantFrom('最高法', '苏', '苏08', '苏0812', '苏081', '苏08123', '贵0102', '兵0102', '最高', ''),
    fc.constantFrom('', '', '知', '知知', '民'),
    fc.constantFrom(...Object.keys(CASE_TYPE_CODES), '执申', '民初', '恢', ''),
    fc.constantFrom('1', '1234', '0', '00', '0012', '99999999', '999999999', '000000000012345678', ''),
    fc.constantFrom('号', '号', '', '号号'),
    fc.constantFrom('', '', '之一', '之十二', '之', '之1', '之百', '一'),
  )
  .map((parts) => parts.join(''));

describe('a case number', () => {
  it('is accepted exactly when the expression of the standard matches', () => {
    fc.assert(
      fc.property(nearCaseNumbers, (text) => {
        expect(parseCaseNumber(text, options).ok).toBe(ORACLE.test(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('has parts', () => {
    expect(caseNumberParts(valueOf(parseCaseNumber('（2024）苏0812知执恢0012号之十一', options)))).toEqual({
      year: 2024,
      courtLetters: '苏0812',
      speciality: '知',
      type: '执恢',
      sequence: 12,
      annex: '之十一',
    });
  });

  it('has a key without 之N and leading zeros, the same for each way of writing', () => {
    const written = [
      '(2024)苏0812执1234号',
      '（2024） 苏 0812 执 001234 号 之二',
      '(2024)苏0812执1234号之一',
    ];
    const keys = written.map((raw) => caseKey(valueOf(parseCaseNumber(raw, options))));
    expect(new Set(keys)).toEqual(new Set(['(2024)苏0812执1234号']));
    expect(caseKey(valueOf(parseCaseNumber('(2024)苏0812知执1234号', options)))).toBe(
      '(2024)苏0812知执1234号',
    );
  });

  it.each([
    ['2024苏0812执1号', 'CASE_NUMBER_SHAPE', 0],
    ['〔2024〕苏0812执1号', 'CASE_NUMBER_SHAPE', 0],
    ['(2924)苏0812执1号', 'CASE_NUMBER_SHAPE', 1],
    ['(2024)苏081执1号', 'CASE_NUMBER_COURT', 7],
    ['(2024)0812执1号', 'CASE_NUMBER_COURT', 6],
    ['(2024)苏0812民初1号', 'CASE_NUMBER_TYPE', 11],
    ['(2024)苏0812执申1号', 'CASE_NUMBER_TYPE', 11],
    ['(2024)苏0812执000号', 'CASE_NUMBER_SEQUENCE', 12],
    ['(2024)苏0812执123456789号', 'CASE_NUMBER_SEQUENCE', 12],
    ['(2024)苏0812执1', 'CASE_NUMBER_SHAPE', 13],
    ['(2024)苏0812执1号之1', 'CASE_NUMBER_SHAPE', 14],
    ['(2024)苏0812执1号之\u{20000}', 'CASE_NUMBER_SHAPE', 14],
  ])('%s is rejected by %s at %i', (raw, code, at) => {
    expect(parseCaseNumber(raw, options)).toEqual({ ok: false, raw, findings: [{ code, at }] });
  });

  it('warns of leading zeros, inner spaces, an unknown court and a year after now, with places', () => {
    expect(parseCaseNumber(' (2027)苏0899 执 0012号 ', options)).toMatchObject({
      value: '(2027)苏0899执0012号',
      warnings: [
        { code: 'CASE_NUMBER_YEAR_AFTER_NOW', at: 1 },
        { code: 'CASE_NUMBER_COURT_UNKNOWN', at: 6 },
        { code: 'CASE_NUMBER_LEADING_ZEROS', at: 12 },
        { code: 'CASE_NUMBER_INNER_SPACE', at: 11 },
      ],
    });
    expect(warningsOf(parseCaseNumber('\u3000(2026)苏0812执1号\n', options))).toEqual([]);
  });

  it("asks the caller's court table when there is one", () => {
    const isKnownCourt = (letters: string): boolean => letters === '苏0899';
    expect(warningsOf(parseCaseNumber('(2024)苏0899执1号', { ...options, isKnownCourt }))).toEqual([]);
    expect(warningsOf(parseCaseNumber('(2024)苏0812执1号', { ...options, isKnownCourt }))).toEqual([
      'CASE_NUMBER_COURT_UNKNOWN',
    ]);
  });
});

describe('the seed table of court letters', () => {
  it('has each court once, and every one is accepted without a warning', () => {
    const letters = SEED_COURT_LETTERS.map((row) => row.letters);
    expect(new Set(letters).size).toBe(letters.length);
    for (const each of letters) {
      expect(warningsOf(parseCaseNumber(`(2024)${each}执1号`, options))).toEqual([]);
    }
  });

  it('shows the level in the letters', () => {
    expect(['最高法', '苏', '苏08', '苏0812'].map(courtLevel)).toEqual([
      'supreme',
      'high',
      'intermediate',
      'basic',
    ]);
    expect(warningsOf(parseCaseNumber('(2024)琼执1号', options))).toEqual([]);
  });

  it('rejects a code of 2260 province characters used on plates only', () => {
    expect(rejectionOf(parseCaseNumber('(2024)蒙01执1号', options))).toEqual(['CASE_NUMBER_COURT']);
  });
});
