import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { LegFact, StorageMeter } from '../storage-meter.js';
import { databaseError, mayRunAgain } from './database-errors.js';

/** What statements run on: the pool, or one transaction. */
export interface Statements {
  /** The rows of one statement. The caller names their shape, as a select list does. */
  rows<Row>(statement: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
}

/** The statements of one transaction. */
export interface Transaction extends Statements {
  /** Hands a fact to whoever measures, once the transaction has committed. */
  readonly tell: (fact: LegFact) => void;
}

/** How often a transaction that lost to another (deadlock, serialization) is run again. */
const mostRuns = 4;

/** Statements and transactions on Dianda's database; every error leaves as a DiandaError without values in it. */
export class Database implements Statements {
  constructor(
    private readonly source: DataSource,
    private readonly meter: StorageMeter,
  ) {}

  async rows<Row>(statement: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    const runner = this.source.createQueryRunner();
    try {
      return await rowsOf<Row>(runner, statement, parameters);
    } catch (error) {
      throw databaseError(error);
    } finally {
      await runner.release();
    }
  }

  /**
   * Runs the work in one transaction (READ COMMITTED). It may run again from the start after a deadlock, so it changes
   * nothing outside of the database.
   */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    for (let run = 1; ; run++) {
      try {
        return await this.runOnce(work);
      } catch (error) {
        if (run === mostRuns || !mayRunAgain(error)) throw databaseError(error);
      }
    }
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }

  private async runOnce<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    const facts: LegFact[] = [];
    try {
      await runner.startTransaction();
      const result = await work({
        rows: <Row>(statement: string, parameters: readonly unknown[] = []) =>
          rowsOf<Row>(runner, statement, parameters),
        tell: (fact) => facts.push(fact),
      });
      await runner.commitTransaction();
      if (facts.length > 0) this.meter.committed(facts);
      return result;
    } catch (error) {
      // A rollback over a lost connection fails as well; the first error is the one that tells.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/**
 * Runs the statement on the driver's own connection, prepared under a name: planning a join of ten tables costs more
 * than running it. The texts are our constants, so a connection keeps some dozens of them.
 */
async function rowsOf<Row>(
  runner: QueryRunner,
  statement: string,
  parameters: readonly unknown[],
): Promise<readonly Row[]> {
  const connection: unknown = await runner.connect();
  // TypeORM leaves the type of its driver's connection open; ours is pg's. That the rows of a select list fit `Row` is
  // what the medium tests of each store show.
  const { rows } = await (connection as pg.ClientBase).query({
    name: nameOf(statement),
    text: statement,
    values: [...parameters],
  });
  return rows as readonly Row[];
}

const names = new Map<string, string>();

/** PostgreSQL keeps 63 bytes of a name, and pg refuses one name for two texts. */
function nameOf(statement: string): string {
  const known = names.get(statement);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(statement).digest('base64url');
  names.set(statement, name);
  return name;
}
