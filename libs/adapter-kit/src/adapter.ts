import type { AdapterAnswer, Identity, LegId, Question } from '@dianda/inquiry';
import type { ServedClass } from '@dianda/wire';
import type { SearchLimits } from './registry/search-limits.js';

/** What an agency's adapter says of itself; the kit adds what it knows (agency code, page size, keys). */
export interface AgencyAdapterDescription {
  /** As the agency signs letters. */
  readonly agencyName: string;
  readonly adapterName: string;
  readonly adapterVersion: string;
  /** What can be asked; a question outside of it never reaches the search. */
  readonly servedClasses: readonly ServedClass[];
  /** Working hours and other habits in the agency's own words; may be empty. */
  readonly workingNote: string;
}

type WithoutEnvelope<T> = T extends unknown ? Omit<T, 'echo' | 'answeredAt'> : never;

/**
 * What a search comes to: one rung with its evidence, and whom it really searched for. `nothing_found` cannot be built
 * without coverage and as-of. What went wrong is thrown, never returned.
 */
export type SearchResult = WithoutEnvelope<AdapterAnswer> & { readonly searched: Identity };

/** What an agency implements; the kit does the rest. A type and an injection token in one. */
export abstract class Adapter {
  abstract describe(): AgencyAdapterDescription;

  /**
   * Searches the agency's registers once, whole: the kit cuts long results into pages. The question is verified,
   * served and not answered before. Throws a DiandaError (REGISTRY_UNAVAILABLE, REGISTRY_TIMEOUT,
   * REGISTRY_ROW_UNREADABLE with origin agency); anything else is taken for a defect of the adapter. Must stop when
   * `limits.signal` is aborted.
   */
  abstract search(question: Question, limits: SearchLimits): Promise<SearchResult>;

  /** Told that a leg is taken back; a running search is stopped by its signal anyway. */
  abstract withdraw(legId: LegId): Promise<void>;

  /** Returns when the agency's registers can be reached; throws when not. For health, not for answers. */
  abstract reach(limits: SearchLimits): Promise<void>;
}
