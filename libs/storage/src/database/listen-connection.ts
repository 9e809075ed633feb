import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { databaseError } from './database-errors.js';
import type { StorageLog } from '../storage-log.js';

const firstReconnectMs = 100;
const longestReconnectMs = 5_000;
/** How long the kernel waits before it asks whether a silent server still lives. */
const keepAliveAfterMs = 10_000;

/**
 * The process's one LISTEN connection, opened by the first listener. It comes back by itself; after each return every
 * listener is called once, since notifications sent meanwhile are gone.
 */
export class ListenConnection {
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly ringing = new Set<() => void>();
  private client: Promise<pg.Client> | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly url: string,
    private readonly applicationName: string,
    private readonly log: StorageLog,
  ) {}

  /** Resolves once the channel is listened to; the answer ends it. */
  async on(channel: string, listener: () => void): Promise<() => Promise<void>> {
    const listeners = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, listeners.add(listener));
    const opening = (this.client ??= this.open());
    try {
      const client = await opening;
      await client.query(`LISTEN ${channel}`);
    } catch (error) {
      listeners.delete(listener);
      if (this.client === opening) this.client = undefined;
      throw databaseError(error);
    }
    return () => {
      // The channel itself stays listened to: another listener may be there, and an unheard wake costs nothing.
      listeners.delete(listener);
      return Promise.resolve();
    };
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.listeners.clear();
    const client = await this.client?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  private async open(): Promise<pg.Client> {
    const client = await this.connect();
    this.replaceWhenLost(client);
    return client;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: this.applicationName,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveAfterMs,
      connectionTimeoutMillis: longestReconnectMs,
    });
    client.on('notification', ({ channel }) => {
      this.ring(channel);
    });
    // Without a handler a lost connection would end the process; 'end' follows and does the work.
    client.on('error', (error) => {
      this.log.warn('the listening database connection was lost', { error: databaseError(error) });
    });
    await client.connect();
    return client;
  }

  private replaceWhenLost(client: pg.Client): void {
    client.once('end', () => {
      if (!this.closing.signal.aborted) this.client = this.reconnect();
    });
  }

  private async reconnect(): Promise<pg.Client> {
    for (let waitMs = firstReconnectMs; ; waitMs = Math.min(waitMs * 2, longestReconnectMs)) {
      await delay(waitMs, undefined, { signal: this.closing.signal });
      try {
        const client = await this.connect();
        for (const channel of this.listeners.keys()) await client.query(`LISTEN ${channel}`);
        for (const channel of this.listeners.keys()) this.ring(channel);
        this.replaceWhenLost(client);
        return client;
      } catch {
        // The server is still away; the next turn waits longer.
      }
    }
  }

  /** Coalesces: however many notifications one turn of the loop brings, each listener is called once. */
  private ring(channel: string): void {
    for (const listener of this.listeners.get(channel) ?? []) {
      if (this.ringing.has(listener)) continue;
      this.ringing.add(listener);
      setImmediate(() => {
        this.ringing.delete(listener);
        // It may have stopped since.
        if (this.listeners.get(channel)?.has(listener) === true) listener();
      });
    }
  }
}
