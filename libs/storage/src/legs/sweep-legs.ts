import {
  instantOf,
  mustParse,
  parseInquiryId,
  parseLegId,
  plusMs,
  retryDelayMs,
  type InquiryId,
  type LegId,
  type OwnAnswer,
} from '@dianda/inquiry';
import type { CaseVault } from '../cases/case-vault.js';
import type { Database, Statements, Transaction } from '../database/database.js';
import { inquiryShape } from '../inquiries/inquiry-rows.js';
import { retried, settledBy, type LegChange } from './leg-change.js';
import { lastErrorOf } from './leg-rows.js';
import { completeInquiry, holdLegs, recordChanges, type HeldLeg } from './record-change.js';

/** One turn of the sweep; `limit` bounds each kind of thing it finds. */
export interface SweepTurn {
  readonly database: Database;
  readonly vault: CaseVault;
  readonly limit: number;
}

/** A leg that the sweep changed, with the inquiry whose readers want to know. */
export interface Swept {
  readonly legId: LegId;
  readonly inquiryId: InquiryId;
}

/** Times as of the statement: a volatile clock would read the whole table instead of an index. */
const isExpired = `leg.expires_at <= statement_timestamp() AND (leg.state IN ('pending', 'waiting', 'parked')
  OR leg.state = 'asking' AND leg.lease_until <= statement_timestamp())`;
const isForsaken = `leg.state = 'asking' AND leg.lease_until <= statement_timestamp()
  AND leg.expires_at > statement_timestamp()`;

/** Settles as `no_response` what ran out of time; an attempt under way with a living lease is let finish. */
export async function settleExpired(
  { database, vault, limit }: SweepTurn,
  failures: unknown[],
): Promise<readonly Swept[]> {
  const which = { condition: isExpired, order: 'leg.expires_at', limit };
  return sweepEach(database, which, failures, async (statements, held) => {
    const lastError = lastErrorOf(held.leg);
    const answer: OwnAnswer = {
      rung: 'no_response',
      answeredAt: held.now,
      expiredAt: instantOf(held.leg.expiresAt),
      attempts: held.leg.attempts,
      lastError: lastError === undefined ? undefined : { reason: lastError.reason, origin: lastError.origin },
    };
    const forsaken = held.leg.state === 'asking';
    const change: LegChange = {
      ...settledBy(held.leg, answer, held.now),
      ...(forsaken ? { outcome: 'lease_lost' } : {}),
    };
    await recordChanges(statements, vault, [{ held, change }]);
  });
}

/**
 * Takes legs back from attempts whose lease ran out, to be asked again after a retry's delay: a leg that brings its
 * process down must not bring down one after the other without a pause.
 */
export async function takeBackForsaken(
  { database, vault, limit }: SweepTurn,
  failures: unknown[],
): Promise<readonly Swept[]> {
  const which = { condition: isForsaken, order: 'leg.lease_until', limit };
  return sweepEach(database, which, failures, async (statements, held) => {
    const error = { reason: 'UNEXPECTED', origin: 'dianda', at: held.now } as const;
    const { attempts, polls, deferredSince } = held.leg;
    const turns = attempts + (deferredSince === null ? 0 : polls);
    const delayMs = retryDelayMs(Math.max(1, turns), Math.random(), undefined);
    const change: LegChange = {
      ...retried(held.leg, error, plusMs(held.now, delayMs)),
      outcome: 'lease_lost',
    };
    await recordChanges(statements, vault, [{ held, change }]);
  });
}

/** Ends rings that nobody answered within their lease; answers how many. */
export async function endLostRings(statements: Statements, limit: number): Promise<number> {
  const rows = await statements.rows(
    `WITH lost AS MATERIALIZED (
       SELECT leg.id FROM dianda.leg WHERE leg.ring_lease_until <= statement_timestamp()
       ORDER BY leg.id LIMIT $1 FOR UPDATE SKIP LOCKED)
     UPDATE dianda.leg SET ring_lease_until = NULL FROM lost WHERE leg.id = lost.id RETURNING leg.id`,
    [limit],
  );
  return rows.length;
}

/** Completes inquiries whose legs were all settled when they were ordered; the gateway writes no reports. */
export async function completeUnasked(
  { database, vault, limit }: SweepTurn,
  failures: unknown[],
): Promise<readonly InquiryId[]> {
  const toComplete = `inquiry.state = 'dispatching' AND inquiry.open_count = 0`;
  return eachFound<InquiryId>({
    limit,
    failures,
    find: (most, passedOver) =>
      database.rows(
        `SELECT inquiry.id FROM dianda.inquiry WHERE ${toComplete} AND inquiry.id <> ALL ($2::uuid[])
         ORDER BY inquiry.id LIMIT $1`,
        [most, passedOver],
      ),
    change: (id) =>
      database.transaction(async (statements) => {
        const rows = await statements.rows<object>(
          `SELECT ${inquiryShape.list} FROM dianda.inquiry WHERE inquiry.id = $1 AND ${toComplete} FOR UPDATE`,
          [id],
        );
        const row = rows[0];
        if (row === undefined) return undefined;
        const { inquiry } = inquiryShape.read(row);
        await completeInquiry(statements, vault, inquiry);
        return mustParse(parseInquiryId, id);
      }),
  });
}

/** One transaction a leg; what another sweep or the attempt itself did meanwhile is seen under the lock. */
async function sweepEach(
  database: Database,
  { condition, order, limit }: { condition: string; order: string; limit: number },
  failures: unknown[],
  change: (statements: Transaction, held: HeldLeg) => Promise<void>,
): Promise<readonly Swept[]> {
  return eachFound<Swept>({
    limit,
    failures,
    find: (most, passedOver) =>
      database.rows(
        `SELECT leg.id FROM dianda.leg WHERE ${condition} AND leg.id <> ALL ($2::uuid[]) ORDER BY ${order} LIMIT $1`,
        [most, passedOver],
      ),
    change: async (id) => {
      const inquiryId = await database.transaction((statements) =>
        sweepOne(statements, condition, id, change),
      );
      return inquiryId === undefined ? undefined : { legId: mustParse(parseLegId, id), inquiryId };
    },
  });
}

/**
 * Failures after which a turn ends, in multiples of its `limit`: where nothing can be changed (a key is missing), it
 * would go through all there is.
 */
const failuresPerLimit = 4;

/**
 * Changes what is found, at most `limit`. What cannot be changed keeps nothing else from its turn: it is passed over,
 * others are looked for in its place, up to a bound,
 * and the caller tells of the failures at the end.
 */
export async function eachFound<Changed>(turn: {
  readonly limit: number;
  readonly failures: unknown[];
  readonly find: (most: number, passedOver: readonly string[]) => Promise<readonly { readonly id: string }[]>;
  /** Undefined where another has done it meanwhile. */
  readonly change: (id: string) => Promise<Changed | undefined>;
}): Promise<readonly Changed[]> {
  const changed: Changed[] = [];
  const passedOver: string[] = [];
  const mostFailures = failuresPerLimit * turn.limit;
  for (let missing = turn.limit; missing > 0;) {
    const found = await turn.find(Math.min(missing, mostFailures - passedOver.length), passedOver);
    missing = 0;
    for (const { id } of found) {
      try {
        const each = await turn.change(id);
        if (each !== undefined) changed.push(each);
      } catch (error) {
        turn.failures.push(error);
        passedOver.push(id);
        missing += 1;
      }
    }
    if (passedOver.length >= mostFailures) break;
  }
  return changed;
}

async function sweepOne(
  statements: Transaction,
  condition: string,
  id: string,
  change: (statements: Transaction, held: HeldLeg) => Promise<void>,
): Promise<InquiryId | undefined> {
  const [held] = await holdLegs(statements, 'id', [id]);
  if (held === undefined) return undefined;
  const still = await statements.rows(`SELECT FROM dianda.leg WHERE leg.id = $1 AND ${condition}`, [id]);
  if (still.length === 0) return undefined;
  await change(statements, held);
  return held.inquiryId;
}
