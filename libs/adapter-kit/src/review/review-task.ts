import type { Instant, RefusalReason } from '@dianda/inquiry';
import type { QuestionKey } from '../journal/journal-entry.js';

/** What a reviewer decides. Its words travel to the officer and must name nobody. */
export type ReviewDecision =
  | { readonly verdict: 'released' }
  /** 回退 */
  | { readonly verdict: 'returned'; readonly reason: RefusalReason; readonly words: string }
  /** 需补充说明: the officer's reply comes as the next round, with a review of its own. */
  | { readonly verdict: 'clarification'; readonly words: string };

/** How a review stands. `leftMs`: until it is expected to be decided; not positive when that time is over. */
export type ReviewStanding = { readonly verdict: 'pending'; readonly leftMs: number } | ReviewDecision;

/** How long a review takes. */
export interface ReviewTiming {
  readonly reviewMs: number;
  /** Whether a review that nobody decided is released when that time is over. For sample agencies only. */
  readonly releasesItself: boolean;
}

/** A review that waits for a person. */
export interface ReviewTask extends QuestionKey {
  readonly requestedAt: Instant;
  readonly dueAt: Instant;
  /** Who asks what about whom on which basis, and what the officer replied; personal data. */
  readonly asked: unknown;
}
