import type { IdDocumentType } from '@dianda/identifiers';
import type {
  AssetClass,
  HoldCause,
  LegState,
  MatchedField,
  MissingPartCode,
  MissingReason,
  NotCoveredReason,
  RefusalReason,
  Rung,
  WaitingFor,
} from '../../model/index.js';

/** Reasons of a gap that are no error's reason: the plan's, the fold's, and those that an agency answers with. */
export type GapReason =
  | NotCoveredReason
  | RefusalReason
  | 'NO_AGENCY'
  | 'AMBIGUOUS'
  | 'TIME_RAN_OUT'
  | 'RECEIPT_MISSING'
  | 'CANCELLED';

/** What legs, their answers and their gaps are called. */
export interface LegWords {
  readonly assetClass: Record<AssetClass, string>;
  readonly legState: Record<LegState, string>;
  readonly rung: Record<Rung | 'cancelled', string>;
  readonly waitingFor: Record<WaitingFor['kind'], string>;
  /** So many legs of the same agency go before it; 1000 stands for as many or more. */
  readonly ahead: (legs: number) => string;
  readonly holdCause: Record<HoldCause, string>;
  readonly documentType: Record<IdDocumentType, string>;
  readonly missingPart: Record<MissingPartCode, string>;
  readonly missingReason: Record<MissingReason, string>;
  readonly gapReason: Record<GapReason, string>;
  readonly matchedField: Record<MatchedField, string>;
}
