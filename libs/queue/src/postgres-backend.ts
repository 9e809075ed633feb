import {
  createPostgresBackend,
  DEFAULT_SCHEMA,
  isPgPool,
  runMigrations,
  withBackend,
  type PgPool,
} from 'bullmq';
import pg from 'pg';

/** Queue and Worker classes bound to PostgreSQL without a process-wide default. */
export const postgresClasses = withBackend(createPostgresBackend);

/** How full the pool of connections is. */
export interface QueuePool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/**
 * One pool for all queues and workers of a process. Each worker keeps one connection for LISTEN, so `size` must exceed
 * the number of agencies; a smaller pool starves in silence.
 */
export function queuePool(
  connectionString: string,
  size: number,
): { readonly pool: PgPool; readonly fill: QueuePool } {
  const made = new pg.Pool({
    connectionString,
    max: size,
    keepAlive: true,
    application_name: 'dianda-queue',
    options: `-c search_path=${DEFAULT_SCHEMA}`,
  });
  // Each queue and worker listens to its pool's errors.
  made.setMaxListeners(0);
  const pool: unknown = made;
  // BullMQ describes pg's pool by a structure of its own, which only its guard can vouch for.
  if (!isPgPool(pool)) throw new TypeError('pg made no pool that BullMQ knows');
  return { pool, fill: made };
}

/** Brings BullMQ's own tables up to date; run by whoever owns the schema, safe to repeat and to run at once. */
export async function migrateQueueSchema(pool: PgPool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, DEFAULT_SCHEMA);
  } finally {
    client.release();
  }
}
