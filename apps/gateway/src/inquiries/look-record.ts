import {
  msBetween,
  type Actor,
  type AuditEntry,
  type AuditLog,
  type Clock,
  type Inquiry,
  type Instant,
} from '@dianda/inquiry';

/** Who watches an inquiry by asking again and again looks once; after this long it is a new look. */
export const SAME_LOOK_MS = 10 * 60_000;

/** Looks remembered at most; whoever is forgotten is recorded again, which harms nothing. */
const MOST_REMEMBERED = 10_000;

/**
 * Records that somebody looked at an inquiry while it runs (promise 8): before anything is shown, and once for all the
 * polls of one look, so that a waiting page does not bury the audit log.
 */
export class LookRecord {
  /** In order of recording: the first key is the oldest look. */
  private readonly recordedAt = new Map<string, Instant>();

  constructor(
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async record({ id, caseId }: Pick<Inquiry, 'id' | 'caseId'>, by: Actor): Promise<void> {
    const subject = { kind: 'inquiry', id };
    await this.recordOnce({ action: 'inquiry_viewed', by, subject, facts: { caseId } }, by);
  }

  /** That somebody follows all inquiries he sees. */
  async recordAll(by: Actor): Promise<void> {
    const subject = { kind: 'account', id: by.accountId };
    await this.recordOnce({ action: 'inquiries_followed', by, subject, facts: {} }, by);
  }

  private async recordOnce(entry: AuditEntry, by: Actor): Promise<void> {
    const look = `${by.accountId} ${entry.subject.id}`;
    const now = this.clock.now();
    const before = this.recordedAt.get(look);
    if (before !== undefined && msBetween(before, now) < SAME_LOOK_MS) return;
    await this.audit.append(entry);
    this.remember(look, now);
  }

  private remember(look: string, at: Instant): void {
    this.recordedAt.delete(look);
    this.recordedAt.set(look, at);
    if (this.recordedAt.size <= MOST_REMEMBERED) return;
    const [oldest] = this.recordedAt.keys();
    if (oldest !== undefined) this.recordedAt.delete(oldest);
  }
}
