import type { IdDocumentRow } from '@dianda/identifiers';
import type {
  AssetClass,
  AssetRecord,
  DataCategory,
  Instant,
  MatchCandidate,
  Question,
  SubjectKind,
} from '@dianda/inquiry';
import { Adapter, type AgencyAdapterDescription, type SearchResult } from '../adapter.js';
import type { AdapterConfig } from '../config.js';
import { searchableTypes } from '../matching/document-types.js';
import type { Reading } from '../matching/reading.js';
import type { RegistryConnection } from '../registry/registry-connection.js';
import type { RegistryReader } from '../registry/registry-reader.js';
import type { SearchLimits } from '../registry/search-limits.js';
import { concludeSearch } from './conclude-search.js';

/** What of its configuration an agency tells of itself and of what its searches cover. */
export type AgencySettings = Pick<AdapterConfig, 'agencyName' | 'regions' | 'since' | 'workingNote'>;

/** A register of one asset class: what can be asked of it, and how it is searched. */
export interface Register {
  /** Name and version of the program, such as `dianda adapter-bank`. */
  readonly adapterName: string;
  readonly adapterVersion: string;
  readonly assetClass: AssetClass;
  readonly subjectKinds: readonly SubjectKind[];
  readonly dataCategories: readonly DataCategory[];
  /** The agency's own list of document types; those that have a row can be asked by. */
  readonly documentRows: readonly IdDocumentRow[];
  /** Reads everything within one snapshot; lists that could not be read are left to the reader. */
  readonly search: (
    reader: RegistryReader,
    reading: Reading,
    question: Question,
  ) => Promise<RegisterFindings>;
}

export interface RegisterFindings {
  /** Until when the register stands behind it; the moment of the snapshot where it is no copy. */
  readonly asOf: Instant;
  /** Of rows that are the subject's. */
  readonly records: readonly AssetRecord[];
  /** Rows that carry the subject's number and only people can tell whose they are. */
  readonly candidates: readonly MatchCandidate[];
}

/** An agency that answers at once, for one asset class, out of one registry. */
export class RegisterAdapter extends Adapter {
  constructor(
    private readonly settings: AgencySettings,
    private readonly registry: RegistryConnection,
    private readonly register: Register,
  ) {
    super();
  }

  override describe(): AgencyAdapterDescription {
    const { adapterName, adapterVersion, assetClass, subjectKinds, dataCategories, documentRows } =
      this.register;
    return {
      agencyName: this.settings.agencyName,
      adapterName,
      adapterVersion,
      servedClasses: [
        {
          assetClass,
          subjectKinds,
          documentTypes: searchableTypes(documentRows),
          dataCategories,
          regionCodes: this.settings.regions,
        },
      ],
      workingNote: this.settings.workingNote,
    };
  }

  override search(question: Question, limits: SearchLimits): Promise<SearchResult> {
    const { subject } = question;
    const { assetClass, documentRows } = this.register;
    const reading: Reading = { subject, documentRows, now: new Date() };
    return this.registry.read(limits, async (reader) => {
      const findings = await this.register.search(reader, reading, question);
      return concludeSearch({
        ...findings,
        searched: subject,
        missing: reader.missing,
        coverage: {
          regions: this.settings.regions,
          assetClasses: [assetClass],
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
