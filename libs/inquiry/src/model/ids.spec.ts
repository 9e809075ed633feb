import fc from 'fast-check';
import { assetClasses, caseIdOf, legIdOf, mustParse, subjectIdOf } from '../index.js';
import * as ids from './ids.js';
import { regionOf } from '../../test/regions.js';
import { agencyCode, caseId, inquiry, subject } from '../../test/world.js';

const parsers = Object.entries({
  parseCaseId: ids.parseCaseId,
  parseSubjectId: ids.parseSubjectId,
  parseInquiryId: ids.parseInquiryId,
  parseLegId: ids.parseLegId,
  parseAttemptId: ids.parseAttemptId,
  parseOfficerId: ids.parseOfficerId,
  parseAccountId: ids.parseAccountId,
});

describe.each(parsers)('%s', (_name, parse: (text: string) => string | undefined) => {
  it('takes every UUID, in either case, as its lower-cased form', () => {
    fc.assert(
      fc.property(fc.uuid({ version: [1, 4, 7, 8] }), (text) => {
        expect(parse(text)).toBe(text);
        expect(parse(text.toUpperCase())).toBe(text);
      }),
    );
  });

  it('takes nothing else', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(parse(text)).toBeUndefined()));
    for (const text of [
      '',
      '00000000-0000-0000-0000-000000000000',
      ' 00000000-0000-4000-8000-000000000001',
      '00000000-0000-4000-8000-000000000001\n',
      '{00000000-0000-4000-8000-000000000001}',
      '00000000-0000-9000-8000-000000000001',
      '00000000-0000-4000-c000-000000000001',
      '0000000000004000800000000000000001',
      '00000000-0000-4000-8000-00000000000g',
    ]) {
      expect(parse(text)).toBeUndefined();
    }
  });
});

describe('an agency code', () => {
  it.each(['land-registry-3208', 'bank', 'a', 'b2-2c', `a${'b'.repeat(63)}`])('may be %s', (text) => {
    expect(ids.parseAgencyCode(text)).toBe(text);
  });

  it.each([
    '',
    'Bank',
    '1bank',
    '-bank',
    'bank-',
    'a--b',
    'a_b',
    'bank\n',
    '银行',
    'a.b',
    'a:b',
    `a${'b'.repeat(64)}`,
  ])('may not be %j', (text) => {
    expect(ids.parseAgencyCode(text)).toBeUndefined();
  });
});

describe('a court code', () => {
  it.each(['最高法', '苏', '苏08', '苏0812', '京0491'])('may be %s', (text) => {
    expect(ids.parseCourtCode(text)).toBe(text);
  });

  it.each([
    '',
    '苏8',
    '苏081',
    '苏08123',
    '苏０８１２',
    '0812',
    'S0812',
    '最高',
    '最高法1',
    '苏 0812',
    '苏0812\n',
  ])('may not be %j', (text) => {
    expect(ids.parseCourtCode(text)).toBeUndefined();
  });
});

describe('mustParse', () => {
  it('unwraps what parses', () => {
    expect(mustParse(ids.parseAgencyCode, 'bank')).toBe('bank');
  });

  it('throws for what does not, without repeating it', () => {
    expect(() => mustParse(ids.parseAgencyCode, '样例甲')).toThrow(
      new TypeError('malformed id of 3 characters'),
    );
  });
});

describe('a derived id', () => {
  const { id } = inquiry();
  const of = subject(1, 'person').id;

  it('is a version 8 UUID', () => {
    for (const derived of [
      caseIdOf('x'),
      subjectIdOf(caseId, 'P-1'),
      legIdOf(id, of, agencyCode(1), 'LAND'),
    ]) {
      expect(derived).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('stays what it is for ever: legs that are stored are found again', () => {
    // Computed by hand: SHA-256 of the compact JSON list, first 16 bytes, version and variant set.
    expect(caseIdOf('(2026)苏0812执990001号')).toBe('48c70b2e-73d1-8ae5-98b9-598c2023b875');
    expect(subjectIdOf(caseIdOf('(2026)苏0812执990001号'), 'P-1')).toBe(
      '6f765c3d-2917-80e1-ae6a-bfceda224b9f',
    );
    expect(legIdOf(id, of, agencyCode(1), 'LAND')).toBe('69ab4e25-0551-8fb7-b996-de5677d73b5c');
  });

  it('differs whenever any of its parts differs', () => {
    const subjects = [1, 2, 3].map((n) => subject(n, 'person').id);
    const legs = subjects.flatMap((each) =>
      [1, 2, 3].flatMap((n) =>
        assetClasses.map((assetClass) => legIdOf(id, each, agencyCode(n), assetClass)),
      ),
    );
    expect(new Set(legs).size).toBe(3 * 3 * assetClasses.length);
    const [one] = subjects;
    if (one === undefined) throw new Error('no subject');
    const elsewhere = ['3208', '3702', '32'].map((text) =>
      legIdOf(id, one, agencyCode(1), 'LAND', regionOf(text)),
    );
    expect(new Set([...legs, ...elsewhere]).size).toBe(legs.length + 3);
  });

  it('is no other kind’s for the same parts', () => {
    expect(
      new Set<string>([caseIdOf('x'), subjectIdOf(caseId, 'x'), subjectIdOf(caseIdOf('x'), 'x')]).size,
    ).toBe(3);
  });

  it('keeps parts apart, wherever one ends and the next begins', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(subjectIdOf(caseId, one) === subjectIdOf(caseId, other)).toBe(one === other);
        expect(caseIdOf(one) === caseIdOf(other)).toBe(one === other);
      }),
    );
  });
});
