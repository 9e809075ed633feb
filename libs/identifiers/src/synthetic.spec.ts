import fc from 'fast-check';
import {
  CASE_TYPE_CODES,
  caseNumberParts,
  isSyntheticCaseNumber,
  isSyntheticCitizenId,
  isSyntheticOrganisationCode,
  makeSyntheticCardNumber,
  makeSyntheticCaseNumber,
  makeSyntheticCitizenId,
  makeSyntheticOrganisationCode,
  makeSyntheticRealEstateUnit,
  makeSyntheticVin,
  parseCaseNumber,
  parseCitizenId,
  parseOrganisationCode,
} from './index.js';
import type { CaseType } from './index.js';
import { day, TODAY, valueOf } from '../test/arbitraries.js';

const caseTypes = Object.keys(CASE_TYPE_CODES).filter((type): type is CaseType => type in CASE_TYPE_CODES);

describe('synthetic numbers', () => {
  it('make case numbers from 990001 on that read back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2015, max: 2026 }),
        fc.constantFrom('苏0812', '鲁02', '最高法'),
        fc.constantFrom(...caseTypes),
        fc.integer({ min: 990_001, max: 99_999_999 }),
        (year, courtLetters, type, sequence) => {
          const made = makeSyntheticCaseNumber({ year, courtLetters, type, sequence });
          expect(parseCaseNumber(made, { today: TODAY })).toMatchObject({ value: made, warnings: [] });
          expect(isSyntheticCaseNumber(made)).toBe(true);
          expect(caseNumberParts(made)).toMatchObject({ year, courtLetters, type, sequence });
        },
      ),
    );
    expect(isSyntheticCaseNumber(valueOf(parseCaseNumber('(2024)苏0812执990000号', { today: TODAY })))).toBe(
      false,
    );
  });

  it('refuse sequences outside their range instead of colliding', () => {
    const birthDate = day('1990-01-01');
    const cadastral = { cadastralArea: 1, parcel: 1, building: 1, room: 1 };
    const outside: (() => unknown)[] = [
      () => makeSyntheticCitizenId({ birthDate, sequence: 1000 }),
      () => makeSyntheticCitizenId({ birthDate, sequence: -1 }),
      () => makeSyntheticCitizenId({ birthDate, sequence: 1.5 }),
      () => makeSyntheticOrganisationCode(100_000_000),
      () => makeSyntheticCardNumber(1_000_000_000),
      () => makeSyntheticVin(100_000_000_000),
      () => makeSyntheticRealEstateUnit({ ...cadastral, room: 10_000 }),
      () => makeSyntheticCaseNumber({ year: 2024, courtLetters: '苏0812', type: '执', sequence: 990_000 }),
      () => makeSyntheticCaseNumber({ year: 2024, courtLetters: '苏0812', type: '执', sequence: Number.NaN }),
      () => makeSyntheticCaseNumber({ year: 2024, courtLetters: '贵0102', type: '执', sequence: 990_001 }),
    ];
    for (const make of outside) expect(make).toThrow(RangeError);
  });

  it('are told from numbers of other counties', () => {
    expect(isSyntheticCitizenId(valueOf(parseCitizenId('11010519491231002X', { today: TODAY })))).toBe(false);
    expect(isSyntheticOrganisationCode(valueOf(parseOrganisationCode('91350100M000100Y43')))).toBe(false);
  });
});
