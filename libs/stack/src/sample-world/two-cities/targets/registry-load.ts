import pg from 'pg';
import type { WorldAgency } from '../agencies.js';
import type { RegistryEntry } from '../registries/shelf.js';
import type { RegistryTable } from '../registries/tables.js';
import { copyText } from './copy-text.js';
import { LineBuffer } from './line-buffer.js';
import { copyLine } from './row-text.js';

/** What one table collects before it is sent: little enough for all tables of twelve registries in 300 MiB. */
const bufferBytes = 128 * 1024;

/** One registry while it is loaded: one transaction, many rows sent at once, one batch under way at a time. */
export class RegistryLoad {
  private readonly waiting: ReadonlyMap<RegistryTable, LineBuffer>;
  private underWay: Promise<void> = Promise.resolve();

  private constructor(
    private readonly agency: WorldAgency,
    private readonly client: pg.Client,
  ) {
    this.waiting = new Map(agency.tables.map((table) => [table, new LineBuffer(bufferBytes)]));
  }

  /** Throws for a registry that holds rows already, or lacks a table. */
  static async begin(agency: WorldAgency, url: string): Promise<RegistryLoad> {
    const client = new pg.Client({ connectionString: url, application_name: 'dianda-sample-world' });
    // A connection that is cut fails the statement under way; without a listener it would end the process, too.
    client.on('error', () => undefined);
    await client.connect();
    const load = new RegistryLoad(agency, client);
    try {
      await client.query('BEGIN');
      await load.requireEmpty();
      return load;
    } catch (error) {
      await load.abandon();
      throw error;
    }
  }

  /** Answers a promise when it is to be waited for. Throws TypeError for a table that is not the agency's. */
  put(entry: RegistryEntry): Promise<void> | undefined {
    const lines = this.waiting.get(entry.table);
    if (lines === undefined) throw new TypeError(`${entry.table.name} is no table of ${this.agency.slug}`);
    const line = copyLine(entry);
    return lines.add(line) ? undefined : this.sendAndAdd(entry.table, lines, line);
  }

  /** Sends what waits, and makes the whole registry visible. Answers its size in bytes. */
  async commit(): Promise<number> {
    await this.send(undefined);
    await this.underWay;
    await this.client.query('COMMIT');
    await this.client.query('ANALYZE');
    const { rows } = await this.client.query<{ bytes: string }>(
      'SELECT pg_database_size(current_database()) AS bytes',
    );
    await this.client.end();
    return Number(rows[0]?.bytes ?? 0);
  }

  /** Leaves the registry as it was. */
  async abandon(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  private async sendAndAdd(table: RegistryTable, lines: LineBuffer, line: string): Promise<void> {
    await this.send(table);
    lines.add(line);
  }

  /**
   * Sends what this table has and before it what the tables have that it may point at. Waits for the batch before this
   * one, so that making rows and writing them go on side by side.
   */
  private async send(last: RegistryTable | undefined): Promise<void> {
    const { tables } = this.agency;
    const ready = last === undefined ? tables : tables.slice(0, tables.indexOf(last) + 1);
    const batch = ready.map((table) => ({ table, rows: this.waiting.get(table)?.take() }));
    const before = this.underWay;
    this.underWay = before.then(async () => {
      for (const { table, rows } of batch) {
        if (rows === undefined || rows.length === 0) continue;
        await copyText(this.client, `COPY ${table.name} (${table.columns.join(', ')}) FROM STDIN`, rows);
      }
    });
    // Whoever waits for it next learns of a failure; until then it must not count as unhandled.
    this.underWay.catch(() => undefined);
    await before;
  }

  private async requireEmpty(): Promise<void> {
    for (const { name } of this.agency.tables) {
      const { rowCount } = await this.client.query(`SELECT FROM ${name} LIMIT 1`);
      if (rowCount !== 0)
        throw new Error(
          `the registry of ${this.agency.slug} already holds rows (${name}); load an empty one`,
        );
    }
  }
}
