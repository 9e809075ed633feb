import type { Instant, LegId, RefusalReason } from '@dianda/inquiry';

/** What names a task: one question, one review. */
export interface ReviewKey {
  readonly legId: LegId;
  readonly round: number;
}

/** What a reviewer decides. Its words travel to the officer and must name nobody. */
export type ReviewDecision =
  | { readonly verdict: 'released' }
  /** 回退 */
  | { readonly verdict: 'returned'; readonly reason: RefusalReason; readonly words: string }
  /** 需补充说明: the officer's reply comes as the next round, with a review of its own. */
  | { readonly verdict: 'clarification'; readonly words: string };

/** How a review stands. `leftMs`: until it is expected to be decided; negative when that time is over. */
export type ReviewStanding = { readonly verdict: 'pending'; readonly leftMs: number } | ReviewDecision;

/** A review that waits for a person. */
export interface ReviewTask extends ReviewKey {
  readonly requestedAt: Instant;
  readonly dueAt: Instant;
  /** Who asks what about whom on which basis, and what the officer replied; personal data. */
  readonly asked: unknown;
}
