import { nameKey } from '@dianda/identifiers';
import type { Identity } from '@dianda/inquiry';
import { fifteen, neighbourNumber, person, personNumber, resident, row, type Columns } from '../test/rows.js';
import { knownNamesOf, matchRows, namesIn } from './match-rows.js';

const nobody: ReadonlySet<ReturnType<typeof nameKey>> = new Set();

function match(columns: Columns, subject: Identity = person, known = nobody) {
  return matchRows([row({ ...resident, ...columns })], subject, known, (each) => ({
    name: each.text('xm'),
    documentType: 'RESIDENT_ID',
    documentNumber: each.text('gmsfhm'),
    formerNames: namesIn(each.text('cym')),
  }));
}

function verdictOf(columns: Columns, subject?: Identity, known?: typeof nobody): string {
  const { same, candidates } = match(columns, subject, known);
  const [own] = same;
  if (own !== undefined) return own.otherName === undefined ? 'same' : `same as ${own.otherName}`;
  return candidates.length > 0 ? 'uncertain' : 'other';
}

describe('a row with the subject’s number', () => {
  test('is his under his name, however it is written', () => {
    expect(verdictOf({})).toBe('same');
    expect(verdictOf({ xm: ' 孟　样例 ' })).toBe('same');
  });

  test('is his when it holds the 15 digits only', () => {
    expect(verdictOf({ gmsfhm: fifteen(personNumber) })).toBe('same');
  });

  test('is his under a name with a character outside the BMP, and not under one that differs in it', () => {
    const rare: Identity = { ...person, name: '孟𬱖' };
    expect(verdictOf({ xm: '孟𬱖' }, rare)).toBe('same');
    expect(verdictOf({ xm: '孟𬱟' }, rare)).toBe('uncertain');
  });

  test('is his under the name that he has now, when the court knows a former one', () => {
    expect(verdictOf({ xm: '孟改名', cym: '孟幼名、孟样例' })).toBe('same as 孟改名');
  });

  test('is his under a former name that the household register holds of him', () => {
    const known = new Set(['孟样例', '孟幼名'].map(nameKey));
    expect(verdictOf({ xm: '孟幼名' }, person, known)).toBe('same as 孟幼名');
  });

  test('is nobody’s to say under a name that no register joins to his', () => {
    expect(verdictOf({ xm: '陶样例', cym: '陶幼名' })).toBe('uncertain');
    expect(verdictOf({ xm: '' })).toBe('uncertain');
  });

  test('that is uncertain tells which fields fit and nothing of the person', () => {
    expect(match({ xm: '陶样例' }).candidates).toEqual([
      { matchedFields: ['DOCUMENT_TYPE', 'DOCUMENT_NUMBER'], strength: 50 },
    ]);
  });
});

test('a former name without the number matches nothing', () => {
  expect(verdictOf({ xm: '陶样例', cym: '孟样例', gmsfhm: neighbourNumber })).toBe('other');
  expect(verdictOf({ gmsfhm: neighbourNumber }, person, new Set([nameKey('孟样例')]))).toBe('other');
});

test('a known name does not make a passport of another kind of document his', () => {
  const byPassport: Identity = { ...person, document: { type: 'PASSPORT', number: 'SYN0000001' } };
  const known = new Set([nameKey('孟幼名')]);
  expect(verdictOf({ xm: '孟幼名', gmsfhm: 'SYN0000001' }, byPassport, known)).toBe('uncertain');
});

test('several former names in one column are several names, and a blank inside a name is part of it', () => {
  expect(namesIn('孟幼名、孟学名,  Meng Yang Li；')).toEqual(['孟幼名', '孟学名', 'Meng Yang Li']);
});

test('the names of a person are those of all his rows, present and former', () => {
  const rows = [
    { row: row({ ...resident, cym: '孟幼名' }), otherName: undefined },
    { row: row({ ...resident, xm: '孟改名' }), otherName: '孟改名' },
  ];
  expect([...knownNamesOf(rows)]).toEqual(['孟样例', '孟幼名', '孟改名']);
});
