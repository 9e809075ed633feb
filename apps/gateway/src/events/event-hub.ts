import type { OnModuleDestroy } from '@nestjs/common';
import { DiandaError, mayFollow, type Actor, type Clock, type InquiryEvents } from '@dianda/inquiry';
import { startRepeating, type Logger } from '@dianda/service-kit';
import { once } from 'node:events';
import { EventReader, type Reading } from './event-reader.js';

/** How many streams may be open at once in this process. */
export interface StreamLimits {
  readonly perAccount: number;
  readonly perProcess: number;
}

/** Events read from the line in one go, for all readers. */
const batchSize = 500;
/** Wakes may be lost; so often the line is looked at without one. */
const lookEveryMs = 2_000;
/** Below the minute after which proxies close what is silent. */
const heartbeatEveryMs = 15_000;
/** How long readers have to take their last words when the process stops. */
const farewellMs = 1_000;
const comeBackMs = 5_000;

/** All streams of this process: one look at the line for all of them, whenever something happened. */
export class EventHub implements OnModuleDestroy {
  private readonly readers = new Set<EventReader>();
  private starting: Promise<void> | undefined;
  private isClosed = false;
  private position = 0;
  private readonly toStop: (() => Promise<void>)[] = [];

  constructor(
    private readonly events: InquiryEvents,
    private readonly clock: Clock,
    private readonly limits: StreamLimits,
    private readonly log: Logger,
  ) {}

  /**
   * Opens a stream. Throws TOO_MANY_STREAMS for the account, STREAMS_FULL for the process, SHUTTING_DOWN, and
   * STORAGE_UNAVAILABLE when the line cannot be followed.
   */
  async open(reading: Reading): Promise<EventReader> {
    await this.started();
    this.requireRoomFor(reading.by);
    const reader = new EventReader(reading, this.clock);
    this.readers.add(reader);
    reader.once('close', () => this.readers.delete(reader));
    return reader;
  }

  /** How many streams are open. */
  get size(): number {
    return this.readers.size;
  }

  /** What is kept for readers that have yet to take it. */
  get bufferedBytes(): number {
    return [...this.readers].reduce((sum, reader) => sum + reader.readableLength, 0);
  }

  /** Tells all readers what came onto the line since the last look. */
  async look(): Promise<void> {
    for (;;) {
      const batch = await this.events.onLine(this.position, batchSize);
      const last = batch.at(-1);
      if (last === undefined) return;
      await this.endWithoutAccount();
      for (const reader of this.readers) reader.tell(batch);
      this.position = last.position;
      if (batch.length < batchSize) return;
    }
  }

  /** Heartbeats, and the end of those whose access is gone though nothing happens. */
  async beat(): Promise<void> {
    await this.endWithoutAccount();
    await this.endOutsideAudience();
    for (const reader of this.readers) reader.beat();
  }

  async onModuleDestroy(): Promise<void> {
    this.isClosed = true;
    await this.starting?.catch(() => undefined);
    for (const stop of this.toStop.splice(0)) await stop();
    for (const reader of this.readers) reader.finish('SHUTTING_DOWN');
    const signal = AbortSignal.timeout(farewellMs);
    await Promise.all(
      [...this.readers].map((reader) => once(reader, 'close', { signal }).catch(() => reader.destroy())),
    );
  }

  private started(): Promise<void> {
    this.starting ??= this.start().catch((error: unknown) => {
      this.starting = undefined;
      throw error;
    });
    return this.starting;
  }

  private async start(): Promise<void> {
    this.position = await this.events.newestPosition();
    const { log } = this;
    const looks = startRepeating({ name: 'events', everyMs: lookEveryMs, run: () => this.look(), log });
    const stopListening = await this.events.onChange(looks.nudge).catch(async (error: unknown) => {
      await looks.stop();
      throw error;
    });
    const beats = startRepeating({
      name: 'heartbeats',
      everyMs: heartbeatEveryMs,
      run: () => this.beat(),
      log,
    });
    this.toStop.push(stopListening, looks.stop, beats.stop);
  }

  private requireRoomFor(by: Actor): void {
    if (this.isClosed) throw DiandaError.unavailable('SHUTTING_DOWN', { origin: 'dianda' });
    if (this.readers.size >= this.limits.perProcess) {
      throw DiandaError.unavailable('STREAMS_FULL', { origin: 'dianda', retryAfterMs: comeBackMs });
    }
    const own = [...this.readers].filter((reader) => reader.by.accountId === by.accountId).length;
    if (own >= this.limits.perAccount) {
      throw DiandaError.exhausted('TOO_MANY_STREAMS', { retryAfterMs: comeBackMs });
    }
  }

  private async endWithoutAccount(): Promise<void> {
    const readers = [...this.readers];
    if (readers.length === 0) return;
    const inForce = new Set(await this.events.inForceAmong(readers.map(({ by }) => by)));
    for (const reader of readers) if (!inForce.has(reader.by)) reader.finish('ACCESS_ENDED');
  }

  private async endOutsideAudience(): Promise<void> {
    const readers = [...this.readers].flatMap((reader) =>
      reader.inquiryId === undefined ? [] : [{ reader, inquiryId: reader.inquiryId }],
    );
    if (readers.length === 0) return;
    const audiences = await this.events.audiences([...new Set(readers.map(({ inquiryId }) => inquiryId))]);
    for (const { reader, inquiryId } of readers) {
      const audience = audiences.get(inquiryId);
      if (audience === undefined || !mayFollow(reader.by, audience)) reader.finish('ACCESS_ENDED');
    }
  }
}
