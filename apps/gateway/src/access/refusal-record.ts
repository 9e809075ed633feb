import { DiandaError, type AuditEntry, type AuditLog, type RequestCounter } from '@dianda/inquiry';

const MOST_RECORDED = 20;
const WINDOW_MS = 60_000;

/** Puts refused credentials on record, of one address 20 of a kind a minute: who sends more floods no audit log. */
export class RefusalRecord {
  constructor(
    private readonly requests: RequestCounter,
    private readonly audit: AuditLog,
  ) {}

  /** Throws TOO_MANY_ATTEMPTS instead of recording any more. */
  async append(entry: AuditEntry, address: string): Promise<void> {
    const { count, endsInMs } = await this.requests.take(`${entry.action}:${address}`, WINDOW_MS);
    if (count > MOST_RECORDED) throw DiandaError.exhausted('TOO_MANY_ATTEMPTS', { retryAfterMs: endsInMs });
    await this.audit.append({ ...entry, facts: { ...entry.facts, address } });
  }
}
