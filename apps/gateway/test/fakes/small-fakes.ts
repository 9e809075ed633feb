import {
  AuditLog,
  Clock,
  plusMs,
  Randomness,
  type AuditAction,
  type AuditEntry,
  type Instant,
} from '@dianda/inquiry';
import { createHash } from 'node:crypto';

/** Keeps what was appended. */
export class RecordingAudit extends AuditLog {
  readonly entries: AuditEntry[] = [];

  override append(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
    return Promise.resolve();
  }

  of(action: AuditAction): readonly AuditEntry[] {
    return this.entries.filter((entry) => entry.action === action);
  }
}

/** A clock that only moves when told to. */
export class StoppedClock extends Clock {
  constructor(private time: Instant) {
    super();
  }

  override now(): Instant {
    return this.time;
  }

  advance(milliseconds: number): void {
    this.time = plusMs(this.time, milliseconds);
  }
}

/** The same ids in the same order in every run. */
export class CountingRandomness extends Randomness {
  private count = 0;

  override unit(): number {
    throw new Error('the gateway draws no lots');
  }

  override uuid(): string {
    this.count += 1;
    const hex = createHash('sha256').update(String(this.count)).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}
