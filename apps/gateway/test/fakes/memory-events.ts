import {
  InquiryEvents,
  mayFollow,
  mustParse,
  parseCaseId,
  type Actor,
  type ActorEventPage,
  type Audience,
  type InquiryEvent,
  type InquiryEventPage,
  type InquiryId,
  type PlacedEvent,
  type ToldEvent,
} from '@dianda/inquiry';

const caseId = mustParse(parseCaseId, '00000000-0000-4000-8000-00000000ca5e');

interface Followed {
  audience: Audience;
  isOver: boolean;
  newest: number;
}

/** A line of events in memory; positions leave gaps, as they may. */
export class MemoryEvents extends InquiryEvents {
  /** Reads made of the line for all, and for one reader. */
  readonly reads = { line: 0, own: 0 };
  /** Set to make every read fail. */
  failure: Error | undefined;
  /** Accounts that are no longer in force. */
  readonly ended = new Set<Actor['accountId']>();
  private readonly line: PlacedEvent[] = [];
  private readonly inquiries = new Map<InquiryId, Followed>();
  private readonly listeners = new Set<() => void>();

  /** Plays the dispatcher: the next event of an inquiry, which anybody in the audience may follow. */
  happen(inquiryId: InquiryId, audience: Audience, what: { readonly isLast?: boolean } = {}): InquiryEvent {
    const followed = this.inquiries.get(inquiryId) ?? { audience, isOver: false, newest: 0 };
    followed.newest += 1;
    followed.isOver ||= what.isLast === true;
    this.inquiries.set(inquiryId, followed);
    const event: InquiryEvent = {
      inquiryId,
      number: followed.newest,
      at: '2026-11-20T02:00:00.000Z' as InquiryEvent['at'],
      kind: 'report_sealed',
      version: followed.newest,
    };
    const before = this.line.at(-1)?.position ?? 0;
    this.line.push({ event, position: before + 1 + (before % 3) });
    for (const listener of this.listeners) listener();
    return event;
  }

  setAudience(inquiryId: InquiryId, audience: Audience): void {
    this.known(inquiryId).audience = audience;
  }

  override ofInquiry(
    id: InquiryId,
    afterNumber: number,
    limit: number,
    by: Actor,
  ): Promise<InquiryEventPage | undefined> {
    return this.read('own', () => {
      const followed = this.inquiries.get(id);
      if (followed === undefined || !mayFollow(by, followed.audience)) return undefined;
      return {
        caseId,
        events: this.line
          .map(({ event }) => event)
          .filter((event) => event.inquiryId === id && event.number > afterNumber)
          .slice(0, limit),
        newest: followed.newest,
        isOver: followed.isOver,
      };
    });
  }

  override ofActor(afterPosition: number, limit: number, by: Actor): Promise<ActorEventPage> {
    return this.read('own', () => {
      const all = this.line.filter(({ position }) => position > afterPosition);
      const seen = all.filter(({ event }) => mayFollow(by, this.known(event.inquiryId).audience));
      const events = seen.slice(0, limit);
      const isWhole = events.length < limit;
      const end = isWhole ? all.at(-1) : events.at(-1);
      return { events, upTo: end?.position ?? afterPosition, isWhole };
    });
  }

  override newestPosition(): Promise<number> {
    return this.read('own', () => this.line.at(-1)?.position ?? 0);
  }

  override onLine(afterPosition: number, limit: number): Promise<readonly ToldEvent[]> {
    return this.read('line', () =>
      this.line
        .filter(({ position }) => position > afterPosition)
        .slice(0, limit)
        .map((placed) => {
          const { audience, isOver, newest } = this.known(placed.event.inquiryId);
          return { ...placed, audience, isLast: isOver && placed.event.number === newest };
        }),
    );
  }

  override audiences(ids: readonly InquiryId[]): Promise<ReadonlyMap<InquiryId, Audience>> {
    return this.read('own', () => new Map(ids.map((id) => [id, this.known(id).audience])));
  }

  override inForceAmong(actors: readonly Actor[]): Promise<readonly Actor[]> {
    return this.read('line', () => actors.filter(({ accountId }) => !this.ended.has(accountId)));
  }

  override onChange(listener: () => void): Promise<() => Promise<void>> {
    this.listeners.add(listener);
    return Promise.resolve(() => {
      this.listeners.delete(listener);
      return Promise.resolve();
    });
  }

  private known(id: InquiryId): Followed {
    const followed = this.inquiries.get(id);
    if (followed === undefined) throw new Error('no such inquiry');
    return followed;
  }

  /** A read takes some turns of the loop, before and after it is made, so that things happen meanwhile. */
  private async read<T>(kind: 'line' | 'own', make: () => T): Promise<T> {
    this.reads[kind] += 1;
    await new Promise(setImmediate);
    if (this.failure !== undefined) throw this.failure;
    const made = make();
    // An own read is now and then slower than a look at the line, so that what came meanwhile was told already.
    const turns = kind === 'line' ? 1 : 1 + ((this.reads.own * 7) % 11);
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
    return made;
  }
}
