import {
  candidateOf,
  documentKeys,
  matchSubject,
  readDocumentType,
  type RegistryReader,
  type RegistryRow,
} from '@dianda/adapter-kit';
import { HOUSING_FUND_ID_DOCUMENT_ROWS } from '@dianda/identifiers';
import type { MatchCandidate } from '@dianda/inquiry';
import { accountsOf, personsByNumber, unitsOf } from './fund-queries.js';
import type { Reading } from './map-holder.js';

/** 个人基本信息 rows under the subject's number. */
export interface PersonRows {
  /** Name and number are the subject's. */
  readonly same: readonly RegistryRow[];
  /** The number is the subject's, something else is not. */
  readonly candidates: readonly MatchCandidate[];
}

/** One account of the subject with what stands around it. */
export interface FundHolding {
  readonly account: RegistryRow;
  readonly person: RegistryRow;
  /** Undefined when the register names no employer, or one that is not in its list. */
  readonly unit: RegistryRow | undefined;
}

export async function findPersons(reader: RegistryReader, reading: Reading): Promise<PersonRows> {
  const { subject, now } = reading;
  const rows = await reader.rows(personsByNumber(documentKeys(subject.document)));
  const same: RegistryRow[] = [];
  const candidates: MatchCandidate[] = [];
  for (const row of rows) {
    const number = row.text('zjhm');
    const type = readDocumentType(HOUSING_FUND_ID_DOCUMENT_ROWS, row.text('zjlx'), number, now)?.code;
    const match = matchSubject(subject, {
      name: row.text('xingming'),
      documentType: type === 'UNKNOWN' ? undefined : type,
      documentNumber: number,
    });
    if (match.verdict === 'same') same.push(row);
    if (match.verdict === 'uncertain') candidates.push(candidateOf(match.fit));
  }
  return { same, candidates };
}

/** Reads the accounts of these persons; a list that cannot be read becomes a named gap of the reader. */
export async function readHoldings(
  reader: RegistryReader,
  persons: readonly RegistryRow[],
): Promise<readonly FundHolding[]> {
  if (persons.length === 0) return [];
  const personOf = new Map(persons.map((row) => [row.text('grbh'), row]));
  const accounts = await reader.list('HOUSING_FUND_ACCOUNTS', accountsOf([...personOf.keys()]));
  const unitAccounts = [...new Set(accounts.map((row) => row.text('dwzh')).filter((text) => text !== ''))];
  const units = unitAccounts.length === 0 ? [] : await reader.list('REGISTER', unitsOf(unitAccounts));
  const unitOf = new Map(units.map((row) => [row.text('dwzh'), row]));
  return accounts.flatMap((account): FundHolding[] => {
    const person = personOf.get(account.text('grbh'));
    return person === undefined ? [] : [{ account, person, unit: unitOf.get(account.text('dwzh')) }];
  });
}
