import {
  mustParse,
  parseAgencyCode,
  parseLegId,
  type AgencyCode,
  type LegId,
  type Ring,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { BullLegQueue, type LegQueueBackend } from '../src/index.js';

const postgresUrl = process.env['DIANDA_TEST_POSTGRES_URL'];
const redisUrl = process.env['DIANDA_TEST_REDIS_URL'];
if (postgresUrl === undefined) throw new Error('the test servers did not start');

const database = `queue_${randomUUID().replaceAll('-', '')}`;

async function inPostgres(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

beforeAll(() => inPostgres(`create database ${database}`));
afterAll(() => inPostgres(`drop database if exists ${database} with (force)`));

function databaseUrl(): string {
  const url = new URL(postgresUrl ?? '');
  url.pathname = `/${database}`;
  return url.href;
}

const backends: { name: string; backend: () => LegQueueBackend; present: boolean }[] = [
  {
    name: 'PostgreSQL',
    backend: () => ({ kind: 'postgres', url: databaseUrl(), poolSize: 16 }),
    present: true,
  },
  { name: 'Redis', backend: () => ({ kind: 'redis', url: redisUrl ?? '' }), present: redisUrl !== undefined },
];

function freshAgency(): AgencyCode {
  return mustParse(parseAgencyCode, `agency-${randomUUID().slice(0, 8)}`);
}

function ringsFor(agencyCode: AgencyCode, count: number): Ring[] {
  return Array.from({ length: count }, () => ({
    legId: mustParse(parseLegId, randomUUID()),
    agencyCode,
    number: 1,
  }));
}

describe.each(backends)('the leg queue on $name', ({ name, backend, present }) => {
  const run = present ? it : it.skip;
  if (!present) process.stderr.write(`skipped: the leg queue on ${name}, because no server of it is here\n`);
  const errors: Error[] = [];
  let queue: BullLegQueue;

  beforeAll(async () => {
    if (present) queue = await BullLegQueue.connect(backend(), (error) => errors.push(error));
  });
  afterAll(async () => {
    if (present) await queue.close();
    expect(errors).toEqual([]);
  });

  run('answers each ring once, with the leg id and nothing else', async () => {
    const agency = freshAgency();
    const rings = ringsFor(agency, 25);
    const heard: LegId[] = [];
    const all = Promise.withResolvers<undefined>();
    const worker = await queue.answer(agency, 4, (legId) => {
      heard.push(legId);
      if (heard.length === rings.length) all.resolve(undefined);
      return Promise.resolve();
    });
    await queue.ring(rings);
    await all.promise;
    await worker.close();
    expect(heard.toSorted()).toEqual(rings.map((each) => each.legId).toSorted());
  });

  run(
    'rings again under the next number from inside its own handler, which the same number would lose',
    async () => {
      const agency = freshAgency();
      const [first] = ringsFor(agency, 1);
      if (first === undefined) throw new Error('no ring');
      let times = 0;
      const again = Promise.withResolvers<undefined>();
      const worker = await queue.answer(agency, 1, async () => {
        times += 1;
        if (times === 1) await queue.ring([{ ...first, number: 2 }]);
        else again.resolve(undefined);
      });
      await queue.ring([first]);
      await again.promise;
      await worker.close();
      expect(times).toBe(2);
    },
  );

  run('takes the same ring twice for one', async () => {
    const agency = freshAgency();
    const [ring] = ringsFor(agency, 1);
    if (ring === undefined) throw new Error('no ring');
    await queue.ring([ring, ring]);
    await queue.ring([ring]);
    expect((await queue.depth(agency)).waiting).toBe(1);
  });

  run('never runs more handlers of an agency at once than it may', async () => {
    const agency = freshAgency();
    const rings = ringsFor(agency, 12);
    let running = 0;
    let most = 0;
    let done = 0;
    const all = Promise.withResolvers<undefined>();
    const worker = await queue.answer(agency, 3, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      done += 1;
      if (done === rings.length) all.resolve(undefined);
    });
    await queue.ring(rings);
    await all.promise;
    await worker.close();
    expect(most).toBeLessThanOrEqual(3);
  });

  run('lets one hanging agency cost another nothing', async () => {
    const [hung, well] = [freshAgency(), freshAgency()];
    const release = Promise.withResolvers<undefined>();
    const answered = Promise.withResolvers<undefined>();
    const hungWorker = await queue.answer(hung, 1, () => release.promise);
    const wellWorker = await queue.answer(well, 1, () => {
      answered.resolve(undefined);
      return Promise.resolve();
    });
    await queue.ring(ringsFor(hung, 3));
    await queue.ring(ringsFor(well, 1));
    await answered.promise;
    release.resolve(undefined);
    await Promise.all([hungWorker.close(), wellWorker.close()]);
  });

  run('goes on after a handler that throws, without trying that ring again', async () => {
    const agency = freshAgency();
    const rings = ringsFor(agency, 2);
    const heard: LegId[] = [];
    const both = Promise.withResolvers<undefined>();
    const worker = await queue.answer(agency, 1, (legId) => {
      heard.push(legId);
      if (heard.length === 2) both.resolve(undefined);
      return heard.length === 1 ? Promise.reject(new Error('defect')) : Promise.resolve();
    });
    await queue.ring(rings);
    await both.promise;
    await worker.close();
    expect(new Set(heard).size).toBe(2);
    expect(await queue.depth(agency)).toEqual({ waiting: 0, active: 0 });
  });

  run('forgets every ring when silenced, and takes the next number afterwards', async () => {
    const agency = freshAgency();
    const [ring] = ringsFor(agency, 1);
    if (ring === undefined) throw new Error('no ring');
    await queue.ring([ring]);
    await queue.silence(agency);
    expect((await queue.depth(agency)).waiting).toBe(0);
    await queue.ring([{ ...ring, number: 2 }]);
    expect((await queue.depth(agency)).waiting).toBe(1);
  });
});

describe('a pool of the queue', () => {
  it('refuses an agency too many and says what to raise, instead of starving in silence', async () => {
    const queue = await BullLegQueue.connect(
      { kind: 'postgres', url: databaseUrl(), poolSize: 4 },
      () => undefined,
    );
    const done = () => Promise.resolve();
    await queue.answer(freshAgency(), 1, done);
    await queue.answer(freshAgency(), 1, done);
    await expect(queue.answer(freshAgency(), 1, done)).rejects.toThrow('QUEUE_POOL_SIZE');
    await queue.close();
  });
});
