import { makeSyntheticCitizenId, makeSyntheticOrganisationCode, parseDate } from '@dianda/identifiers';
import type { PocketRow } from './pocket-back-end.js';

const born = parseDate('1985-03-04');
if (!born.ok) throw new TypeError('a date that exists');
const birthDate = born.value;

function person(sequence: number): string {
  return makeSyntheticCitizenId({ birthDate, sequence });
}

const numbers = {
  found: person(101),
  nothing_found: person(102),
  namesake: person(103),
  ambiguous: person(104),
  many_pages: person(105),
  fifteen_digits: person(106),
  rare_characters: person(107),
  gbk: person(108),
  third_persons: person(109),
  organisation: makeSyntheticOrganisationCode(20_990_101),
  partial: person(110),
  refused: person(111),
  clarification: person(112),
  deferred: person(113),
};

const THIRD_PERSON = '欧阳第三';

/** Whom the pocket register holds, by number; the health check looks for nobody. */
export const pocketRows: ReadonlyMap<string, PocketRow> = new Map<string, PocketRow>([
  [numbers.found, { name: '孟样例', records: 12 }],
  [numbers.ambiguous, { name: '孟另名', records: 1 }],
  [numbers.many_pages, { name: '孟多页', records: 33 }],
  [numbers.fifteen_digits, { name: '孟旧号', records: 1 }],
  [numbers.rare_characters, { name: '孟𠀀𪚥', records: 1 }],
  [numbers.gbk, { name: '孟镕', records: 1 }],
  [numbers.third_persons, { name: '孟质押', records: 2, thirdPerson: THIRD_PERSON }],
  [numbers.organisation, { name: '样例（淮安）有限公司', records: 3 }],
  [numbers.partial, { name: '孟缺库', records: 1, conduct: 'partial' }],
  [numbers.refused, { name: '孟异议', records: 1, conduct: 'refused' }],
  [numbers.clarification, { name: '孟补充', records: 1, conduct: 'clarification' }],
  [numbers.deferred, { name: '孟延期', records: 1, conduct: 'deferred' }],
]);

function subject(name: string, number: string, more: object = {}) {
  return { name, document: { number }, ...more };
}

/** The same, as the subjects file tells it to the suite. */
export const pocketSubjects = {
  assetClass: 'BANK_ACCOUNT',
  subjects: {
    found: subject('孟样例', numbers.found, { records: 12, contains: ['SYN00000001'] }),
    nothing_found: subject('孟没有', numbers.nothing_found),
    namesake: subject('孟样例', numbers.namesake),
    ambiguous: subject('孟原名', numbers.ambiguous),
    many_pages: subject('孟多页', numbers.many_pages, { records: 33 }),
    fifteen_digits: subject('孟旧号', numbers.fifteen_digits, { records: 1 }),
    rare_characters: subject('孟𠀀𪚥', numbers.rare_characters),
    gbk: subject('孟镕', numbers.gbk, { contains: ['口袋登记簿'] }),
    third_persons: subject('孟质押', numbers.third_persons, {
      thirdPersons: [{ name: THIRD_PERSON, particulars: [] }],
    }),
    organisation: subject('样例（淮安）有限公司', numbers.organisation, {
      kind: 'organisation',
      document: { type: 'USCC', number: numbers.organisation },
      records: 3,
    }),
    partial: subject('孟缺库', numbers.partial),
    refused: subject('孟异议', numbers.refused),
    clarification: subject('孟补充', numbers.clarification),
    deferred: subject('孟延期', numbers.deferred),
  },
};
