import {
  agencyIdCode,
  HOUSING_FUND_ID_DOCUMENT_ROWS,
  ID_DOCUMENT_TYPES,
  idDocumentTypesOf,
  LAND_ID_DOCUMENT_ROWS,
  makeSyntheticCitizenId,
  makeSyntheticOrganisationCode,
  parseIdDocument,
} from './index.js';
import type { IdDocumentRow, IdDocumentType } from './index.js';
import { day, rejectionOf, TODAY, valueOf, warningsOf } from '../test/arbitraries.js';

const options = { today: TODAY, profile: 'synthetic' } as const;

function codesOf(rows: readonly IdDocumentRow[]): Partial<Record<IdDocumentType, string>> {
  const pairs = ID_DOCUMENT_TYPES.map((type) => [type, agencyIdCode(rows, type, TODAY)] as const);
  return Object.fromEntries(pairs.filter(([, code]) => code !== undefined));
}

describe('the mapping rows', () => {
  it('give the land registry its codes, and none for a foreign permanent-resident card', () => {
    expect(codesOf(LAND_ID_DOCUMENT_ROWS)).toEqual({
      RESIDENT_ID: '1',
      RESIDENT_ID_15: '1',
      HK_MO_TW_PERMIT: '2',
      PASSPORT: '3',
      HOUSEHOLD_BOOK: '4',
      MILITARY_ID: '5',
      ORG_CODE: '6',
      BUSINESS_LICENCE: '7',
      USCC: '8',
      OTHER: '99',
    });
  });

  it('give the housing fund its codes, and none for organisations', () => {
    expect(codesOf(HOUSING_FUND_ID_DOCUMENT_ROWS)).toEqual({
      RESIDENT_ID: '01',
      RESIDENT_ID_15: '01',
      MILITARY_ID: '02',
      PASSPORT: '03',
      FOREIGN_PR_CARD: '04',
      OTHER: '99',
    });
  });

  it('give nothing, and not "other", for a type without a row', () => {
    expect(agencyIdCode(LAND_ID_DOCUMENT_ROWS, 'FOREIGN_PR_CARD', TODAY)).toBeUndefined();
    expect(agencyIdCode([], 'RESIDENT_ID', TODAY)).toBeUndefined();
  });

  it('hold from their first to their last day', () => {
    const rows: readonly IdDocumentRow[] = [
      { type: 'USCC', code: '7', validFrom: null, validTo: day('2024-06-30'), source: 'old registry' },
      { type: 'USCC', code: '8', validFrom: day('2024-07-01'), validTo: null, source: 'new registry' },
    ];
    expect(agencyIdCode(rows, 'USCC', day('2024-06-30'))).toBe('7');
    expect(agencyIdCode(rows, 'USCC', day('2024-07-01'))).toBe('8');
    expect(idDocumentTypesOf(rows, '7', day('2024-07-01'))).toEqual([]);
  });

  it('read an agency code back as every type it may stand for', () => {
    expect(idDocumentTypesOf(LAND_ID_DOCUMENT_ROWS, ' １', TODAY)).toEqual(['RESIDENT_ID', 'RESIDENT_ID_15']);
    expect(idDocumentTypesOf(LAND_ID_DOCUMENT_ROWS, '42', TODAY)).toEqual([]);
  });
});

describe('the number of a document', () => {
  it('is checked as its type demands', () => {
    const id = makeSyntheticCitizenId({ birthDate: day('1990-05-01'), sequence: 12 });
    expect(valueOf(parseIdDocument('RESIDENT_ID', id, options))).toBe(id);
    expect(warningsOf(parseIdDocument('RESIDENT_ID', id, { today: TODAY }))).toEqual(['DIVISION_SYNTHETIC']);
    expect(rejectionOf(parseIdDocument('RESIDENT_ID_15', id, options))).toEqual(['CITIZEN_ID_15_LENGTH']);
    expect(warningsOf(parseIdDocument('RESIDENT_ID_15', '320898900501012', options))).toEqual([
      'CITIZEN_ID_15_ONLY',
    ]);
    const code = makeSyntheticOrganisationCode(42);
    expect(valueOf(parseIdDocument('USCC', code, options))).toBe(code);
    expect(valueOf(parseIdDocument('ORG_CODE', code.slice(8, 17), options))).toBe(code.slice(8, 17));
    expect(rejectionOf(parseIdDocument('ORG_CODE', '12345678-9', options))).toEqual([
      'ORGANISATION_CODE_9_CHECK',
    ]);
  });

  it('of a type without a check is normalised, and rejected only when empty or over-long', () => {
    expect(valueOf(parseIdDocument('PASSPORT', ' ｅ1234 5678', options))).toBe('E12345678');
    expect(rejectionOf(parseIdDocument('PASSPORT', ' ', options))).toEqual(['ID_DOCUMENT_EMPTY']);
    expect(rejectionOf(parseIdDocument('OTHER', 'A'.repeat(65), options))).toEqual(['ID_DOCUMENT_LENGTH']);
  });
});
