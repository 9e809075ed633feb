import {
  DiandaError,
  type AssetRecord,
  type Coverage,
  type Identity,
  type Instant,
  type MatchCandidate,
  type MissingPart,
} from '@dianda/inquiry';
import type { SearchResult } from '../adapter.js';

/** What a search of one agency's registers brought to light. */
export interface SearchFindings {
  readonly searched: Identity;
  /** The moment to which the registers stand behind it. */
  readonly asOf: Instant;
  /** Of rows that are the subject's. */
  readonly records: readonly AssetRecord[];
  /** Parts that could not be searched. */
  readonly missing: readonly MissingPart[];
  /** Rows that carry the subject's number and only people can tell whose they are. */
  readonly candidates: readonly MatchCandidate[];
  /** What the search covered if nothing is missing. */
  readonly coverage: Coverage;
}

/** Gaps that may close by themselves; any other says that the register contradicts itself. */
const PASSING_GAPS: ReadonlySet<string> = new Set(['UNAVAILABLE', 'TIMED_OUT', 'MAINTENANCE']);

/**
 * The one rung that the findings earn. `nothing_found` is left when nothing was found, nothing is missing and nobody
 * fits in part. Throws REGISTRY_UNAVAILABLE or REGISTRY_ROW_UNREADABLE (origin agency) for a search that is
 * incomplete and empty.
 */
export function concludeSearch(findings: SearchFindings): SearchResult {
  const { searched, asOf, records, missing, candidates, coverage } = findings;
  if (records.length > 0) {
    const gaps = candidates.length === 0 ? missing : [...missing, gapOfCandidates(candidates.length)];
    return { rung: 'found', searched, asOf, records, missing: gaps };
  }
  if (missing.length > 0) throw incompleteAndEmpty(missing);
  if (candidates.length > 0) return { rung: 'ambiguous', searched, candidates };
  return { rung: 'nothing_found', searched, asOf, coverage };
}

/** Beside certain hits, uncertain rows disclose nothing; the officer learns that they are there. */
function gapOfCandidates(count: number): MissingPart {
  const detail = `${count} row(s) with the same number and another name; ask the agency`;
  return { part: 'REGISTER', reason: 'OTHER', detail };
}

function incompleteAndEmpty(missing: readonly MissingPart[]): DiandaError {
  const detail = `nothing found, and not searched: ${missing.map(({ part, reason }) => `${part} ${reason}`).join(', ')}`;
  return missing.every(({ reason }) => PASSING_GAPS.has(reason))
    ? DiandaError.unavailable('REGISTRY_UNAVAILABLE', { origin: 'agency', detail })
    : DiandaError.internal('REGISTRY_ROW_UNREADABLE', { origin: 'agency', detail });
}
