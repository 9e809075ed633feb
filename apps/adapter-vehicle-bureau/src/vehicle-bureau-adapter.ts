import {
  copyAsOf,
  RegisterAdapter,
  type Adapter,
  type AgencySettings,
  type RegistryConnection,
} from '@dianda/adapter-kit';
import { documentRows } from './vehicle-codes.js';
import { renewalTimes } from './vehicle-queries.js';
import { vehicleRecords } from './vehicle-records.js';
import { findOwners, readHoldings } from './vehicle-registry.js';

/** A vehicle bureau (车辆管理所): every vehicle of which the subject is an owner, with what lies on it. */
export function vehicleBureauAdapter(settings: AgencySettings, registry: RegistryConnection): Adapter {
  return new RegisterAdapter(settings, registry, {
    adapterName: 'dianda adapter-vehicle-bureau',
    adapterVersion: '0.1.0',
    assetClass: 'VEHICLE',
    subjectKinds: ['person', 'organisation'],
    dataCategories: ['ASSETS'],
    documentRows,
    search: async (reader, reading) => {
      const asOf = await copyAsOf(reader, renewalTimes());
      const { same, candidates } = await findOwners(reader, reading);
      const holdings = await readHoldings(reader, same, reading);
      return { asOf, records: vehicleRecords(holdings, asOf, reading), candidates };
    },
  });
}
