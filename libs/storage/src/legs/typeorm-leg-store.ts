import {
  DiandaError,
  LegStore,
  type AgencyCode,
  type AskedLeg,
  type AttemptId,
  type ClaimedLeg,
  type FeedableAgency,
  type FeedCandidate,
  type LegId,
  type LegStep,
  type PushedAnswer,
  type Ring,
  type SweepResult,
} from '@dianda/inquiry';
import type { CaseVault } from '../cases/case-vault.js';
import type { Database } from '../database/database.js';
import type { Doorbell } from '../database/doorbell.js';
import { GroupCommit } from '../database/group-commit.js';
import { claimLegs, UnreadableLeg, type Claim } from './claim-legs.js';
import { doInterventions } from './do-interventions.js';
import { readCandidates, readFeedable, ringLegs } from './feed-legs.js';
import { finishLegs, type Finish } from './finish-legs.js';
import { readAskedLeg, receiveAnswer } from './receive-answer.js';
import { completeUnasked, endLostRings, settleExpired, takeBackForsaken } from './sweep-legs.js';

/** A turn's statement stays small beside the reply of one agency, which has at most 32 MiB. */
const mostLegsATurn = 128;
const mostBytesATurn = 32 * 1024 * 1024;

export class TypeOrmLegStore extends LegStore {
  /** Claims and settles that pile up share a transaction: the database works once for many (promise 3 holds for each). */
  private readonly claims: GroupCommit<Claim, ClaimedLeg | UnreadableLeg | undefined>;
  private readonly finishes: GroupCommit<Finish, boolean>;

  constructor(
    private readonly database: Database,
    private readonly vault: CaseVault,
    private readonly doorbell: Doorbell,
  ) {
    super();
    this.claims = new GroupCommit((claims) => claimLegs(database, vault, claims), {
      mostRequests: mostLegsATurn,
      mostWeight: mostLegsATurn,
      weightOf: () => 1,
    });
    this.finishes = new GroupCommit((finishes) => this.finishAll(finishes), {
      mostRequests: mostLegsATurn,
      mostWeight: mostBytesATurn,
      weightOf: ({ step }) => bytesOf(step),
    });
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
    const claimed = await this.claims.do({ legId, dispatcherId, leaseMs });
    if (!(claimed instanceof UnreadableLeg)) return claimed;
    throw DiandaError.internal('UNEXPECTED', {
      origin: 'dianda',
      detail: `leg ${legId} cannot be read`,
      cause: claimed.error,
    });
  }

  async finish(attemptId: AttemptId, step: LegStep): Promise<boolean> {
    return this.finishes.do({ attemptId, step });
  }

  async asked(legId: LegId): Promise<AskedLeg | undefined> {
    return readAskedLeg(this.database, this.vault, legId);
  }

  async receive(pushed: PushedAnswer): Promise<'accepted' | 'duplicate'> {
    const { outcome, inquiryId } = await this.database.transaction((statements) =>
      receiveAnswer(statements, this.vault, pushed),
    );
    if (outcome === 'accepted') {
      this.doorbell.wake('dianda_due');
      this.doorbell.wake('dianda_inquiry', inquiryId);
    }
    return outcome;
  }

  async sweep(limit: number): Promise<SweepResult> {
    const turn = { database: this.database, vault: this.vault, limit };
    const failures: unknown[] = [];
    const expired = await settleExpired(turn, failures);
    const reclaimed = await takeBackForsaken(turn, failures);
    const intervened = await doInterventions(turn, failures);
    const lostRings = await endLostRings(this.database, limit);
    const completed = await completeUnasked(turn, failures);
    // Before the failures are told: what was done is done, and those asleep want to know.
    for (const { inquiryId } of [...expired, ...reclaimed, ...intervened])
      this.doorbell.wake('dianda_inquiry', inquiryId);
    for (const inquiryId of completed) this.doorbell.wake('dianda_inquiry', inquiryId);
    if (expired.length + reclaimed.length + intervened.length + lostRings > 0)
      this.doorbell.wake('dianda_due');
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} legs or inquiries could not be swept`);
    return {
      expired: expired.map((each) => each.legId),
      reclaimed: reclaimed.map((each) => each.legId),
      lostRings,
    };
  }

  private async finishAll(finishes: readonly Finish[]): Promise<readonly boolean[]> {
    const finished = await finishLegs(this.database, this.vault, finishes);
    const told = new Set(finished.flatMap((inquiryId) => inquiryId ?? []));
    if (told.size > 0) this.doorbell.wake('dianda_due');
    for (const inquiryId of told) this.doorbell.wake('dianda_inquiry', inquiryId);
    return finished.map((inquiryId) => inquiryId !== undefined);
  }
}

function bytesOf(step: LegStep): number {
  const evidence = step.to === 'settle' || step.to === 'wait' ? step.evidence : [];
  return evidence.reduce((sum, { answerBytes, receipt }) => sum + answerBytes.length + receipt.length, 0);
}
