import type { AssetClass } from './asset-class.js';
import type { Answer } from './answer.js';
import type { AgencyCode, CourtCode, InquiryId, LegId, OfficerId } from './ids.js';
import type { LegState, WaitingFor } from './leg.js';
import type { Instant } from './time.js';

interface EventFrame {
  readonly inquiryId: InquiryId;
  /** 1, 2, 3 … within the inquiry, without a gap. */
  readonly number: number;
  /** The database's time. */
  readonly at: Instant;
}

/** What happened to an inquiry, for those who follow it: ids, codes and counts, never an answer's content. */
export type InquiryEvent = EventFrame &
  (
    | { readonly kind: 'ordered'; readonly legs: number; readonly open: number }
    | {
        readonly kind: 'leg_changed';
        readonly legId: LegId;
        /** Absent where no agency covers the class. */
        readonly agencyCode: AgencyCode | undefined;
        readonly assetClass: AssetClass;
        readonly state: LegState;
        readonly waitingFor: WaitingFor['kind'] | undefined;
        readonly rung: Answer['rung'] | undefined;
        /** An answer that came after time had run out. */
        readonly late: boolean;
      }
    | { readonly kind: 'completed' }
    | { readonly kind: 'report_sealed'; readonly version: number }
  );

export type InquiryEventKind = InquiryEvent['kind'];

/** Who may follow an inquiry at present: the system of the court that has its case, and the case's team. */
export interface Audience {
  readonly courtCode: CourtCode;
  readonly team: readonly OfficerId[];
}
