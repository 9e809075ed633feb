import { ID_DOCUMENT_TYPES, parseDate } from '@dianda/identifiers';
import { assetClasses, dataCategories, subjectKinds } from '@dianda/inquiry';
import { readAskingCourt, type AskingCourt } from './asking-court.js';
import { JsonReader } from './json-reader.js';
import { anySubject, subjectRoles, type SubjectRow, type Subjects } from './subject-row.js';

/** What the suite has to know of the back end behind the adapter, and as whom it asks. */
export interface SubjectsFile {
  readonly subjects: Subjects;
  readonly court: AskingCourt;
}

/** A subjects file with faults; each names its place by JSON pointer and no value. */
export class SubjectsFileError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'SubjectsFileError';
  }
}

const rowMembers = [
  'kind',
  'name',
  'document',
  'assetClass',
  'dataCategories',
  'transactions',
  'records',
  'contains',
  'thirdPersons',
  'reply',
];

/**
 * Reads the subjects file (its form is told in the usage text and in examples/adapter-python/conformance). Throws
 * SubjectsFileError with every fault at once.
 */
export function parseSubjectsFile(text: string): SubjectsFile {
  const faults: string[] = [];
  const root = new JsonReader(parseJson(text), '', faults);
  root.onlyHas(['assetClass', 'subjects', 'asks']);
  const defaultClass = root.member('assetClass');
  const rows = root.member('subjects');
  if (rows.isAbsent) rows.fault('is missing');
  rows.onlyHas(subjectRoles);
  const subjects: Partial<Record<(typeof subjectRoles)[number], SubjectRow>> = {};
  for (const role of subjectRoles) {
    const row = rows.member(role);
    if (!row.isAbsent) subjects[role] = readRow(row, defaultClass);
  }
  const court = readAskingCourt(root.member('asks'));
  if (faults.length === 0 && anySubject(subjects) === undefined) {
    rows.fault('holds neither found nor nothing_found: there is nobody to ask about');
  }
  if (faults.length > 0) throw new SubjectsFileError(faults);
  return { subjects, court };
}

function readRow(row: JsonReader, defaultClass: JsonReader): SubjectRow {
  row.onlyHas(rowMembers);
  const ownClass = row.member('assetClass');
  const assetClass = (ownClass.isAbsent ? defaultClass : ownClass).oneOf(assetClasses) ?? 'LAND';
  const document = row.member('document');
  document.onlyHas(['type', 'number']);
  const categories = row.member('dataCategories').items();
  return {
    identity: {
      kind: row.member('kind').oneOf(subjectKinds, 'person') ?? 'person',
      name: row.member('name').text(),
      document: {
        type: document.member('type').oneOf(ID_DOCUMENT_TYPES, 'RESIDENT_ID') ?? 'RESIDENT_ID',
        number: document.member('number').text(),
      },
    },
    assetClass,
    dataCategories:
      categories.length === 0
        ? ['ASSETS']
        : categories.flatMap((category) => category.oneOf(dataCategories) ?? []),
    transactions: readPeriod(row.member('transactions')),
    records: row.member('records').count(),
    contains: row
      .member('contains')
      .items()
      .map((item) => item.text()),
    thirdPersons: row.member('thirdPersons').items().map(readThirdPerson),
    clarificationReply: row.member('reply').text('经核实，系同一人，请继续查询。'),
  };
}

function readThirdPerson(person: JsonReader): SubjectRow['thirdPersons'][number] {
  person.onlyHas(['name', 'particulars']);
  const particulars = person.member('particulars').items();
  return { name: person.member('name').text(), particulars: particulars.map((each) => each.text()) };
}

function readPeriod(period: JsonReader): SubjectRow['transactions'] {
  if (period.isAbsent) return undefined;
  period.onlyHas(['from', 'to']);
  const day = (name: string) =>
    period.member(name).parsed((text) => {
      const parsed = parseDate(text);
      return parsed.ok ? parsed.value : undefined;
    }, 'is not a day YYYY-MM-DD');
  const [from, to] = [day('from'), day('to')];
  return from === undefined || to === undefined ? undefined : { from, to };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SubjectsFileError(['/ is not JSON']);
  }
}
