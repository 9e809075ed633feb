import { DiandaError, type LegId } from '@dianda/inquiry';
import type { WithdrawOutcome, WithdrawReason } from '@dianda/wire';
import type { Adapter } from '../adapter.js';
import type { Journal } from '../journal/journal.js';
import type { SearchOutcome } from '../journal/journal-entry.js';
import { turnKeyOf } from './answer-question.js';
import type { SearchTurns } from './search-turns.js';

const outcomes = {
  withdrawn: 'WITHDRAWN',
  already_answered: 'ALREADY_ANSWERED',
  unknown_leg: 'UNKNOWN_LEG',
} as const satisfies Record<string, WithdrawOutcome>;

/** Takes a leg back: marked in the journal first, so that no search of it is recorded any more, then stopped here. */
export class WithdrawQuestion {
  constructor(
    private readonly journal: Journal,
    private readonly turns: SearchTurns<SearchOutcome | 'answered_before'>,
    private readonly adapter: Adapter,
  ) {}

  /** None of the outcomes is an error, and repeating is harmless. Throws STORAGE_UNAVAILABLE. */
  async run(legId: LegId, reason: WithdrawReason): Promise<WithdrawOutcome> {
    const { outcome, round } = await this.journal.withdraw(legId, reason);
    if (outcome === 'withdrawn' && round !== undefined) {
      this.turns.stop(
        turnKeyOf({ legId, round }),
        DiandaError.precondition('LEG_WITHDRAWN', { origin: 'dianda' }),
      );
      await this.adapter.withdraw(legId);
    }
    return outcomes[outcome];
  }
}
