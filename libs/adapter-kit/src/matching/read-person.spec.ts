import { makeSyntheticCitizenId, parseDate, type IdDocumentRow } from '@dianda/identifiers';
import type { Identity, RecordWarning } from '@dianda/inquiry';
import { FieldReader } from '../registry/field-reader.js';
import { RegistryRow } from '../registry/registry-row.js';
import { matchRows, type PersonColumns } from './match-person.js';
import { readDocument, readHolder, readSubject, readThirdPerson } from './read-person.js';
import type { Reading } from './reading.js';

const born = parseDate('1979-03-08');
if (!born.ok) throw new TypeError('a date that exists');
const ownNumber = makeSyntheticCitizenId({ birthDate: born.value, sequence: 511 });
const otherNumber = makeSyntheticCitizenId({ birthDate: born.value, sequence: 512 });
const subject: Identity = {
  kind: 'person',
  name: '卫样例',
  document: { type: 'RESIDENT_ID', number: ownNumber },
};
const documentRows: readonly IdDocumentRow[] = [
  { type: 'RESIDENT_ID', code: 'A', validFrom: null, validTo: null, source: 'test' },
];
const asked: Reading = { subject, documentRows, now: new Date('2026-11-01T00:00:00Z') };
const columns: PersonColumns = { name: 'xm', documentType: 'zjlx', documentNumber: 'zjhm' };

function row(values: Readonly<Record<string, string | null>> = {}): RegistryRow {
  return new RegistryRow('RY', { bh: '1', xm: '卫样例', zjlx: 'A', zjhm: ownNumber, dh: null, ...values });
}

function fieldsOf(values: Readonly<Record<string, string | null>> = {}) {
  const warnings: RecordWarning[] = [];
  return { fields: new FieldReader(row(values), 'owner', warnings), warnings };
}

const document = { documentType: { code: 'RESIDENT_ID', raw: 'A' }, documentNumber: ownNumber };

describe('a row that names somebody', () => {
  test('names the subject where name and number are his', () => {
    const { fields, warnings } = fieldsOf({ xm: ' 卫　样例' });
    expect(readHolder(fields, columns, asked)).toEqual({ subject: { name: '卫　样例', ...document } });
    expect(warnings).toEqual([]);
  });

  test('names somebody else where the number is another', () => {
    const { fields, warnings } = fieldsOf({ zjhm: otherNumber });
    expect(readHolder(fields, columns, asked)).toEqual({
      thirdPerson: { kind: 'PERSON', name: '卫样例', ...document, documentNumber: otherNumber },
    });
    expect(warnings).toEqual([]);
  });

  test('names somebody else where the number is the subject’s and the name is not, and says so', () => {
    const { fields, warnings } = fieldsOf({ xm: '陶样例' });
    expect(readHolder(fields, columns, asked)).toEqual({
      thirdPerson: { kind: 'PERSON', name: '陶样例', ...document },
    });
    expect(warnings).toEqual([{ field: 'owner.third_person.name', code: 'IDENTITY_DIFFERS' }]);
  });

  test('is read further at the place where the person stands', () => {
    const details = (fields: FieldReader) => {
      fields.warn('phone', 'CHARACTERS_LOST', 'x');
      return { phone: 'x' };
    };
    const own = fieldsOf();
    expect(readHolder(own.fields, columns, asked, { details })).toMatchObject({ subject: { phone: 'x' } });
    expect(own.warnings).toMatchObject([{ field: 'owner.subject.phone' }]);
    const others = fieldsOf({ zjhm: null, zjlx: null });
    expect(readHolder(others.fields, columns, asked, { type: 'ORGANISATION', details })).toEqual({
      thirdPerson: { kind: 'ORGANISATION', name: '卫样例', phone: 'x' },
    });
    expect(others.warnings).toMatchObject([{ field: 'owner.third_person.phone' }]);
  });

  test('without a name names no subject, and a third person without one', () => {
    const { fields } = fieldsOf({ xm: null });
    expect(() => readSubject(fields, columns, asked)).toThrow('REGISTRY_ROW_UNREADABLE');
    expect(readThirdPerson(fields, columns, asked)).toEqual({ kind: 'PERSON', ...document });
  });

  test('under a type of document that has no row is told as UNKNOWN, with a warning', () => {
    const { fields, warnings } = fieldsOf({ zjlx: 'X9' });
    expect(readDocument(fields, columns, asked)).toEqual({
      documentType: { code: 'UNKNOWN', raw: 'X9' },
      documentNumber: ownNumber,
    });
    expect(warnings).toEqual([{ field: 'owner.document_type', code: 'UNKNOWN_CODE', raw: 'X9' }]);
    expect(readDocument(fieldsOf({ zjlx: null, zjhm: null }).fields, columns, asked)).toEqual({});
  });
});

test('rows under one number are told apart: the subject’s, those that people must tell, and those of others', () => {
  const own = row();
  const rows = [row({ xm: '陶样例' }), own, row({ zjhm: otherNumber }), row({ xm: '钱样例' })];
  const { same, candidates } = matchRows(rows, columns, asked);
  expect(same).toEqual([own]);
  expect(candidates).toEqual([
    { matchedFields: ['DOCUMENT_TYPE', 'DOCUMENT_NUMBER'], strength: 50 },
    { matchedFields: ['DOCUMENT_TYPE', 'DOCUMENT_NUMBER'], strength: 50 },
  ]);
});
