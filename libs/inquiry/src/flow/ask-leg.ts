import { DiandaError } from '../errors.js';
import type { DataCategory, Question } from '../model/authority.js';
import type { LegId } from '../model/ids.js';
import { msBetween } from '../model/time.js';
import type { CaseTypeRules } from '../policy/case-type-rules.js';
import { isLiable, requireMayAsk } from '../policy/may-ask.js';
import type { AgencyClient } from '../ports/agency-client.js';
import type { Randomness } from '../ports/clock.js';
import type { ClaimedLeg, LegStep, LegStore } from '../ports/leg-store.js';
import { stepAfterError, stepAfterReply } from './next-step.js';

/** What came of one ring, for the log. */
export type AskOutcome =
  | { readonly did: 'nothing' }
  | {
      readonly did: 'asked' | 'refused';
      readonly claimed: ClaimedLeg;
      readonly step: LegStep;
      /** False when the lease had passed to another attempt, whose word then counts. */
      readonly recorded: boolean;
      readonly error: DiandaError | undefined;
    };

/** How long beyond its deadline an attempt keeps its lease, for the settle itself. */
const leaseMarginMs = 15_000;

/** Transactions, photos and households are rights of their own, which no order carries yet. */
export const askedCategories: readonly DataCategory[] = ['ASSETS'];

/** Below this there is no point in a call: the agency needs 500 ms and the way 200 (anchors.md C1). */
const shortestDeadlineMs = 700;

/** ask: one ring of one leg, from claim to record. The leg's row decides everything; the ring is only a doorbell. */
export class AskLeg {
  constructor(
    private readonly legs: LegStore,
    private readonly client: AgencyClient,
    private readonly randomness: Randomness,
    private readonly rules: CaseTypeRules,
    private readonly dispatcherId: string,
  ) {}

  /**
   * `attemptTimeoutMs` is the agency's, and bounds the attempt with its lease even where the directory row has grown
   * since; `signal` aborts the call when the process must stop.
   */
  async run(legId: LegId, attemptTimeoutMs: number, signal: AbortSignal): Promise<AskOutcome> {
    const claimed = await this.legs.claim(legId, this.dispatcherId, attemptTimeoutMs + leaseMarginMs);
    if (claimed === undefined) return { did: 'nothing' };
    const withdrawn = reasonNotToAsk(claimed, this.rules);
    if (withdrawn !== undefined) {
      const step: LegStep = { to: 'cancel', reason: withdrawn.reason };
      return {
        did: 'refused',
        claimed,
        step,
        recorded: await this.finish(claimed, step),
        error: withdrawn,
      };
    }
    const { step, error } = await this.ask(claimed, attemptTimeoutMs, signal);
    return { did: 'asked', claimed, step, recorded: await this.finish(claimed, step), error };
  }

  /**
   * What cannot be written down for a reason of our own is given back, which counts against the leg: the third time it
   * is parked, instead of being asked for ever. The error is thrown on all the same.
   */
  private async finish(claimed: ClaimedLeg, step: LegStep): Promise<boolean> {
    try {
      return await this.legs.finish(claimed.attemptId, step);
    } catch (error) {
      const isAway = error instanceof DiandaError && error.kind === 'unavailable';
      if (isAway || step.to === 'retry') throw error;
      const unexpected = DiandaError.internal('UNEXPECTED', { origin: 'dianda', cause: error });
      await this.legs.finish(claimed.attemptId, stepAfterError(claimed, unexpected, this.randomness.unit()));
      throw error;
    }
  }

  private async ask(
    claimed: ClaimedLeg,
    attemptTimeoutMs: number,
    signal: AbortSignal,
  ): Promise<{ readonly step: LegStep; readonly error: DiandaError | undefined }> {
    const leftMs = msBetween(claimed.claimedAt, claimed.leg.expiresAt);
    if (leftMs < shortestDeadlineMs) {
      const error = DiandaError.timeout('DEADLINE_TOO_SHORT', { origin: 'dianda' });
      return { step: withoutAttempt(stepAfterError(claimed, error, this.randomness.unit())), error };
    }
    const deadlineMs = Math.min(attemptTimeoutMs, claimed.agency.attemptTimeoutMs, leftMs);
    try {
      const reply = await this.client.inquire(claimed.agency, questionOf(claimed), deadlineMs, signal);
      return { step: stepAfterReply(claimed, reply), error: undefined };
    } catch (thrown) {
      const error =
        thrown instanceof DiandaError
          ? thrown
          : DiandaError.internal('UNEXPECTED', { origin: 'dianda', cause: thrown });
      return { step: stepAfterError(claimed, error, this.randomness.unit()), error };
    }
  }
}

/** Nobody was asked, so this turn is no attempt. */
function withoutAttempt(step: LegStep): LegStep {
  return step.to === 'retry' ? { ...step, countsAsAttempt: false } : step;
}

/** The check at dispatch (promise 7): what was lawful when ordered may have ceased to be. */
function reasonNotToAsk(claimed: ClaimedLeg, rules: CaseTypeRules): DiandaError | undefined {
  const asked = claimed.leg.attempts > 1 || claimed.poll;
  const moved = claimed.case.court.code !== claimed.inquiry.court.code;
  if (moved && !asked) return DiandaError.precondition('CASE_MOVED');
  if (!isLiable(claimed.case, claimed.subject)) return DiandaError.precondition('SUBJECT_NOT_LIABLE');
  // A leg already asked finishes under its old warrant and belongs to the new court (design.md section 4), in whose
  // team the officers of the old one have no place.
  const officers = moved ? [] : [claimed.requestedBy, claimed.responsibleOfficer];
  try {
    requireMayAsk(claimed.case, officers, rules, claimed.claimedAt);
    return undefined;
  } catch (error) {
    if (error instanceof DiandaError) return error;
    throw error;
  }
}

function questionOf(claimed: ClaimedLeg): Question {
  const { leg, inquiry, subject, agency } = claimed;
  return {
    legId: leg.id,
    round: leg.round,
    agencyCode: agency.code,
    agencyCategory: agency.category,
    assetClass: leg.assetClass,
    subject: { kind: subject.kind, name: subject.name, document: subject.document },
    authority: {
      inquiryId: inquiry.id,
      court: inquiry.court,
      caseNumber: inquiry.caseNumber,
      caseType: inquiry.caseType,
      requestedBy: claimed.requestedBy,
      responsibleOfficer: claimed.responsibleOfficer,
      notice: inquiry.notice,
      purpose: inquiry.purpose,
      dataCategories: askedCategories,
      transactions: undefined,
    },
    clarificationReply: undefined,
    expiresAt: leg.expiresAt,
  };
}
