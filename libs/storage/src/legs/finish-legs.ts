import type { AttemptId, InquiryId, LegStep } from '@dianda/inquiry';
import type { CaseVault } from '../cases/case-vault.js';
import type { Database } from '../database/database.js';
import { changeOfStep } from './leg-change.js';
import { holdLegs, readAttemptOutcomes, recordChanges, type HeldChange } from './record-change.js';

/** What an attempt has to say about its leg. */
export interface Finish {
  readonly attemptId: AttemptId;
  readonly step: LegStep;
}

/**
 * Lets each attempt say its word, all in one transaction, fenced by the lease. Answers the inquiry of each leg that
 * changed; undefined where the attempt may no longer speak, and where it speaks a second time.
 */
export async function finishLegs(
  database: Database,
  vault: CaseVault,
  finishes: readonly Finish[],
): Promise<readonly (InquiryId | undefined)[]> {
  return database.transaction(async (statements) => {
    const held = await holdLegs(
      statements,
      'current_attempt_id',
      finishes.map(({ attemptId }) => attemptId),
    );
    const ended = held
      .filter(({ leg }) => leg.state !== 'asking')
      .flatMap(({ leg }) => leg.currentAttemptId ?? []);
    const outcomes = await readAttemptOutcomes(statements, ended);
    const byAttempt = new Map(held.map((each) => [each.leg.currentAttemptId, each]));
    const changes = new Map<AttemptId, HeldChange>();
    const told: (InquiryId | undefined)[] = [];
    for (const { attemptId, step } of finishes) {
      const its = changes.has(attemptId) ? undefined : byAttempt.get(attemptId);
      // A case whose key cannot be opened must not keep its legs from being given back.
      const seal =
        its === undefined || step.to !== 'wait' ? undefined : await vault.sealOf(statements, its.caseId);
      const change =
        its === undefined
          ? undefined
          : changeOfStep(its.leg, outcomes.get(attemptId) ?? null, step, seal, its.now);
      if (its !== undefined && change !== undefined) changes.set(attemptId, { held: its, change });
      told.push(change === undefined ? undefined : its?.inquiryId);
    }
    await recordChanges(statements, vault, [...changes.values()]);
    return told;
  });
}
