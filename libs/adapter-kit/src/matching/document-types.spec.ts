import { LAND_ID_DOCUMENT_ROWS, makeSyntheticOrganisationCode } from '@dianda/identifiers';
import { readDocumentType, searchableTypes } from './document-types.js';

const now = new Date('2026-11-21T00:00:00Z');

function read(code: string, number: string) {
  return readDocumentType(LAND_ID_DOCUMENT_ROWS, code, number, now);
}

test('a code that stands for two types is told apart by the number', () => {
  expect(read('1', '320898830412217')).toEqual({ code: 'RESIDENT_ID_15', raw: '1' });
  expect(read('1', '320898198304122175')).toEqual({ code: 'RESIDENT_ID', raw: '1' });
});

test('a credit code filed as licence or as organisation code is a credit code', () => {
  const code = makeSyntheticOrganisationCode(7);
  expect(read('7', code)).toEqual({ code: 'USCC', raw: '7' });
  expect(read('6', code)).toEqual({ code: 'USCC', raw: '6' });
  expect(read('7', '320800000012345')).toEqual({ code: 'BUSINESS_LICENCE', raw: '7' });
});

test('a code without a row is unknown with its text, and no code is no type', () => {
  expect(read('42', 'X')).toEqual({ code: 'UNKNOWN', raw: '42' });
  expect(read('', 'X')).toBeUndefined();
});

test('nobody is searched for by "other"', () => {
  expect(searchableTypes(LAND_ID_DOCUMENT_ROWS)).toContain('RESIDENT_ID_15');
  expect(searchableTypes(LAND_ID_DOCUMENT_ROWS)).not.toContain('OTHER');
});
