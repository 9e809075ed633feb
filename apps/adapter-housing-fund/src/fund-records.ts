import { FieldReader, readCode, type Reading, type RegistryRow } from '@dianda/adapter-kit';
import type { AssetRecord, Instant, RecordWarning } from '@dianda/inquiry';
import { accountStatuses } from './fund-codes.js';
import type { FundHolding } from './fund-registry.js';
import { readAccount } from './map-account.js';
import { readAccountHolder } from './map-holder.js';

/** The register as people at the centre call it. */
const SOURCE = '住房公积金业务系统';

const CLOSED: ReadonlySet<string> = new Set(['CLOSED_MERGED', 'CLOSED_TRANSFERRED', 'CLOSED_WITHDRAWN']);

/** All accounts as records of the contract, in the order of 账户标识; closed ones too. */
export function fundRecords(
  holdings: readonly FundHolding[],
  asOf: Instant,
  reading: Reading,
): readonly AssetRecord[] {
  const inUse = Map.groupBy(
    holdings.filter(({ account }) => isInUse(account)),
    ({ account }) => account.text('zxbm'),
  );
  return holdings.map(({ account, person, unit }): AssetRecord => {
    const warnings: RecordWarning[] = [];
    const reader = (row: RegistryRow, field = '') =>
      new FieldReader(row, `housing_fund_account${field}`, warnings);
    const holder = readAccountHolder(reader(person, '.holder'), reading);
    const employer = unit === undefined ? undefined : reader(unit).text('dwmc', 'employer');
    const fields = reader(account);
    const read = readAccount(fields, { holder, employer });
    // A person has one account in use at a centre; where there are two, both are shown and each says so.
    const twins = inUse.get(account.text('zxbm')) ?? [];
    if (isInUse(account) && twins.length > 1) fields.warn('', 'DUPLICATE');
    return {
      kind: 'housing_fund_account',
      ...read,
      sourceRecordId: `GRZHXX-${account.text('zhbs')}`,
      source: SOURCE,
      asOf,
      disputed: false,
      warnings,
    };
  });
}

/** Whether an account is open as far as the register says; a status that nobody knows may well be. */
function isInUse(account: RegistryRow): boolean {
  const status = readCode(accountStatuses, account.text('grzhzt'))?.value.code;
  return status === undefined || !CLOSED.has(status);
}
