import type { AdapterDescription } from '@dianda/wire';
import type { BackEndControl } from '../back-end/back-end-control.js';
import type { Court } from '../court/court.js';
import type { Ledger } from '../court/ledger.js';
import type { Line, Target, TlsIdentity } from '../court/line.js';
import type { ReceiptBook } from '../judge/receipt-book.js';
import type { Subjects } from '../subjects/subject-row.js';
import type { LogTail } from './log-tail.js';

/** How long the suite waits for things, in milliseconds. */
export interface Paces {
  /** Deadline of an ordinary call. */
  readonly callMs: number;
  /** First deadline of a call whose back end is hung, which doubles until the adapter speaks before it ends. */
  readonly hungCallMs: number;
  /** How long health may take to notice that the back end went or came back. */
  readonly healthFlipMs: number;
  /** How long a deferred answer is waited for. */
  readonly patienceMs: number;
  /** How long a cancellation may take to show at the back end. */
  readonly cancelMs: number;
}

export const usualPaces: Paces = {
  callMs: 20_000,
  hungCallMs: 2_000,
  healthFlipMs: 30_000,
  patienceMs: 120_000,
  cancelMs: 3_000,
};

/** Everything that a scenario works with. */
export interface Bench {
  readonly target: Target;
  readonly identity: TlsIdentity;
  /** A certificate by the same authority that is not on the adapter's list. */
  readonly stranger: TlsIdentity | undefined;
  readonly line: Line;
  readonly court: Court;
  /** What the adapter said of itself at the start; undefined when that could not be read. */
  readonly description: AdapterDescription | undefined;
  readonly subjects: Subjects;
  readonly control: BackEndControl | undefined;
  readonly logs: readonly LogTail[];
  /** HTTP readiness of the adapter, where it has one. */
  readonly healthUrl: URL | undefined;
  readonly receipts: ReceiptBook;
  readonly ledger: Ledger;
  readonly paces: Paces;
}
