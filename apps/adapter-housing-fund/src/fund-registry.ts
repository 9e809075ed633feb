import {
  matchRows,
  type MatchedRows,
  type Reading,
  type RegistryReader,
  type RegistryRow,
} from '@dianda/adapter-kit';
import { accountsOf, personsByNumber, unitsOf } from './fund-queries.js';
import { personColumns } from './map-holder.js';

/** One account of the subject with what stands around it. */
export interface FundHolding {
  readonly account: RegistryRow;
  readonly person: RegistryRow;
  /** Undefined when the register names no employer, or one that is not in its list. */
  readonly unit: RegistryRow | undefined;
}

/** 个人基本信息 rows under the subject's number. */
export async function findPersons(reader: RegistryReader, reading: Reading): Promise<MatchedRows> {
  const rows = await reader.rows(personsByNumber(reading.subject.document));
  return matchRows(rows, personColumns, reading);
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
