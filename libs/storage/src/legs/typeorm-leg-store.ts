import {
  LegStore,
  type AgencyCode,
  type AttemptId,
  type ClaimedLeg,
  type FeedableAgency,
  type FeedCandidate,
  type LegId,
  type LegStep,
  type Ring,
  type SweepResult,
} from '@dianda/inquiry';
import type { CaseVault } from '../cases/case-vault.js';
import { claimLeg } from './claim-leg.js';
import type { Database } from '../database/database.js';
import type { Doorbell } from '../database/doorbell.js';
import { readCandidates, readFeedable, ringLegs } from './feed-legs.js';
import { changeOfStep } from './leg-change.js';
import { holdLeg, readAttemptOutcome, recordChange } from './record-change.js';
import { completeUnasked, endLostRings, settleExpired, takeBackForsaken } from './sweep-legs.js';

export class TypeOrmLegStore extends LegStore {
  constructor(
    private readonly database: Database,
    private readonly vault: CaseVault,
    private readonly doorbell: Doorbell,
  ) {
    super();
  }

  async feedable(): Promise<readonly FeedableAgency[]> {
    return readFeedable(this.database);
  }

  async candidates(agency: AgencyCode, perShare: number): Promise<readonly FeedCandidate[]> {
    return readCandidates(this.database, agency, perShare);
  }

  async ring(legs: readonly LegId[], ringLeaseMs: number): Promise<readonly Ring[]> {
    return ringLegs(this.database, legs, ringLeaseMs);
  }

  async onDue(listener: () => void): Promise<() => Promise<void>> {
    return this.doorbell.on('dianda_due', listener);
  }

  async claim(legId: LegId, dispatcherId: string, leaseMs: number): Promise<ClaimedLeg | undefined> {
    return claimLeg(this.database, this.vault, legId, dispatcherId, leaseMs);
  }

  async finish(attemptId: AttemptId, step: LegStep): Promise<boolean> {
    const inquiryId = await this.database.transaction(async (statements) => {
      const held = await holdLeg(statements, 'current_attempt_id', attemptId);
      if (held === undefined) return undefined;
      const seal = await this.vault.sealOf(statements, held.caseId);
      const outcome = held.leg.state === 'asking' ? null : await readAttemptOutcome(statements, attemptId);
      const change = changeOfStep(held.leg, outcome, step, seal, held.now);
      if (change === undefined) return undefined;
      await recordChange(statements, this.vault, held, change);
      return held.inquiryId;
    });
    if (inquiryId === undefined) return false;
    this.doorbell.wake('dianda_due');
    this.doorbell.wake('dianda_inquiry', inquiryId);
    return true;
  }

  async sweep(limit: number): Promise<SweepResult> {
    const turn = { database: this.database, vault: this.vault, limit };
    const failures: unknown[] = [];
    const expired = await settleExpired(turn, failures);
    const reclaimed = await takeBackForsaken(turn, failures);
    const lostRings = await endLostRings(this.database, limit);
    const completed = await completeUnasked(turn, failures);
    // Before the failures are told: what was done is done, and those asleep want to know.
    for (const { inquiryId } of [...expired, ...reclaimed]) this.doorbell.wake('dianda_inquiry', inquiryId);
    for (const inquiryId of completed) this.doorbell.wake('dianda_inquiry', inquiryId);
    if (expired.length + reclaimed.length + lostRings > 0) this.doorbell.wake('dianda_due');
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} legs or inquiries could not be swept`);
    return {
      expired: expired.map((each) => each.legId),
      reclaimed: reclaimed.map((each) => each.legId),
      lostRings,
    };
  }
}
