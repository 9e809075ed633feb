import { msBetween, type Actor, type Clock, type Instant, type ToldEvent } from '@dianda/inquiry';
import { Readable } from 'node:stream';
import type { StreamEnd } from './event.body.js';
import type { Followed, IdentifiedEvent } from './followed.js';
import { endText, eventText, heartbeatText, openedText, openingText } from './server-sent-events.js';

/** Text kept for a reader that does not read; beyond it nothing more is read for it. */
const MOST_BUFFERED_BYTES = 16 * 1024;
/** Events that come together go in one write, up to so many bytes. */
const WRITE_BYTES = 8 * 1024;
/** A reader that takes nothing for so long is dropped; it comes back with its Last-Event-ID if it lives. */
export const LONGEST_BLOCKED_MS = 60_000;

/** Who reads a stream, until when, and from where on. */
export interface Reading {
  readonly by: Actor;
  /** When the access token ends. */
  readonly until: Instant;
  readonly followed: Followed;
  /** The id of the last event that the reader has. */
  readonly after: number;
}

type ReaderState =
  /** Reads the database. */
  | { readonly kind: 'catching_up' }
  /** Has everything, and takes what the hub tells all readers. */
  | { readonly kind: 'live' }
  /** Its buffer is full: nothing is read for it until it reads. */
  | { readonly kind: 'blocked'; readonly since: Instant }
  /** Nothing more comes; it has yet to take the rest. */
  | { readonly kind: 'finished'; readonly since: Instant };

/** One reader's stream: a bounded buffer, and where it stands. */
export class EventReader extends Readable {
  private state: ReaderState = { kind: 'catching_up' };
  /** The id up to which the reader was given everything. */
  private position: number;
  private unsent = '';
  private isReadingOn = false;
  private mustReadOn = false;

  constructor(
    private readonly reading: Reading,
    private readonly clock: Clock,
  ) {
    super({ highWaterMark: MOST_BUFFERED_BYTES });
    this.position = reading.after;
    this.push(openingText());
    if (this.inquiryId === undefined) this.push(openedText(reading.after));
    void this.catchUp();
  }

  get by(): Actor {
    return this.reading.by;
  }

  get inquiryId(): Followed['inquiryId'] {
    return this.reading.followed.inquiryId;
  }

  /** Events of the line, in order; the hub tells every reader each of them once. */
  tell(events: readonly ToldEvent[]): void {
    // What it is told while it reads the database is there to be read.
    this.mustReadOn = true;
    for (const each of events) {
      if (this.state.kind !== 'live') return;
      const told = this.reading.followed.told(each);
      if (told === 'hidden') this.finish('ACCESS_ENDED');
      else if (told !== undefined) {
        this.offer(told);
        if (told.isLast) this.finish('INQUIRY_OVER');
        // Never back: the reader may have read beyond what the hub comes to tell.
      } else if (this.inquiryId === undefined) this.position = Math.max(this.position, each.position);
    }
    this.flush();
  }

  /** A comment on the wire; ends the reader whose token has ended, drops the one that has stopped reading. */
  beat(): void {
    switch (this.state.kind) {
      case 'blocked':
      case 'finished':
        if (msBetween(this.state.since, this.clock.now()) > LONGEST_BLOCKED_MS) this.destroy();
        return;
      case 'live':
        if (this.endsWithToken()) return;
        this.send(heartbeatText(this.inquiryId === undefined ? this.position : undefined));
        this.flush();
        return;
      case 'catching_up':
        return;
      default:
        this.state satisfies never;
    }
  }

  /** Ends the stream in good order, after what it was given before. */
  finish(reason: StreamEnd): void {
    if (this.state.kind === 'finished' || this.destroyed) return;
    this.push(this.unsent + endText(reason));
    this.push(null);
    this.state = { kind: 'finished', since: this.clock.now() };
  }

  override _read(): void {
    if (this.state.kind !== 'blocked') return;
    this.state = { kind: 'catching_up' };
    void this.catchUp();
  }

  /** Reads the database until there is nothing more to read, or the reader takes no more. */
  private async catchUp(): Promise<void> {
    this.mustReadOn = true;
    if (this.isReadingOn) return;
    this.isReadingOn = true;
    try {
      while (this.hasToReadOn()) await this.readOn();
    } catch {
      this.finish('STORAGE_UNAVAILABLE');
    } finally {
      this.isReadingOn = false;
    }
  }

  private async readOn(): Promise<void> {
    this.mustReadOn = false;
    const page = await this.reading.followed.after(this.position);
    if (page === undefined) {
      this.finish('ACCESS_ENDED');
      return;
    }
    for (const each of page.events) {
      if (!this.isCatchingUp()) return;
      this.offer(each);
    }
    this.flush();
    if (!this.isCatchingUp()) return;
    this.position = Math.max(this.position, page.upTo);
    if (page.isOver) this.finish('INQUIRY_OVER');
    else if (!page.isWhole) this.mustReadOn = true;
    else if (!this.hasToReadOn()) this.state = { kind: 'live' };
  }

  private hasToReadOn(): boolean {
    return this.mustReadOn && this.isCatchingUp() && !this.destroyed;
  }

  private isCatchingUp(): boolean {
    return this.state.kind === 'catching_up';
  }

  private offer({ id, event }: IdentifiedEvent): void {
    // Told by the hub after the database had shown it.
    if (id <= this.position || this.endsWithToken()) return;
    this.position = id;
    this.send(eventText(id, event));
  }

  private send(text: string): void {
    this.unsent += text;
    if (this.unsent.length >= WRITE_BYTES) this.flush();
  }

  private flush(): void {
    const text = this.unsent;
    this.unsent = '';
    if (text === '' || this.destroyed || this.state.kind === 'finished') return;
    if (!this.push(text)) this.state = { kind: 'blocked', since: this.clock.now() };
  }

  private endsWithToken(): boolean {
    if (this.clock.now() < this.reading.until) return false;
    this.finish('TOKEN_EXPIRED');
    return true;
  }
}
