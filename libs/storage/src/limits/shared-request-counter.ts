import { RequestCounter, type RequestCount } from '@dianda/inquiry';
import { Redis } from 'ioredis';
import { RateLimiterPostgres, RateLimiterRedis, type RateLimiterStoreAbstract } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { databaseError } from '../database/database-errors.js';
import { schemaName } from '../schema/roles.js';
import type { StorageLog } from '../storage-log.js';

/** Whoever counts compares with limits of his own: no count is refused here. */
const points = Number.MAX_SAFE_INTEGER;
/** A window where the caller's is not known; every call names one. */
const duration = 60;
const keyPrefix = '';

/** Counts in the table `request_count`, or in Redis where one is named; in the table too while that Redis is away. */
export class SharedRequestCounter extends RequestCounter {
  private constructor(
    private readonly limiter: RateLimiterStoreAbstract,
    private readonly end: () => void,
  ) {
    super();
  }

  static onPostgres(source: DataSource): SharedRequestCounter {
    return new SharedRequestCounter(postgresLimiter(source), () => undefined);
  }

  /** Resolves once Redis is there, or has shown that it is not. */
  static async onRedis(url: string, source: DataSource, log: StorageLog): Promise<SharedRequestCounter> {
    // A request waits for no Redis that is away: it is counted in PostgreSQL instead.
    const storeClient = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    storeClient.on('error', (error: Error) => {
      log.warn('the Redis that counts requests is away, PostgreSQL counts them', { error });
    });
    await new Promise<void>((resolve) => {
      storeClient.once('ready', resolve).once('error', () => {
        resolve();
      });
    });
    const limiter = new RateLimiterRedis({
      storeClient,
      keyPrefix: 'dianda:request-count',
      points,
      duration,
      rejectIfRedisNotReady: true,
      insuranceLimiter: postgresLimiter(source),
    });
    return new SharedRequestCounter(limiter, () => {
      storeClient.disconnect();
    });
  }

  async take(key: string, windowMs: number): Promise<RequestCount> {
    try {
      const { consumedPoints, msBeforeNext } = await this.limiter.consume(key, 1, {
        customDuration: windowMs / 1000,
      });
      return { count: consumedPoints, endsInMs: msBeforeNext };
    } catch (error) {
      throw databaseError(error);
    }
  }

  async forget(key: string): Promise<void> {
    try {
      await this.limiter.delete(key);
    } catch (error) {
      throw databaseError(error);
    }
  }

  close(): void {
    this.end();
  }
}

function postgresLimiter(source: DataSource): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: source,
    storeType: 'typeorm',
    schemaName,
    tableName: 'request_count',
    tableCreated: true,
    keyPrefix,
    points,
    duration,
  });
}
