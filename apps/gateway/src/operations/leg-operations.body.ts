import type { ErrorOrigin, Instant, LegAttempt, OperatedLeg, Reason } from '@dianda/inquiry';

/** A leg as operators see it. */
export interface OperatedLegBody {
  readonly id: OperatedLeg['id'];
  readonly inquiryId: OperatedLeg['inquiryId'];
  readonly caseNumber: string;
  readonly agencyCode?: string;
  readonly assetClass: OperatedLeg['assetClass'];
  readonly state: OperatedLeg['state'];
  readonly round: number;
  readonly attempts: number;
  readonly polls: number;
  readonly rings: number;
  readonly defects: number;
  readonly orderedAt: Instant;
  readonly dueAt?: Instant;
  readonly expectedAt: Instant;
  readonly expiresAt: Instant;
  readonly waitingFor?: NonNullable<OperatedLeg['waitingFor']>;
  readonly lastError?: NonNullable<OperatedLeg['lastError']>;
  readonly rung?: NonNullable<OperatedLeg['rung']>;
  readonly settledAt?: Instant;
  readonly intervention?: NonNullable<OperatedLeg['intervention']>;
}

export interface OperatedLegListBody {
  readonly items: readonly OperatedLegBody[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

export interface LegAttemptBody {
  readonly id: LegAttempt['id'];
  readonly poll: boolean;
  readonly dispatcherId: string;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  readonly tookMs?: number;
  readonly outcome?: string;
  readonly error?: { readonly reason: Reason; readonly origin: ErrorOrigin };
}

export interface LegAttemptListBody {
  readonly items: readonly LegAttemptBody[];
}
