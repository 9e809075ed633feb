import type { OfficeHours } from '../calendar/office-hours.js';
import type { AssetClass, SubjectKind } from './asset-class.js';
import type { AgencyCode } from './ids.js';
import { parseRegion, regionsMeet, type Region } from './region.js';
import type { TimeLimits } from './time-limit.js';
import type { Instant } from './time.js';

export const agencyCategories = [
  'land_registry',
  'bank',
  'vehicle_bureau',
  'housing_fund',
  'police',
] as const;
export type AgencyCategory = (typeof agencyCategories)[number];

/** A text for people in both languages of the product. */
export interface LocalText {
  readonly zh: string;
  readonly en: string;
}

/** One class that an agency answers. */
export interface AgencyService {
  readonly assetClass: AssetClass;
  readonly subjectKinds: readonly SubjectKind[];
  /** GB/T 2260 codes or prefixes (2, 4 or 6 digits) that the agency's register covers; empty: the whole country. */
  readonly regions: readonly string[];
  readonly timeLimits: TimeLimits;
  /** What is shown as expected before the agency has a record of its own. */
  readonly usualAnswerSeconds: number;
}

/** A row of the agency directory (协助单位目录). */
export interface Agency {
  readonly code: AgencyCode;
  readonly category: AgencyCategory;
  readonly name: LocalText;
  readonly contact: { readonly name: string; readonly phone: string };
  /** `host:port` of the adapter. */
  readonly endpoint: string;
  /** DNS name that the adapter's certificate must carry. */
  readonly tlsName: string;
  readonly contractVersion: string;
  readonly services: readonly AgencyService[];
  /** When it works; without it, at all times. */
  readonly calendar?: OfficeHours;
  /** Attempts in flight at once over all dispatchers. */
  readonly concurrency: number;
  /** Deadline of one attempt. */
  readonly attemptTimeoutMs: number;
  /** Public keys (JWK) that sign this agency's receipts. */
  readonly receiptKeys: readonly Readonly<Record<string, string>>[];
  readonly enabled: boolean;
}

/**
 * `operator`: held by a person, ended by a person. `introduction`: taken up again by a person, and let on as soon as the
 * adapter has described itself as the directory says. The others are Dianda's own and probed away.
 */
export const holdCauses = ['breaker_open', 'contract_mismatch', 'operator', 'introduction'] as const;
export type HoldCause = (typeof holdCauses)[number];

/** The hold row: while it exists nobody asks the agency. */
export interface Hold {
  readonly agencyCode: AgencyCode;
  readonly cause: HoldCause;
  /** The last error's reason, the fields of Describe that differ, or why an operator holds it; for operators only. */
  readonly detail: string;
  readonly since: Instant;
  readonly nextProbeAt: Instant | undefined;
  readonly probes: number;
}

export function serviceOf(agency: Agency, assetClass: AssetClass): AgencyService | undefined {
  return agency.services.find((each) => each.assetClass === assetClass);
}

/** Whether the register may hold something that lies in the region. A service that names no region holds all of them. */
export function coversRegion({ regions }: AgencyService, region: Region): boolean {
  const covered = regions.map(parseRegion).filter((each) => each !== undefined);
  return regions.length === 0 || covered.some((each) => regionsMeet(each, region));
}
