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
import { documentRows } from './bank-codes.js';
import { bankRecords } from './bank-records.js';
import { findCustomers, readHoldings } from './bank-registry.js';
import type { BankConfig } from './config.js';

type BankSettings = Pick<BankConfig, 'agencyName' | 'bankCode' | 'regions' | 'since' | 'workingNote'>;

/** A bank (商业银行): accounts and financial assets with what lies on them; movements only where they may be told. */
export class BankAdapter extends Adapter {
  constructor(
    private readonly settings: BankSettings,
    private readonly registry: RegistryConnection,
  ) {
    super();
  }

  override describe(): AgencyAdapterDescription {
    return {
      agencyName: this.settings.agencyName,
      adapterName: 'dianda adapter-bank',
      adapterVersion: '0.1.0',
      servedClasses: [
        {
          assetClass: 'BANK_ACCOUNT',
          subjectKinds: ['person', 'organisation'],
          documentTypes: searchableTypes(documentRows),
          dataCategories: ['ASSETS', 'TRANSACTIONS'],
          regionCodes: this.settings.regions,
        },
      ],
      workingNote: this.settings.workingNote,
    };
  }

  override search(question: Question, limits: SearchLimits): Promise<SearchResult> {
    const { subject, authority } = question;
    return this.registry.read(limits, async (reader) => {
      const { same, candidates } = await findCustomers(reader, subject, new Date());
      const holdings = await readHoldings(reader, same, authority.transactions);
      return concludeSearch({
        searched: subject,
        asOf: reader.asOf,
        records: bankRecords(holdings, same, reader.asOf, this.settings.bankCode),
        missing: reader.missing,
        candidates,
        coverage: {
          regions: this.settings.regions,
          assetClasses: ['BANK_ACCOUNT'],
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
