import { DiandaError, LegQueue, type AgencyCode, type LegId, type Ring } from '@dianda/inquiry';
import { createRedisBackend, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { migrateQueueSchema, postgresClasses, queuePool, type QueuePool } from './postgres-backend.js';
import { jobOf, legIdOfJob, queueNameOf, type RingJob } from './ring-job.js';

/** Where the doorbell hangs. The same code runs on both. */
export type LegQueueBackend =
  | { readonly kind: 'postgres'; readonly url: string; readonly poolSize: number }
  | { readonly kind: 'redis'; readonly url: string };

/** Called for each ring; what it throws ends that ring only, the leg's row brings the leg back. */
export type RingHandler = (legId: LegId, traceParent: string | undefined) => Promise<void>;

export interface LegWorker {
  setConcurrency(concurrency: number): void;
  /** Stops taking rings and waits for the handlers that run. */
  close(): Promise<void>;
}

interface Job {
  readonly data: RingJob;
}
interface BoundQueue {
  addBulk(jobs: { name: string; data: RingJob; opts: object }[]): Promise<unknown>;
  getJobCounts(...states: ('waiting' | 'active')[]): Promise<Record<string, number>>;
  obliterate(options: { force: boolean }): Promise<unknown>;
  close(): Promise<void>;
}
interface BoundWorker {
  concurrency: number;
  close(): Promise<void>;
  waitUntilReady(): Promise<unknown>;
}
interface Binding {
  /** On PostgreSQL alone. */
  readonly pool?: QueuePool;
  /** More would starve in silence: each keeps a connection. */
  readonly mostWorkers: number;
  queue(name: string): BoundQueue;
  worker(name: string, handle: (job: Job) => Promise<void>, concurrency: number): BoundWorker;
  close(): Promise<void>;
}

/** BullMQ behind the core's port: one queue an agency, one shared connection set a process. */
export class BullLegQueue extends LegQueue {
  private readonly queues = new Map<AgencyCode, BoundQueue>();
  private readonly workers = new Set<BoundWorker>();

  private constructor(private readonly binding: Binding) {
    super();
  }

  /** Connects; on PostgreSQL it brings BullMQ's tables up to date first. `onError` hears of lost connections. */
  static async connect(backend: LegQueueBackend, onError: (error: Error) => void): Promise<BullLegQueue> {
    return new BullLegQueue(
      backend.kind === 'postgres'
        ? await bindPostgres(backend.url, backend.poolSize, onError)
        : await bindRedis(backend.url, onError),
    );
  }

  /** The pool of connections that all queues and workers of this process share; Redis has none. */
  get pool(): QueuePool | undefined {
    return this.binding.pool;
  }

  override async ring(rings: readonly Ring[]): Promise<void> {
    const byAgency = Map.groupBy(rings, (each) => each.agencyCode);
    for (const [agency, its] of byAgency) await this.queueOf(agency).addBulk(its.map(jobOf));
  }

  /**
   * Starts answering an agency's rings, at most `concurrency` at once in this process. Throws UNEXPECTED, origin dianda,
   * when the pool has no room for another worker.
   */
  async answer(agency: AgencyCode, concurrency: number, handler: RingHandler): Promise<LegWorker> {
    if (this.workers.size >= this.binding.mostWorkers) {
      const detail = `the queue's pool has room for ${this.binding.mostWorkers} agencies: raise QUEUE_POOL_SIZE`;
      throw DiandaError.internal('UNEXPECTED', { origin: 'dianda', detail });
    }
    const worker = this.binding.worker(
      queueNameOf(agency),
      (job) => handler(legIdOfJob(job.data), job.data.traceParent),
      concurrency,
    );
    this.workers.add(worker);
    await worker.waitUntilReady();
    return {
      setConcurrency: (wanted) => {
        worker.concurrency = wanted;
      },
      close: async () => {
        this.workers.delete(worker);
        await worker.close();
      },
    };
  }

  /** Rings that nobody has answered yet, and handlers that run, at one agency. */
  async depth(agency: AgencyCode): Promise<{ readonly waiting: number; readonly active: number }> {
    const counts = await this.queueOf(agency).getJobCounts('waiting', 'active');
    return { waiting: counts['waiting'] ?? 0, active: counts['active'] ?? 0 };
  }

  /** Forgets every ring of an agency; time is lost, no fact is (promise 1). */
  async silence(agency: AgencyCode): Promise<void> {
    await this.queueOf(agency).obliterate({ force: true });
  }

  async close(): Promise<void> {
    await Promise.all([...this.workers].map((each) => each.close()));
    await Promise.all([...this.queues.values()].map((each) => each.close()));
    await this.binding.close();
  }

  private queueOf(agency: AgencyCode): BoundQueue {
    const known = this.queues.get(agency);
    if (known !== undefined) return known;
    const queue = this.binding.queue(queueNameOf(agency));
    this.queues.set(agency, queue);
    return queue;
  }
}

async function bindPostgres(
  url: string,
  poolSize: number,
  onError: (error: Error) => void,
): Promise<Binding> {
  const { pool, fill } = queuePool(url, poolSize);
  pool.on('error', onError);
  await migrateQueueSchema(pool);
  return {
    // Two connections stay for rings and for what the handlers of all workers do with their jobs.
    pool: fill,
    mostWorkers: poolSize - 2,
    queue: (name) => {
      const queue = new postgresClasses.Queue<RingJob>(name, { connection: pool });
      queue.on('error', onError);
      return queue;
    },
    worker: (name, handle, concurrency) => {
      const worker = new postgresClasses.Worker<RingJob, void>(name, handle, {
        connection: pool,
        concurrency,
      });
      worker.on('error', onError);
      return worker;
    },
    close: () => pool.end(),
  };
}

const redisClasses = withBackend(createRedisBackend);

async function bindRedis(url: string, onError: (error: Error) => void): Promise<Binding> {
  // A producer fails fast: a ring that cannot sound now is rung again by the feed. A worker waits for Redis to return.
  const producer = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: true });
  const consumer = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  for (const connection of [producer, consumer]) connection.on('error', onError);
  await Promise.all([producer.connect(), consumer.connect()]);
  return {
    mostWorkers: Infinity,
    queue: (name) => {
      const queue = new redisClasses.Queue<RingJob>(name, { connection: producer });
      queue.on('error', onError);
      return queue;
    },
    worker: (name, handle, concurrency) => {
      const worker = new redisClasses.Worker<RingJob, void>(name, handle, {
        connection: consumer,
        concurrency,
      });
      worker.on('error', onError);
      return worker;
    },
    close: async () => {
      producer.disconnect();
      consumer.disconnect();
      await Promise.resolve();
    },
  };
}
