import type { NameKey } from '@dianda/identifiers';
import { readDocumentType, type Reading, type RegistryReader, type RegistryRow } from '@dianda/adapter-kit';
import type { Identity, MissingPartCode } from '@dianda/inquiry';
import { knownNamesOf, matchRows, namesIn, type MatchedRows, type NamedIdentity } from './match-rows.js';
import { citizenTypes } from './police-codes.js';
import {
  crossingsByNumber,
  residentsByNumber,
  staysByNumber,
  temporaryResidentsByNumber,
} from './police-queries.js';

/** The subject's rows in the registers of residents, and every name that the household register has for him. */
export interface Residents {
  /** 常住人口 */
  readonly household: MatchedRows;
  /** 暂住人口 */
  readonly temporary: MatchedRows;
}

const nobody: ReadonlySet<NameKey> = new Set();

/** Reads both registers of residents; one that cannot be read becomes a named gap of the reader. */
export async function findResidents(reader: RegistryReader, reading: Reading): Promise<Residents> {
  const household = await findHousehold(reader, reading);
  const rows = await reader.list(
    'POLICE_TEMPORARY_RESIDENCE',
    temporaryResidentsByNumber(reading.subject.document),
  );
  const temporary = matchRows(rows, reading.subject, knownNamesOf(household.same), (row) => ({
    ...identityByDocument(row, reading),
    formerNames: namesIn(row.text('cym')),
  }));
  return { household, temporary };
}

/** 旅馆住宿 of the subject; `POLICE_LODGING` is a gap when the register cannot be read. */
export async function findStays(reader: RegistryReader, reading: Reading): Promise<MatchedRows> {
  const rows = await reader.list('POLICE_LODGING', staysByNumber(reading.subject.document));
  return matchMovements(reader, reading, rows, (row) => identityByDocument(row, reading));
}

/** 出入境记录 of the subject: by the citizen number, or by the travel document when he is named by one. */
export async function findCrossings(reader: RegistryReader, reading: Reading): Promise<MatchedRows> {
  const { document } = reading.subject;
  const column = isCitizen(reading.subject) ? 'gmsfhm' : 'zjhm';
  const rows = await reader.list('POLICE_EXIT_ENTRY', crossingsByNumber(column, document));
  return matchMovements(reader, reading, rows, (row) =>
    column === 'gmsfhm' ? identityByCitizenNumber(row) : identityByDocument(row, reading),
  );
}

async function findHousehold(reader: RegistryReader, { subject }: Reading): Promise<MatchedRows> {
  const rows = await reader.list('POLICE_HOUSEHOLD', residentsByNumber(subject.document));
  return matchRows(rows, subject, nobody, (row) => ({
    ...identityByCitizenNumber(row),
    formerNames: namesIn(row.text('cym')),
  }));
}

/**
 * Registers of movements hold the name of their day and no former one. Only when a row has another name than was
 * asked about is the household register looked up for the names that the person has had.
 */
async function matchMovements(
  reader: RegistryReader,
  reading: Reading,
  rows: readonly RegistryRow[],
  identityOf: (row: RegistryRow) => Omit<NamedIdentity, 'formerNames'>,
): Promise<MatchedRows> {
  const named = (row: RegistryRow): NamedIdentity => ({ ...identityOf(row), formerNames: [] });
  const matched = matchRows(rows, reading.subject, nobody, named);
  if (matched.candidates.length === 0 || !isCitizen(reading.subject)) return matched;
  const household = await findHousehold(reader, reading);
  return matchRows(rows, reading.subject, knownNamesOf(household.same), named);
}

/** Puts rows that lack what a record cannot be without into the gap `part`, instead of failing or dropping them. */
export function leaveOutUnreadable(
  reader: RegistryReader,
  part: MissingPartCode,
  count: number,
  lack: string,
): void {
  if (count > 0) reader.leaveOut(part, 'FAULT', `${count} row(s) ${lack}`);
}

function isCitizen({ document }: Identity): boolean {
  return citizenTypes.some((type) => type === document.type);
}

function identityByCitizenNumber(row: RegistryRow): Omit<NamedIdentity, 'formerNames'> {
  return { name: row.text('xm'), documentType: 'RESIDENT_ID', documentNumber: row.text('gmsfhm') };
}

function identityByDocument(
  row: RegistryRow,
  { documentRows, now }: Reading,
): Omit<NamedIdentity, 'formerNames'> {
  const number = row.text('zjhm');
  const type = readDocumentType(documentRows, row.text('zjlx'), number, now)?.code;
  return {
    name: row.text('xm'),
    documentType: type === 'UNKNOWN' ? undefined : type,
    documentNumber: number,
  };
}
