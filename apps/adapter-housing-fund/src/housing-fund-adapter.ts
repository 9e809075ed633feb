import {
  copyAsOf,
  RegisterAdapter,
  type Adapter,
  type AgencySettings,
  type RegistryConnection,
} from '@dianda/adapter-kit';
import { HOUSING_FUND_ID_DOCUMENT_ROWS } from '@dianda/identifiers';
import { renewalTimes } from './fund-queries.js';
import { fundRecords } from './fund-records.js';
import { findPersons, readHoldings } from './fund-registry.js';

/** A housing fund centre (住房公积金管理中心): a person's accounts, with employer and freeze. Organisations have none. */
export function housingFundAdapter(settings: AgencySettings, registry: RegistryConnection): Adapter {
  return new RegisterAdapter(settings, registry, {
    adapterName: 'dianda adapter-housing-fund',
    adapterVersion: '0.1.0',
    assetClass: 'HOUSING_FUND',
    subjectKinds: ['person'],
    dataCategories: ['ASSETS'],
    documentRows: HOUSING_FUND_ID_DOCUMENT_ROWS,
    search: async (reader, reading) => {
      const asOf = await copyAsOf(reader, renewalTimes());
      const { same, candidates } = await findPersons(reader, reading);
      const holdings = await readHoldings(reader, same);
      return { asOf, records: fundRecords(holdings, asOf, reading), candidates };
    },
  });
}
