import type { WebhookMessage } from './webhook-message.ts';

interface ToldInquiry {
  readonly messages: WebhookMessage[];
  /** Of the newest sealed report. */
  version: number | undefined;
  sealed: ((version: number) => void)[];
}

/** What the webhooks have told of each inquiry. Messages may come before the order's own answer is read. */
export class ToldInquiries {
  readonly #inquiries = new Map<string, ToldInquiry>();
  /** Messages that came after a later one of the same inquiry; Dianda sends them in order. */
  #outOfOrder = 0;

  take(message: WebhookMessage): void {
    const told = this.#of(message.inquiryId);
    const last = told.messages.at(-1)?.number ?? 0;
    if (message.number <= last) this.#outOfOrder += 1;
    told.messages.push(message);
    const { reportVersion } = message;
    if (message.type !== 'report.sealed' || reportVersion === undefined) return;
    told.version = Math.max(told.version ?? 0, reportVersion);
    for (const tell of told.sealed.splice(0)) tell(told.version);
  }

  get outOfOrder(): number {
    return this.#outOfOrder;
  }

  /** The types of the messages, in the order in which they came. */
  typesOf(inquiryId: string): readonly string[] {
    return this.#of(inquiryId).messages.map(({ type }) => type);
  }

  /** Resolves with the version of the report once its sealing is told; rejects with the signal's reason. */
  sealed(inquiryId: string, signal: AbortSignal): Promise<number> {
    const told = this.#of(inquiryId);
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      if (told.version !== undefined) resolve(told.version);
      else told.sealed.push(resolve);
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  }

  #of(inquiryId: string): ToldInquiry {
    const known = this.#inquiries.get(inquiryId);
    if (known !== undefined) return known;
    const made: ToldInquiry = { messages: [], version: undefined, sealed: [] };
    this.#inquiries.set(inquiryId, made);
    return made;
  }
}
