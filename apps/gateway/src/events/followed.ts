import {
  mayFollow,
  type Actor,
  type InquiryEvent,
  type InquiryEvents,
  type InquiryId,
  type ToldEvent,
} from '@dianda/inquiry';

/** An event with the id it has in a stream. */
export interface IdentifiedEvent {
  readonly id: number;
  readonly event: InquiryEvent;
}

/** An event of the line as one stream tells it; `isLast`: the stream ends with it. */
export type FollowedEvent = IdentifiedEvent & { readonly isLast: boolean };

/** What was read after an id. */
export interface FollowedPage {
  readonly events: readonly IdentifiedEvent[];
  /** From where to go on. */
  readonly upTo: number;
  /** Nothing further was there. */
  readonly isWhole: boolean;
  /** Nothing further will come. */
  readonly isOver: boolean;
}

/** What one stream is about. */
export interface Followed {
  /** The one inquiry; undefined when all that the actor sees are followed. */
  readonly inquiryId: InquiryId | undefined;
  /** Undefined when the actor may not see it (any more). */
  after(id: number): Promise<FollowedPage | undefined>;
  /** Undefined for what does not concern this stream; `hidden` when the actor may no longer see what it is about. */
  told(event: ToldEvent): FollowedEvent | 'hidden' | undefined;
}

/** Events read in one go for one reader. */
const pageSize = 100;

/** One inquiry; ids are the inquiry's event numbers. */
export class FollowedInquiry implements Followed {
  constructor(
    private readonly events: InquiryEvents,
    readonly inquiryId: InquiryId,
    private readonly by: Actor,
  ) {}

  async after(id: number): Promise<FollowedPage | undefined> {
    const page = await this.events.ofInquiry(this.inquiryId, id, pageSize, this.by);
    if (page === undefined) return undefined;
    const upTo = page.events.at(-1)?.number ?? id;
    const isWhole = upTo >= page.newest;
    return {
      events: page.events.map((event) => ({ id: event.number, event })),
      upTo,
      isWhole,
      isOver: isWhole && page.isOver,
    };
  }

  told({ event, audience, isLast }: ToldEvent): FollowedEvent | 'hidden' | undefined {
    if (event.inquiryId !== this.inquiryId) return undefined;
    return mayFollow(this.by, audience) ? { id: event.number, event, isLast } : 'hidden';
  }
}

/** All inquiries that the actor sees when something happens to them; ids are positions on the line. */
export class FollowedAll implements Followed {
  readonly inquiryId = undefined;

  constructor(
    private readonly events: InquiryEvents,
    private readonly by: Actor,
  ) {}

  async after(id: number): Promise<FollowedPage> {
    const { events, upTo, isWhole } = await this.events.ofActor(id, pageSize, this.by);
    return {
      events: events.map(({ event, position }) => ({ id: position, event })),
      upTo,
      isWhole,
      isOver: false,
    };
  }

  told({ event, position, audience }: ToldEvent): FollowedEvent | undefined {
    return mayFollow(this.by, audience) ? { id: position, event, isLast: false } : undefined;
  }
}
