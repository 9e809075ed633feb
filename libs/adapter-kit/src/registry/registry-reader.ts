import type { PoolClient } from 'pg';
import type { Instant, MissingPart, MissingPartCode, MissingReason } from '@dianda/inquiry';
import { isLayoutFault, registryFault, sqlStateOf } from './registry-errors.js';
import { RegistryRow } from './registry-row.js';
import type { SearchLimits } from './search-limits.js';

/** One statement against one table or view of the registry. */
export interface RegistryQuery {
  /** The table in the agency's own words, for errors and logs. */
  readonly table: string;
  readonly sql: string;
  readonly values: readonly (string | number | null | readonly string[])[];
}

/** Reads within one consistent snapshot of the registry. Not for use after the read that gave it has ended. */
export class RegistryReader {
  private readonly gaps = new Map<MissingPartCode, MissingPart>();

  constructor(
    private readonly client: PoolClient,
    private readonly limits: SearchLimits,
    /** The moment of the snapshot, by the registry's own clock. */
    readonly asOf: Instant,
  ) {}

  /** Throws REGISTRY_UNAVAILABLE, REGISTRY_TIMEOUT, or the reason for which the search was given up. */
  async rows(query: RegistryQuery): Promise<readonly RegistryRow[]> {
    try {
      return await this.run(query);
    } catch (error) {
      throw registryFault(error, this.limits.signal);
    }
  }

  /**
   * Reads a list that the answer can do without. When its table is missing or closed to us, it answers no rows and the
   * list becomes a gap named `part` in {@link missing}; every other failure is thrown as by {@link rows}.
   */
  async list(part: MissingPartCode, query: RegistryQuery): Promise<readonly RegistryRow[]> {
    await this.say('savepoint list');
    try {
      const rows = await this.run(query);
      await this.say('release savepoint list');
      return rows;
    } catch (error) {
      if (!isLayoutFault(error)) throw registryFault(error, this.limits.signal);
      await this.say('rollback to savepoint list');
      this.leaveOut(part, 'UNAVAILABLE', `${query.table}: SQLSTATE ${sqlStateOf(error) ?? 'none'}`);
      return [];
    }
  }

  /** Names a part that could not be searched; once, whatever else is wrong with it. `detail` has no personal data. */
  leaveOut(part: MissingPartCode, reason: MissingReason, detail: string): void {
    if (!this.gaps.has(part)) this.gaps.set(part, { part, reason, detail });
  }

  /** The parts that could not be searched so far. */
  get missing(): readonly MissingPart[] {
    return [...this.gaps.values()];
  }

  private async say(command: string): Promise<void> {
    try {
      await this.client.query(command);
    } catch (error) {
      throw registryFault(error, this.limits.signal);
    }
  }

  private async run(query: RegistryQuery): Promise<readonly RegistryRow[]> {
    this.limits.signal.throwIfAborted();
    const result = await this.client.query<Record<string, string | null>>(query.sql, [...query.values]);
    return result.rows.map((row) => new RegistryRow(query.table, row));
  }
}
