import {
  Adapter,
  concludeSearch,
  searchableTypes,
  type AgencyAdapterDescription,
  type RegistryConnection,
  type SearchLimits,
  type SearchResult,
} from '@dianda/adapter-kit';
import { HOUSING_FUND_ID_DOCUMENT_ROWS } from '@dianda/identifiers';
import type { Question } from '@dianda/inquiry';
import { readAsOf } from './as-of.js';
import type { HousingFundConfig } from './config.js';
import { fundRecords } from './fund-records.js';
import { findPersons, readHoldings } from './fund-registry.js';
import type { Reading } from './map-holder.js';

type CentreSettings = Pick<HousingFundConfig, 'agencyName' | 'regions' | 'since' | 'workingNote'>;

/** A housing fund centre (住房公积金管理中心): a person's accounts, with employer and freeze. Organisations have none. */
export class HousingFundAdapter extends Adapter {
  constructor(
    private readonly settings: CentreSettings,
    private readonly registry: RegistryConnection,
  ) {
    super();
  }

  override describe(): AgencyAdapterDescription {
    return {
      agencyName: this.settings.agencyName,
      adapterName: 'dianda adapter-housing-fund',
      adapterVersion: '0.1.0',
      servedClasses: [
        {
          assetClass: 'HOUSING_FUND',
          subjectKinds: ['person'],
          documentTypes: searchableTypes(HOUSING_FUND_ID_DOCUMENT_ROWS),
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
      const { same, candidates } = await findPersons(reader, reading);
      const holdings = await readHoldings(reader, same);
      return concludeSearch({
        searched: subject,
        asOf,
        records: fundRecords(holdings, asOf, reading.now),
        missing: reader.missing,
        candidates,
        coverage: {
          regions: this.settings.regions,
          assetClasses: ['HOUSING_FUND'],
          since: this.settings.since,
        },
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
