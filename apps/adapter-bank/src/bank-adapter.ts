import {
  RegisterAdapter,
  type Adapter,
  type AgencySettings,
  type RegistryConnection,
} from '@dianda/adapter-kit';
import { documentRows } from './bank-codes.js';
import { bankRecords } from './bank-records.js';
import { findCustomers, readHoldings } from './bank-registry.js';
import type { BankConfig } from './config.js';

/** A bank (商业银行): accounts and financial assets with what lies on them; movements only where they may be told. */
export function bankAdapter(
  settings: AgencySettings & Pick<BankConfig, 'bankCode'>,
  registry: RegistryConnection,
): Adapter {
  return new RegisterAdapter(settings, registry, {
    adapterName: 'dianda adapter-bank',
    adapterVersion: '0.1.0',
    assetClass: 'BANK_ACCOUNT',
    subjectKinds: ['person', 'organisation'],
    dataCategories: ['ASSETS', 'TRANSACTIONS'],
    documentRows,
    search: async (reader, reading, { authority }) => {
      const { asOf } = reader;
      const { same, candidates } = await findCustomers(reader, reading);
      const holdings = await readHoldings(reader, same, authority.transactions);
      return { asOf, records: bankRecords(holdings, same, asOf, settings.bankCode), candidates };
    },
  });
}
