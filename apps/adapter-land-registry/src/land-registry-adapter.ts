import {
  Adapter,
  concludeSearch,
  searchableTypes,
  type AgencyAdapterDescription,
  type RegistryConnection,
  type SearchLimits,
  type SearchResult,
} from '@dianda/adapter-kit';
import { LAND_ID_DOCUMENT_ROWS } from '@dianda/identifiers';
import type { Question } from '@dianda/inquiry';
import type { LandRegistryConfig } from './config.js';
import { landRecords } from './land-records.js';
import { findHolders, readHoldings } from './land-registry.js';
import type { Reading } from './map-holder.js';

type LandSettings = Pick<LandRegistryConfig, 'agencyName' | 'regions' | 'since' | 'workingNote'>;

/** A land registry (不动产登记机构): everything that the subject holds in force, with what lies on it. */
export class LandRegistryAdapter extends Adapter {
  constructor(
    private readonly settings: LandSettings,
    private readonly registry: RegistryConnection,
  ) {
    super();
  }

  override describe(): AgencyAdapterDescription {
    return {
      agencyName: this.settings.agencyName,
      adapterName: 'dianda adapter-land-registry',
      adapterVersion: '0.1.0',
      servedClasses: [
        {
          assetClass: 'LAND',
          subjectKinds: ['person', 'organisation'],
          documentTypes: searchableTypes(LAND_ID_DOCUMENT_ROWS),
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
      const { same, candidates } = await findHolders(reader, reading);
      const holdings = await readHoldings(reader, same);
      return concludeSearch({
        searched: subject,
        asOf: reader.asOf,
        records: landRecords(holdings, reader.asOf, reading),
        missing: reader.missing,
        candidates,
        coverage: { regions: this.settings.regions, assetClasses: ['LAND'], since: this.settings.since },
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
