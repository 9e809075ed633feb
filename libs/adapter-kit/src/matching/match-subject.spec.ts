import {
  makeSyntheticCitizenId,
  makeSyntheticOrganisationCode,
  parseDate,
  to15,
  to9,
  type CitizenId,
  type IdDocumentType,
} from '@dianda/identifiers';
import type { Identity } from '@dianda/inquiry';
import fc from 'fast-check';
import { documentKeys, holdsNumber } from './document-keys.js';
import { candidateOf, matchSubject } from './match-subject.js';

function citizenId(birth: string, sequence: number): CitizenId {
  const day = parseDate(birth);
  if (!day.ok) throw new TypeError('a date that exists');
  return makeSyntheticCitizenId({ birthDate: day.value, sequence });
}

function subject(type: IdDocumentType, number: string, name = '孟样例'): Identity {
  const kind = type === 'USCC' || type === 'ORG_CODE' ? 'organisation' : 'person';
  return { kind, name, document: { type, number } };
}

const number = citizenId('1983-04-12', 217);
const person = subject('RESIDENT_ID', number);
const code = makeSyntheticOrganisationCode(12_345_678);
const company = subject('USCC', code, '样例(江苏)有限公司');
const shortCode = to9(code) ?? '';

function verdict(asked: Identity, name: string, held: string, documentType?: IdDocumentType): string {
  return matchSubject(asked, { name, documentNumber: held, documentType }).verdict;
}

test.each<[string, Identity, string, string, IdDocumentType | undefined, string]>([
  ['name and number', person, '孟样例', number, 'RESIDENT_ID', 'same'],
  [
    'name with a space and the number in blanks',
    person,
    '孟 样　例',
    ` ${number.slice(0, 9)} ${number.slice(9)}`,
    'RESIDENT_ID',
    'same',
  ],
  ['name and 15 digits', person, '孟样例', to15(number) ?? '', 'RESIDENT_ID', 'same'],
  ['name and number under a code nobody knows', person, '孟样例', number, undefined, 'same'],
  ['name and number under a wrong code', person, '孟样例', number, 'PASSPORT', 'same'],
  ['the number and another name', person, '孟别人', number, 'RESIDENT_ID', 'uncertain'],
  ['the number and no name', person, '', number, 'RESIDENT_ID', 'uncertain'],
  [
    'the number and a name whose characters were lost',
    person,
    '孟\uFFFD例',
    number,
    'RESIDENT_ID',
    'uncertain',
  ],
  ['the name and another number', person, '孟样例', citizenId('1983-04-12', 219), 'RESIDENT_ID', 'other'],
  ['the name and no number', person, '孟样例', '', 'RESIDENT_ID', 'other'],
  [
    'the credit code and the name in full-width brackets',
    company,
    '样例（江苏）有限公司',
    code,
    'USCC',
    'same',
  ],
  [
    'the organisation code with its hyphen',
    company,
    '样例(江苏)有限公司',
    `${shortCode.slice(0, 8)}-${shortCode.slice(8)}`,
    'ORG_CODE',
    'same',
  ],
  ['the credit code and a former name', company, '旧名有限公司', code, 'USCC', 'uncertain'],
  [
    'the company’s name and another code',
    company,
    '样例(江苏)有限公司',
    makeSyntheticOrganisationCode(1),
    'USCC',
    'other',
  ],
  ['a passport and its number', subject('PASSPORT', 'E00000001'), '孟样例', 'e00000001', 'PASSPORT', 'same'],
  [
    'a passport’s number on a household book',
    subject('PASSPORT', 'E00000001'),
    '孟样例',
    'E00000001',
    'HOUSEHOLD_BOOK',
    'uncertain',
  ],
])('%s make a row of the subject: %#', (_what, asked, name, held, type, expected) => {
  expect(verdict(asked, name, held, type)).toBe(expected);
});

test('a subject known by the organisation code is found in a row with the whole credit code, and in no other', () => {
  const asked = subject('ORG_CODE', shortCode, company.name);
  expect(verdict(asked, company.name, code, 'USCC')).toBe('same');
  expect(verdict(asked, company.name, makeSyntheticOrganisationCode(2), 'USCC')).toBe('other');
});

test('a subject known by 15 digits is found in a row with 18 of the same century', () => {
  const asked = subject('RESIDENT_ID_15', to15(number) ?? '');
  expect(verdict(asked, '孟样例', number, 'RESIDENT_ID')).toBe('same');
});

test('nobody is taken for somebody born a hundred years apart, whose 15 digits would be the same', () => {
  const young = citizenId('2003-04-12', 217);
  const old = citizenId('1903-04-12', 217);
  expect(verdict(subject('RESIDENT_ID', young), '孟样例', to15(old) ?? '', 'RESIDENT_ID')).toBe('other');
  expect(verdict(subject('RESIDENT_ID', young), '孟样例', old, 'RESIDENT_ID')).toBe('other');
});

test('no two citizens share a key, whatever their births and sequences', () => {
  const births = fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true });
  const someone = fc
    .tuple(births, fc.integer({ min: 0, max: 999 }))
    .map(([birth, sequence]) => citizenId(birth.toISOString().slice(0, 10), sequence));
  fc.assert(
    fc.property(someone, someone, (one, other) => {
      fc.pre(one !== other);
      const keys = documentKeys({ type: 'RESIDENT_ID', number: one });
      expect(documentKeys({ type: 'RESIDENT_ID', number: other }).some((key) => keys.includes(key))).toBe(
        false,
      );
    }),
  );
});

test('what a query finds by its keys is exactly what the comparison accepts', () => {
  const held = fc.constantFrom(number, to15(number) ?? '', code, shortCode, 'E1', '');
  fc.assert(
    fc.property(held, fc.constantFrom(person, company), (text, asked) => {
      expect(holdsNumber(asked.document, text)).toBe(documentKeys(asked.document).includes(text));
    }),
  );
});

test('an ambiguous candidate says which fields fit and nothing else', () => {
  const match = matchSubject(person, { name: '孟别人', documentNumber: number, documentType: 'RESIDENT_ID' });
  if (match.verdict !== 'uncertain') throw new Error('it is uncertain');
  expect(candidateOf(match.fit)).toEqual({
    matchedFields: ['DOCUMENT_TYPE', 'DOCUMENT_NUMBER'],
    strength: 50,
  });
});
