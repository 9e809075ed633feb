import type { AgencyReply } from '../model/answer.js';
import type { Agency } from '../model/agency.js';
import type { AssetClass } from '../model/asset-class.js';
import type { Question } from '../model/authority.js';

/** What an adapter says of itself; compared with its directory row before anyone is asked about. */
export interface AgencyDescription {
  readonly agencyCode: string;
  readonly contractVersion: string;
  readonly assetClasses: readonly AssetClass[];
  readonly adapterName: string;
  readonly adapterVersion: string;
}

/** The way to an agency. Every failure is a DiandaError whose origin says who is at fault. */
export abstract class AgencyClient {
  /**
   * Asks one leg, reading all pages within `deadlineMs` (milliseconds from now). Verifies the echo and the
   * receipts; what lacks evidence is thrown as AGENCY_REPLY_MALFORMED and never answered as another rung.
   */
  abstract inquire(
    agency: Agency,
    question: Question,
    deadlineMs: number,
    signal: AbortSignal,
  ): Promise<AgencyReply>;
  abstract describe(agency: Agency, deadlineMs: number): Promise<AgencyDescription>;
}
