import type { MatchCandidate } from '@dianda/inquiry';
import type { RegistryRow } from '../registry/registry-row.js';
import { readDocumentType } from './document-types.js';
import { candidateOf, matchSubject, type SubjectMatch } from './match-subject.js';
import type { Reading } from './reading.js';

/** The columns in which a table names somebody. */
export interface PersonColumns {
  readonly name: string;
  readonly documentType: string;
  readonly documentNumber: string;
}

/** Rows under the subject's number. */
export interface MatchedRows {
  /** Name and number are the subject's. */
  readonly same: readonly RegistryRow[];
  /** The number is the subject's, something else is not. */
  readonly candidates: readonly MatchCandidate[];
}

/** What somebody named in a row is to the subject. */
export function matchPerson(row: RegistryRow, columns: PersonColumns, reading: Reading): SubjectMatch {
  const number = row.text(columns.documentNumber);
  const code = row.text(columns.documentType);
  const type = readDocumentType(reading.documentRows, code, number, reading.now)?.code;
  return matchSubject(reading.subject, {
    name: row.text(columns.name),
    documentType: type === 'UNKNOWN' ? undefined : type,
    documentNumber: number,
  });
}

/** Tells the subject's own rows from those that only people can tell; rows of others are left out. */
export function matchRows(
  rows: readonly RegistryRow[],
  columns: PersonColumns,
  reading: Reading,
): MatchedRows {
  const same: RegistryRow[] = [];
  const candidates: MatchCandidate[] = [];
  for (const row of rows) {
    const match = matchPerson(row, columns, reading);
    if (match.verdict === 'same') same.push(row);
    if (match.verdict === 'uncertain') candidates.push(candidateOf(match.fit));
  }
  return { same, candidates };
}
