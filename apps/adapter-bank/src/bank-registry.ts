import {
  candidateOf,
  documentKeys,
  innerOrganisationCode,
  matchSubject,
  readDocumentType,
  type RegistryReader,
  type RegistryRow,
} from '@dianda/adapter-kit';
import { isNothingFoundAccount } from '@dianda/identifiers';
import type { Authority, Identity, MatchCandidate } from '@dianda/inquiry';
import { documentRows } from './bank-codes.js';
import {
  accountsOf,
  assetsOf,
  customersByNumber,
  freezesOn,
  priorRightsOn,
  subAccountsOf,
  transactionsOf,
} from './bank-queries.js';

/** Customers under the subject's number. */
export interface Customers {
  /** Name and number are the subject's. */
  readonly same: readonly RegistryRow[];
  /** The number is the subject's, something else is not. */
  readonly candidates: readonly MatchCandidate[];
}

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

export async function findCustomers(
  reader: RegistryReader,
  subject: Identity,
  now: Date,
): Promise<Customers> {
  const { document } = subject;
  const rows = await reader.rows(customersByNumber(documentKeys(document), innerOrganisationCode(document)));
  const same: RegistryRow[] = [];
  const candidates: MatchCandidate[] = [];
  for (const row of rows) {
    const number = row.text('zjhm');
    const type = readDocumentType(documentRows, row.text('zjlx'), number, now)?.code;
    const match = matchSubject(subject, {
      name: row.text('khmc'),
      documentType: type === 'UNKNOWN' ? undefined : type,
      documentNumber: number,
    });
    if (match.verdict === 'same') same.push(row);
    if (match.verdict === 'uncertain') candidates.push(candidateOf(match.fit));
  }
  return { same, candidates };
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
