import {
  answerOfUncovered,
  DiandaError,
  InquiryStore,
  isInTeam,
  isOpen,
  sealReport,
  type AcceptedInquiry,
  type Actor,
  type Agency,
  type Inquiry,
  type InquiryId,
  type InquiryListing,
  type InquiryListQuery,
  type InquiryView,
  type Instant,
  type Leg,
  type LegId,
  type Report,
  type ReportInputs,
} from '@dianda/inquiry';
import type { MemoryCases } from './memory-cases.js';

type SettledAnswer = NonNullable<ReturnType<ReportInputs['answers']['get']>>;
type Order = Parameters<InquiryStore['accept']>[0];

interface Stored {
  readonly inquiry: Inquiry;
  readonly legs: Map<LegId, Leg>;
  readonly answers: Map<LegId, SettledAnswer>;
  readonly sealed: Report[];
}

/** Inquiries in memory, with the port's rules: repeated keys, the recheck, and who sees what. */
export class MemoryInquiries extends InquiryStore {
  readonly stored = new Map<InquiryId, Stored>();
  private readonly keys = new Map<string, AcceptedInquiry & { readonly bodyHash: string }>();

  constructor(
    private readonly cases: MemoryCases,
    private readonly agencies: readonly Agency[],
    private readonly clock: () => Instant,
  ) {
    super();
  }

  override now(): Promise<Instant> {
    return Promise.resolve(this.clock());
  }

  override async accept(order: Order): Promise<AcceptedInquiry> {
    const key = keyOf(order.by, order.idempotencyKey);
    const earlier = this.keys.get(key);
    if (earlier !== undefined) {
      if (earlier.bodyHash !== order.bodyHash) throw DiandaError.conflict('IDEMPOTENCY_KEY_REUSED');
      return { ...earlier, created: false };
    }
    const current = await this.cases.find(order.inquiry.caseNumber);
    if (current === undefined) throw new Error('an order in a case that is not stored');
    order.recheck(current, this.clock());
    const accepted = { inquiryId: order.inquiry.id, acceptedAt: this.clock(), created: true };
    this.keys.set(key, { ...accepted, bodyHash: order.bodyHash });
    this.stored.set(order.inquiry.id, {
      inquiry: order.inquiry,
      legs: new Map(order.legs.map((leg) => [leg.id, leg])),
      answers: new Map(
        order.legs
          .filter((leg) => !isOpen(leg.state))
          .map((leg) => [leg.id, planned(answerOfUncovered(leg), accepted.acceptedAt)]),
      ),
      sealed: [],
    });
    return accepted;
  }

  override findByIdempotencyKey(
    by: Actor,
    key: string,
    bodyHash: string,
  ): ReturnType<InquiryStore['findByIdempotencyKey']> {
    const known = this.keys.get(keyOf(by, key));
    return Promise.resolve(known && { ...known, isSameBody: known.bodyHash === bodyHash });
  }

  override async view(id: InquiryId, by: Actor): Promise<InquiryView | undefined> {
    const stored = await this.visible(id, by);
    if (stored === undefined) return undefined;
    const legs = [...stored.legs.values()];
    const isDone = legs.every((leg) => !isOpen(leg.state));
    const reissuedBy = [...this.stored.values()]
      .map(({ inquiry }) => inquiry)
      .filter(({ reissues }) => reissues === id);
    return {
      inquiry: stored.inquiry,
      ...(reissuedBy.length === 0 ? {} : { reissuedBy: reissuedBy.map((each) => each.id) }),
      state: isDone ? 'completed' : 'dispatching',
      completedAt: isDone ? this.clock() : undefined,
      legs: legs.map((leg) => ({
        ...leg,
        rung: stored.answers.get(leg.id)?.answer.rung,
        expectedBasis: isOpen(leg.state) ? 'directory' : undefined,
      })),
      sealedVersions: stored.sealed.length,
      readAt: this.clock(),
    };
  }

  override async list(query: InquiryListQuery, by: Actor): Promise<InquiryListing> {
    const seen = await Promise.all([...this.stored.keys()].map((id) => this.visible(id, by)));
    const all = seen
      .filter((each) => each !== undefined)
      .filter(({ inquiry }) => query.caseNumber === undefined || inquiry.caseNumber === query.caseNumber);
    const from = query.cursor === undefined ? 0 : Number(query.cursor);
    if (!Number.isInteger(from)) {
      throw DiandaError.invalid('REQUEST_INVALID', [
        { pointer: '/cursor', code: 'CURSOR_UNKNOWN', detail: '' },
      ]);
    }
    const page = all.slice(from, from + query.limit);
    return {
      items: page.map(({ inquiry, legs }) => {
        const open = [...legs.values()].filter((leg) => isOpen(leg.state)).length;
        return {
          id: inquiry.id,
          caseNumber: inquiry.caseNumber,
          state: open === 0 ? ('completed' as const) : ('dispatching' as const),
          orderedAt: inquiry.orderedAt,
          legs: legs.size,
          open,
        };
      }),
      nextCursor: from + query.limit < all.length ? String(from + query.limit) : undefined,
    };
  }

  override async readForReport(id: InquiryId, by: Actor): Promise<ReportInputs | undefined> {
    const stored = await this.visible(id, by);
    return stored === undefined ? undefined : this.inputsOf(stored);
  }

  override async sealedReport(
    id: InquiryId,
    version: number | undefined,
    by: Actor,
  ): Promise<Report | undefined> {
    const stored = await this.visible(id, by);
    return version === undefined ? stored?.sealed.at(-1) : stored?.sealed[version - 1];
  }

  /** Plays the dispatcher: writes a leg's new state, with its answer when there is one. */
  change(id: InquiryId, legId: LegId, changes: Partial<Leg>, answer?: SettledAnswer): void {
    const stored = this.known(id);
    const leg = stored.legs.get(legId);
    if (leg === undefined) throw new Error('no such leg to change');
    stored.legs.set(legId, { ...leg, ...changes });
    if (answer !== undefined) stored.answers.set(legId, answer);
  }

  /** Seals the next version of the report, as settling the last leg does. */
  seal(id: InquiryId): void {
    const stored = this.known(id);
    stored.sealed.push(sealReport(this.inputsOf(stored), stored.sealed.length + 1));
  }

  private known(id: InquiryId): Stored {
    const stored = this.stored.get(id);
    if (stored === undefined) throw new Error('no such inquiry');
    return stored;
  }

  private inputsOf({ inquiry, legs, answers }: Stored): ReportInputs {
    return { inquiry, legs: [...legs.values()], answers, agencies: this.agencies, readAt: this.clock() };
  }

  private async visible(id: InquiryId, by: Actor): Promise<Stored | undefined> {
    const stored = this.stored.get(id);
    if (stored === undefined) return undefined;
    const enforcementCase = await this.cases.find(stored.inquiry.caseNumber);
    if (enforcementCase === undefined) return undefined;
    const maySee =
      by.role === 'officer'
        ? isInTeam(enforcementCase, by.officerId)
        : by.role === 'court-system' && enforcementCase.court.code === by.courtCode;
    return maySee ? stored : undefined;
  }
}

function planned(answer: SettledAnswer['answer'], settledAt: Instant): SettledAnswer {
  return { answer, receiptNumbers: [], settledAt, late: false };
}

function keyOf(by: Actor, key: string): string {
  return JSON.stringify([by.accountId, key]);
}
