import { DiandaError, isRetryable } from '../errors.js';
import type { AccountStore } from '../ports/account-store.js';
import type { Actor } from '../ports/actor.js';
import type { BatchStore, ClaimedRow, ClaimedRows, RowOutcome, RowProblem } from '../ports/batch-store.js';
import type { ClientStore } from '../ports/client-store.js';
import type { Randomness } from '../ports/clock.js';
import { retryDelayMs } from './next-step.js';
import type { OrderInquiry } from './order-inquiry.js';

/** Rows of one lease: so many orders are made in a few seconds. */
const ROWS_A_TURN = 100;
/** Orders under way at once; people's own orders must find connections too. */
const ORDERS_AT_ONCE = 4;
/** Far beyond what a turn takes; a process that dies is followed by another after it. */
const LEASE_MS = 60_000;
/** With the delays of a leg's retries, one to two minutes in all. */
const MOST_TRIES = 8;

/**
 * Makes inquiries of the rows that wait, some at a time, in whichever process. Each row is ordered under a key of its
 * own, so that a row whose outcome was lost with its process becomes the same inquiry when it is taken up again.
 */
export class RunBatch {
  constructor(
    private readonly batches: BatchStore,
    private readonly orderInquiry: OrderInquiry,
    private readonly accounts: AccountStore,
    private readonly clients: ClientStore,
    private readonly randomness: Randomness,
  ) {}

  /** One turn; answers whether there was anything to do. */
  async run(): Promise<boolean> {
    const claimed = await this.batches.claim(LEASE_MS, ROWS_A_TURN);
    if (claimed === undefined) return false;
    const isInForce = await this.isInForce(claimed.by);
    const waiting = [...claimed.rows];
    const outcomes: RowOutcome[] = [];
    const work = async (): Promise<void> => {
      for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
        outcomes.push(await this.outcomeOf(claimed, row, isInForce));
      }
    };
    await Promise.all(Array.from({ length: ORDERS_AT_ONCE }, work));
    await this.batches.record(claimed, outcomes);
    return true;
  }

  /** Throws only when storage is away: then the lease runs out and the rows are taken up again. */
  private async outcomeOf(
    { batchId, by }: ClaimedRows,
    { number, order, failedTries }: ClaimedRow,
    isInForce: boolean,
  ): Promise<RowOutcome> {
    if (!isInForce) return { number, problems: [{ code: 'CREDENTIALS_INVALID' }] };
    try {
      const { inquiryId } = await this.orderInquiry.run(order, by, `batch:${batchId}:${number}`);
      return { number, inquiryId };
    } catch (error) {
      if (error instanceof DiandaError && error.kind === 'unavailable') throw error;
      const tries = failedTries + 1;
      if (isRefusal(error) || tries >= MOST_TRIES) return { number, problems: problemsOf(error) };
      return { number, retryAfterMs: retryDelayMs(tries, this.randomness.unit(), undefined) };
    }
  }

  private async isInForce(by: Actor): Promise<boolean> {
    if (by.role !== 'court-system') return (await this.accounts.standingOf(by)) === 'in_force';
    const client = await this.clients.find(by.accountId);
    return (
      client !== undefined &&
      !client.disabled &&
      client.actor.courtCode === by.courtCode &&
      client.scopes.includes('inquiries:order')
    );
  }
}

/** What lies with the order itself; a deadlock, a timeout or a defect of ours may be gone the next time. */
function isRefusal(error: unknown): boolean {
  return error instanceof DiandaError && error.origin === 'requester' && !isRetryable(error);
}

/** What a refused order says of its row: its members are named as the columns are. */
export function problemsOf(error: unknown): readonly RowProblem[] {
  if (!(error instanceof DiandaError)) return [{ code: 'UNEXPECTED' }];
  if (error.violations.length === 0) return [{ code: error.reason }];
  return error.violations.map(({ pointer, code }) => {
    const column = pointer.split('/')[1];
    return column === undefined || column === '' ? { code } : { column, code };
  });
}
