import {
  RegisterAdapter,
  type Adapter,
  type AgencySettings,
  type RegistryConnection,
} from '@dianda/adapter-kit';
import { LAND_ID_DOCUMENT_ROWS } from '@dianda/identifiers';
import { landRecords } from './land-records.js';
import { findHolders, readHoldings } from './land-registry.js';

/** A land registry (不动产登记机构): everything that the subject holds in force, with what lies on it. */
export function landRegistryAdapter(settings: AgencySettings, registry: RegistryConnection): Adapter {
  return new RegisterAdapter(settings, registry, {
    adapterName: 'dianda adapter-land-registry',
    adapterVersion: '0.1.0',
    assetClass: 'LAND',
    subjectKinds: ['person', 'organisation'],
    dataCategories: ['ASSETS'],
    documentRows: LAND_ID_DOCUMENT_ROWS,
    search: async (reader, reading) => {
      const { asOf } = reader;
      const { same, candidates } = await findHolders(reader, reading);
      const holdings = await readHoldings(reader, same);
      return { asOf, records: landRecords(holdings, asOf, reading), candidates };
    },
  });
}
