import {
  Adapter,
  concludeSearch,
  searchableTypes,
  type AgencyAdapterDescription,
  type RegistryConnection,
  type SearchLimits,
  type SearchResult,
} from '@dianda/adapter-kit';
import type { Question } from '@dianda/inquiry';
import { readAsOf } from './as-of.js';
import type { VehicleBureauConfig } from './config.js';
import type { Reading } from './map-person.js';
import { documentRows } from './vehicle-codes.js';
import { vehicleRecords } from './vehicle-records.js';
import { findOwners, readHoldings } from './vehicle-registry.js';

type BureauSettings = Pick<VehicleBureauConfig, 'agencyName' | 'regions' | 'since' | 'workingNote'>;

/** A vehicle bureau (车辆管理所): every vehicle of which the subject is an owner, with what lies on it. */
export class VehicleBureauAdapter extends Adapter {
  constructor(
    private readonly settings: BureauSettings,
    private readonly registry: RegistryConnection,
  ) {
    super();
  }

  override describe(): AgencyAdapterDescription {
    return {
      agencyName: this.settings.agencyName,
      adapterName: 'dianda adapter-vehicle-bureau',
      adapterVersion: '0.1.0',
      servedClasses: [
        {
          assetClass: 'VEHICLE',
          subjectKinds: ['person', 'organisation'],
          documentTypes: searchableTypes(documentRows),
          dataCategories: ['ASSETS'],
          regionCodes: this.settings.regions,
        },
      ],
      workingNote: this.settings.workingNote,
    };
  }

  override search(question: Question, limits: SearchLimits): Promise<SearchResult> {
    const { subject } = question;
    const reading: Reading = { subject, now: new Date() };
    return this.registry.read(limits, async (reader) => {
      const asOf = await readAsOf(reader);
      const { same, candidates } = await findOwners(reader, reading);
      const holdings = await readHoldings(reader, same, reading);
      return concludeSearch({
        searched: subject,
        asOf,
        records: vehicleRecords(holdings, asOf, reading),
        missing: reader.missing,
        candidates,
        coverage: { regions: this.settings.regions, assetClasses: ['VEHICLE'], since: this.settings.since },
      });
    });
  }

  override async withdraw(): Promise<void> {
    // Nothing goes on outside of a search, and the kit stops that.
  }

  override reach(limits: SearchLimits): Promise<void> {
    return this.registry.ping(limits);
  }
}
