import type { CaseId, InquiryId } from '../model/ids.js';
import type { Audience, InquiryEvent } from '../model/inquiry-event.js';
import type { Actor } from './actor.js';

/** An event on the line: the one order of the events of all inquiries. */
export interface PlacedEvent {
  readonly event: InquiryEvent;
  /** Grows along the line, not always by one; an inquiry's events stand in the order of their numbers. */
  readonly position: number;
}

/** An event as all who may follow it are told of it. */
export interface ToldEvent extends PlacedEvent {
  readonly audience: Audience;
  /** The inquiry is over and nothing followed this event when it was read. */
  readonly isLast: boolean;
}

export interface InquiryEventPage {
  readonly caseId: CaseId;
  readonly events: readonly InquiryEvent[];
  /** The number of the inquiry's newest event. */
  readonly newest: number;
  /** Whether the inquiry is completed or cancelled: what still comes is a late answer. */
  readonly isOver: boolean;
}

export interface ActorEventPage {
  readonly events: readonly PlacedEvent[];
  /** Everything up to here was looked at; go on from here. */
  readonly upTo: number;
  /** Whether the end of the line was reached. */
  readonly isWhole: boolean;
}

/**
 * The events of inquiries, in two orders that both survive a reconnect. Within an inquiry they are numbered under its
 * row's lock. Across inquiries they stand on a line: positions are given to committed events only, by one placer at a
 * time, so that whoever has read up to a position has missed nothing below it (a sequence would number events in the
 * order in which transactions begin to write, and lose those that commit late).
 */
export abstract class InquiryEvents {
  /** At most `limit` events of an inquiry after that number; undefined where `InquiryStore.view` would be. */
  abstract ofInquiry(
    id: InquiryId,
    afterNumber: number,
    limit: number,
    by: Actor,
  ): Promise<InquiryEventPage | undefined>;
  /** At most `limit` events after that position, of the inquiries that the actor sees now. */
  abstract ofActor(afterPosition: number, limit: number, by: Actor): Promise<ActorEventPage>;
  /** Places what is committed and answers the last position; 0 on an empty line. */
  abstract newestPosition(): Promise<number>;
  /** Places what is committed and answers at most `limit` events after that position, for all who follow at once. */
  abstract onLine(afterPosition: number, limit: number): Promise<readonly ToldEvent[]>;
  /** Who may follow these inquiries now. */
  abstract audiences(ids: readonly InquiryId[]): Promise<ReadonlyMap<InquiryId, Audience>>;
  /**
   * Those of the actors whose account is still there, enabled and the same, and who may still read inquiries: asked
   * while streams are open.
   */
  abstract inForceAmong(actors: readonly Actor[]): Promise<readonly Actor[]>;
  /** Calls back (coalesced) when something may have happened to an inquiry. */
  abstract onChange(listener: () => void): Promise<() => Promise<void>>;
}
