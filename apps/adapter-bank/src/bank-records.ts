import { FieldReader, type RegistryRow } from '@dianda/adapter-kit';
import type { AssetRecord, Instant, RecordWarning } from '@dianda/inquiry';
import type { BankHoldings } from './bank-registry.js';
import { readAccount, readSubAccount } from './map-account.js';
import { readFinancialAsset } from './map-asset.js';
import { readFreeze, readPriorRight } from './map-burdens.js';
import { readTransaction } from './map-transaction.js';

/** The register as people at the bank call it. */
const SOURCE = '核心业务系统';

/** All holdings as records of the contract: accounts, financial assets, burdens without either, transactions. */
export function bankRecords(
  holdings: BankHoldings,
  customers: readonly RegistryRow[],
  asOf: Instant,
  bankCode: string,
): readonly AssetRecord[] {
  const customerOf = new Map(customers.map((row) => [row.text('khh'), row]));
  const lists = {
    freezesOfAccount: groupBy(holdings.freezes, 'zhbs'),
    freezesOfAsset: groupBy(holdings.freezes, 'jrbs'),
    rightsOfAccount: groupBy(holdings.priorRights, 'zhbs'),
    rightsOfAsset: groupBy(holdings.priorRights, 'jrbs'),
    subAccounts: groupBy(holdings.subAccounts, 'zhbs'),
  };
  const frame = (id: string, warnings: readonly RecordWarning[]) => {
    return { sourceRecordId: id, source: SOURCE, asOf, disputed: false, warnings };
  };
  const each = <T>(
    rows: readonly RegistryRow[] | undefined,
    path: string,
    read: (fields: FieldReader) => T,
    warnings: RecordWarning[],
  ) => (rows ?? []).map((row, at) => read(new FieldReader(row, `${path}[${at}]`, warnings)));

  const accounts = holdings.accounts.map((row): AssetRecord => {
    const warnings: RecordWarning[] = [];
    const id = row.text('zhbs');
    const customer = customerOf.get(row.text('khh'));
    const burdens = {
      freezes: each(lists.freezesOfAccount.get(id), 'bank_account.freezes', readFreeze, warnings),
      priorRights: each(lists.rightsOfAccount.get(id), 'bank_account.prior_rights', readPriorRight, warnings),
      subAccounts: each(lists.subAccounts.get(id), 'bank_account.sub_accounts', readSubAccount, warnings),
    };
    const fields = new FieldReader(row, 'bank_account', warnings);
    const customerFields =
      customer === undefined ? undefined : new FieldReader(customer, 'bank_account', warnings);
    return {
      kind: 'bank_account',
      ...readAccount(fields, customerFields, burdens, bankCode),
      ...frame(`ZHXX-${id}`, warnings),
    };
  });
  const assets = holdings.assets.map((row): AssetRecord => {
    const warnings: RecordWarning[] = [];
    const id = row.text('jrbs');
    const burdens = {
      freezes: each(lists.freezesOfAsset.get(id), 'financial_asset.freezes', readFreeze, warnings),
      priorRights: each(
        lists.rightsOfAsset.get(id),
        'financial_asset.prior_rights',
        readPriorRight,
        warnings,
      ),
    };
    const fields = new FieldReader(row, 'financial_asset', warnings);
    return {
      kind: 'financial_asset',
      ...readFinancialAsset(fields, burdens),
      ...frame(`JRZC-${id}`, warnings),
    };
  });
  const freezes = holdings.freezes.filter(liesOnNothing).map((row): AssetRecord => {
    const warnings: RecordWarning[] = [];
    const freeze = readFreeze(new FieldReader(row, 'bank_freeze', warnings));
    return { kind: 'bank_freeze', ...freeze, ...frame(`DJXX-${row.text('djbs')}`, warnings) };
  });
  const rights = holdings.priorRights.filter(liesOnNothing).map((row): AssetRecord => {
    const warnings: RecordWarning[] = [];
    const right = readPriorRight(new FieldReader(row, 'bank_prior_right', warnings));
    return { kind: 'bank_prior_right', ...right, ...frame(`QLXX-${row.text('qlbs')}`, warnings) };
  });
  const transactions = holdings.transactions.map((row): AssetRecord => {
    const warnings: RecordWarning[] = [];
    const transaction = readTransaction(new FieldReader(row, 'bank_transaction', warnings));
    return { kind: 'bank_transaction', ...transaction, ...frame(`WLXX-${row.text('wlbs')}`, warnings) };
  });
  return [...accounts, ...assets, ...freezes, ...rights, ...transactions];
}

function liesOnNothing(row: RegistryRow): boolean {
  return row.text('zhbs') === '' && row.text('jrbs') === '';
}

function groupBy(rows: readonly RegistryRow[], column: string): ReadonlyMap<string, readonly RegistryRow[]> {
  const groups = new Map<string, RegistryRow[]>();
  for (const row of rows) {
    const key = row.text(column);
    if (key === '') continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
