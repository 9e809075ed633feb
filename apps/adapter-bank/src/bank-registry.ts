import {
  matchRows,
  type MatchedRows,
  type PersonColumns,
  type Reading,
  type RegistryReader,
  type RegistryRow,
} from '@dianda/adapter-kit';
import { isNothingFoundAccount } from '@dianda/identifiers';
import type { Authority } from '@dianda/inquiry';
import {
  accountsOf,
  assetsOf,
  customersByNumber,
  freezesOn,
  priorRightsOn,
  subAccountsOf,
  transactionsOf,
} from './bank-queries.js';

const customerColumns: PersonColumns = { name: 'khmc', documentType: 'zjlx', documentNumber: 'zjhm' };

/** Everything that the bank holds of its customers who are the subject. */
export interface BankHoldings {
  readonly accounts: readonly RegistryRow[];
  readonly assets: readonly RegistryRow[];
  readonly freezes: readonly RegistryRow[];
  readonly priorRights: readonly RegistryRow[];
  readonly subAccounts: readonly RegistryRow[];
  readonly transactions: readonly RegistryRow[];
}

/** More movements than a person reads; the gap that names it asks for a shorter period. */
export const MOST_TRANSACTIONS = 20_000;

/** Customers under the subject's number. */
export async function findCustomers(reader: RegistryReader, reading: Reading): Promise<MatchedRows> {
  const rows = await reader.rows(customersByNumber(reading.subject.document));
  return matchRows(rows, customerColumns, reading);
}

/**
 * Reads the lists around these customers; a list that cannot be read becomes a named gap of the reader. Throws
 * REGISTRY_ROW_UNREADABLE when an account row carries an error text instead of a number.
 */
export async function readHoldings(
  reader: RegistryReader,
  customers: readonly RegistryRow[],
  period: Authority['transactions'],
): Promise<BankHoldings> {
  const customerIds = customers.map((row) => row.text('khh'));
  const accounts = (await reader.list('BANK_ACCOUNTS', accountsOf(customerIds))).filter(isAccount);
  const assets = await reader.list('BANK_FINANCIAL_ASSETS', assetsOf(customerIds));
  const accountIds = accounts.map((row) => row.text('zhbs'));
  const burdened = {
    accounts: accountIds,
    assets: assets.map((row) => row.text('jrbs')),
    customers: customerIds,
  };
  return {
    accounts,
    assets,
    freezes: await reader.list('BANK_FREEZES', freezesOn(burdened)),
    priorRights: await reader.list('BANK_PRIOR_RIGHTS', priorRightsOn(burdened)),
    subAccounts: await reader.list('BANK_SUB_ACCOUNTS', subAccountsOf(accountIds)),
    transactions: period === undefined ? [] : await readTransactions(reader, accountIds, period),
  };
}

async function readTransactions(
  reader: RegistryReader,
  accountIds: readonly string[],
  period: NonNullable<Authority['transactions']>,
): Promise<readonly RegistryRow[]> {
  const query = transactionsOf(accountIds, period, MOST_TRANSACTIONS + 1);
  const rows = await reader.list('BANK_TRANSACTIONS', query);
  if (rows.length <= MOST_TRANSACTIONS) return rows;
  const detail = `more than ${MOST_TRANSACTIONS} in the period; ask for a shorter one`;
  reader.leaveOut('BANK_TRANSACTIONS', 'OTHER', detail);
  return rows.slice(0, MOST_TRANSACTIONS);
}

/** Han, an exception's name, or more than 32 characters: the core system wrote why it failed where a number belongs. */
const ERROR_TEXT = /\p{Script=Han}|exception|error|timeout|null|^.{33,}$/iu;

/** False for the sentinel row 查无开户信息, which is no account (standards.md F5). */
function isAccount(row: RegistryRow): boolean {
  const number = row.required('khzh');
  if (isNothingFoundAccount(number)) return false;
  if (ERROR_TEXT.test(number)) throw row.unreadable('khzh', 'holds an error text');
  return true;
}
