import fc from 'fast-check';
import type { IdDocument } from '@dianda/inquiry';
import { documentKey, holdsNumber } from '../src/matching/document-keys.js';
import { numberCondition } from '../src/matching/number-condition.js';
import { fifteenDigits, newCompany, newPerson } from './people.js';
import { makeRegistry, type TestDatabase } from './test-databases.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await makeRegistry('create schema r');
});

afterAll(() => database.drop());

/** Which of these writings of a number the condition finds. */
async function found(document: IdDocument, writings: readonly string[]): Promise<readonly boolean[]> {
  const { sql, values } = numberCondition('zjhm', document);
  const rows = await database.run<{ found: boolean }>(
    `select ${sql} as found from unnest($3::text[]) with ordinality as t (zjhm, place) order by place`,
    [...values, writings],
  );
  return rows.map((row) => row.found);
}

/** A number as clerks type it: blanks and hyphens anywhere, small letters, full-width digits. */
function writingOf(number: string): fc.Arbitrary<string> {
  const filler = fc.constantFrom('', '', '', ' ', '-', '\u3000', '\t');
  const typed = fc.array(fc.tuple(filler, fc.boolean(), fc.boolean()), {
    minLength: number.length,
    maxLength: number.length,
  });
  return typed.map((marks) =>
    Array.from(number)
      .map((sign, at) => {
        const [before = '', isSmall = false, isWide = false] = marks[at] ?? [];
        const cased = isSmall ? sign.toLowerCase() : sign;
        return before + (isWide ? String.fromCodePoint((cased.codePointAt(0) ?? 0) + 0xfee0) : cased);
      })
      .join(''),
  );
}

const person = newPerson();
const company = newCompany('样例有限公司');
const orgCode: IdDocument = { type: 'ORG_CODE', number: company.document.number.slice(8, 17) };

test.each([
  ['a citizen’s number', person.document],
  ['a credit code', company.document],
  ['an organisation code', orgCode],
])('%s is found however it is written, and by the very rule of documentKey()', async (_what, document) => {
  const writings = fc.sample(
    fc.oneof(
      writingOf(document.number),
      writingOf(fifteenDigits(person)),
      writingOf(company.document.number),
      writingOf(company.document.number.slice(8, 17)),
      writingOf(newPerson().document.number),
    ),
    300,
  );
  expect(await found(document, writings)).toEqual(writings.map((each) => holdsNumber(document, each)));
});

test('a number that is missing or empty is nobody’s', async () => {
  expect(await found(person.document, ['', ' ', '-'])).toEqual([false, false, false]);
  expect(documentKey(' -')).toBe('');
});
