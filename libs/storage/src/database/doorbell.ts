import type { Database } from './database.js';
import { ListenConnection } from './listen-connection.js';
import type { StorageLog } from '../storage-log.js';

/** NOTIFY channels. A payload is an inquiry's id or nothing: whoever is woken reads the rows. */
export const channels = ['dianda_due', 'dianda_directory', 'dianda_inquiry'] as const;
export type Channel = (typeof channels)[number];

/**
 * Wakes other processes by NOTIFY after a commit, and is woken. A wake may be lost with its process or its connection;
 * everybody who listens also looks by himself from time to time.
 */
export class Doorbell {
  private pending = new Map<Channel, Set<string>>();
  private sending: Promise<void> | undefined;
  private readonly connection: ListenConnection;

  constructor(
    private readonly database: Database,
    url: string,
    applicationName: string,
    private readonly log: StorageLog,
  ) {
    this.connection = new ListenConnection(url, `${applicationName}-listen`, log);
  }

  /**
   * Call after the commit. Wakes that pile up while one statement is under way go with the next: NOTIFY inside each
   * settle's transaction would make commits wait for each other.
   */
  wake(channel: Channel, payload = ''): void {
    const payloads = this.pending.get(channel) ?? new Set();
    this.pending.set(channel, payloads.add(payload));
    this.sending ??= this.send().finally(() => (this.sending = undefined));
  }

  /** Calls back after each wake, coalesced, and whenever wakes may have been missed. Resolves once it listens. */
  async on(channel: Channel, listener: () => void): Promise<() => Promise<void>> {
    return this.connection.on(channel, listener);
  }

  async close(): Promise<void> {
    await this.sending;
    await this.connection.close();
  }

  private async send(): Promise<void> {
    // One turn of the loop collects what a burst of commits leaves.
    await new Promise(setImmediate);
    while (this.pending.size > 0) {
      const wakes = [...this.pending].flatMap(([channel, payloads]) =>
        [...payloads].map((payload) => ({ channel, payload })),
      );
      this.pending = new Map();
      try {
        await this.database.rows(
          'SELECT pg_notify(wake.channel, wake.payload) FROM jsonb_to_recordset($1) AS wake(channel text, payload text)',
          [JSON.stringify(wakes)],
        );
      } catch (error) {
        // The change is committed; those asleep find it on their next look.
        this.log.warn('a wake to other processes was lost', { error });
      }
    }
  }
}
