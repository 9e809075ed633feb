import { mustParse, parseAgencyCode, type AdapterAnswer, type Identity } from '@dianda/inquiry';
import { joinPages, type AdapterServiceClient, type InquireReply } from '@dianda/wire';
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { TestCourt } from '../../adapter-kit/test/test-court.js';
import { makeJournalDatabase, type TestDatabase } from '../../adapter-kit/test/test-databases.js';
import { adapterEnvironment } from '../src/constellation/app-environments.js';
import { startPostgresCluster, type PostgresCluster } from '../src/postgres-cluster.js';
import { AppProcess } from '../src/processes/app-process.js';
import { worldAgencies, type WorldAgency } from '../src/sample-world/two-cities/agencies.js';
import type { AnswerExpected, Edge } from '../src/sample-world/two-cities/planted/planted-row.js';
import { loadRegistries } from '../src/sample-world/two-cities/targets/load-registries.js';
import { makeReaders, makeRegistries } from '../src/sample-world/two-cities/targets/make-registries.js';
import { generateWorld } from '../src/sample-world/two-cities/world.js';
import { freePort } from '../src/servers/free-port.js';
import { makeEphemeralFolder } from '../src/servers/server-folder.js';
import { smallWorld } from './world-rows.js';

/** A cluster, twelve registries and twelve adapters have to come up, on whatever machine this is. */
jest.setTimeout(240_000);

const world = generateWorld(smallWorld);

interface Question {
  readonly edge: Edge;
  readonly note: string;
  readonly subject: Identity;
  readonly expected: AnswerExpected;
}

/** Every answer that the planted rows promise; what they promise of orders is held in plant.spec. */
const questions: readonly Question[] = world.plantedRows.flatMap(({ edge, note, subject, expected }) =>
  expected.flatMap((each) => (each.kind === 'answer' ? [{ edge, note, subject, expected: each }] : [])),
);

/** The edge rows of standards.md 6.3 about which an agency can be asked, in its order; the rest is the court's. */
const edgesOfTheStandard: readonly Edge[] = [
  'same_name_other_id',
  'fifteen_digits_only',
  'rare_han',
  'dotted_name',
  'full_width_space',
  'renamed_person',
  'renamed_company',
  'dead_person',
  'title_without_unit_number',
  'queued_seizure',
  'mortgage_in_wan',
  'foreign_currency',
  'co_debtors',
  'two_courts',
  'moved_case',
  'organisation_code_check_0',
  'credential_expired_yesterday',
];

describe('a sample world, asked through its agencies’ own adapters', () => {
  let folder: string;
  let cluster: PostgresCluster;
  let court: TestCourt;
  const adapters = new Map<string, { readonly app: AppProcess; readonly client: AdapterServiceClient }>();
  const journals: TestDatabase[] = [];

  beforeAll(async () => {
    folder = await makeEphemeralFolder('dianda-world-walk-');
    mkdirSync(join(folder, 'logs'));
    court = await TestCourt.open();
    cluster = await startPostgresCluster({
      folder: join(folder, 'registries'),
      ephemeral: true,
      maxConnections: 200,
    });
    const registries = await makeRegistries(cluster.superuserUrl(), world.agencies, process.cwd());
    await loadRegistries(world, registries);
    const readers = await makeReaders(registries, (slug) => `${slug} reads`);
    await Promise.all(world.agencies.map((agency) => startAdapter(agency, readers.get(agency.slug) ?? '')));
  });

  afterAll(async () => {
    await Promise.all([...adapters.values()].map(({ app }) => app.stop()));
    court.close();
    await Promise.all([cluster.stop(), ...journals.map((journal) => journal.drop())]);
    await rm(folder, { recursive: true, force: true });
  });

  async function startAdapter(agency: WorldAgency, registryUrl: string): Promise<void> {
    const journal = await makeJournalDatabase();
    journals.push(journal);
    const [grpc, health] = [await freePort(), await freePort()];
    const own = {
      ...agency,
      settings:
        agency.app === 'adapter-police'
          ? { ...agency.settings, ADAPTER_REVIEW_MS: '1000', ADAPTER_REVIEW_RELEASES_ITSELF: 'true' }
          : agency.settings,
    };
    const app = new AppProcess(
      {
        name: agency.slug,
        node: process.execPath,
        nodeFlags: ['--tls-min-v1.3'],
        main: join(process.cwd(), 'dist', 'apps', agency.app, 'src', 'main.js'),
        env: adapterEnvironment(
          own,
          {
            folder: court.folder,
            dispatcherTlsName: 'dispatcher.test',
            warrantKeySetFile: court.warrantKeysFile,
          },
          { tls: court.filesOf('adapter'), receiptKeyFile: court.receiptKeyFile },
          { registryUrl, journalUrl: journal.url },
          { grpc, health },
        ),
        readyUrl: `http://127.0.0.1:${health}/health/ready`,
        logPath: join(folder, 'logs', `${agency.slug}.log`),
      },
      () => undefined,
    );
    adapters.set(agency.row.code, { app, client: court.client(grpc) });
    await app.start();
  }

  /** The whole answer: every page, after every wait. */
  async function answerTo({ subject, expected }: Question): Promise<AdapterAnswer> {
    const adapter = adapters.get(expected.agency);
    const agency = worldAgencies.find(({ row }) => row.code === expected.agency);
    if (adapter === undefined || agency === undefined) throw new Error(`no adapter of ${expected.agency}`);
    const question = court.question(subject, expected.assetClass, {
      agencyCode: mustParse(parseAgencyCode, expected.agency),
      agencyCategory: agency.row.category,
    });
    for (;;) {
      const pages: InquireReply[] = [await court.ask(adapter.client, question)];
      for (
        let token = pages[0]?.nextPageToken ?? '';
        token !== '';
        token = pages.at(-1)?.nextPageToken ?? ''
      ) {
        pages.push(await court.ask(adapter.client, question, { pageToken: token }));
      }
      const [first, ...rest] = pages;
      if (first === undefined) throw new Error('no page');
      const answer = joinPages(first, ...rest);
      if (answer.rung !== 'deferred') return answer;
      await delay(answer.pollAfterMs);
    }
  }

  it('asks about every edge row of the standard that an agency can be asked about', () => {
    expect(edgesOfTheStandard.filter((edge) => !questions.some((each) => each.edge === edge))).toEqual([]);
    expect(new Set(questions.map(({ expected }) => expected.agency)).size).toBeGreaterThan(8);
  });

  it.each(
    questions.map((each) => [each.edge, each.expected.agency, each.expected.assetClass, each] as const),
  )('%s: %s answers %s as planted', async (_edge, _agency, _assetClass, question) => {
    const { expected } = question;
    const answer = await answerTo(question);
    expect(answer.rung).toBe(expected.rung);
    const records = answer.rung === 'found' ? answer.records : [];
    expect(records.map(({ sourceRecordId }) => sourceRecordId)).toEqual(expected.records);
    for (const [id, path, value] of expected.facts) {
      const record = records.find(({ sourceRecordId }) => sourceRecordId === id);
      expect([id, path, valueAt(record, path)]).toEqual([id, path, value]);
    }
    if (answer.rung === 'found') expect(answer.missing).toEqual([]);
  });

  it('may only read: an adapter’s role can change nothing in its registry', async () => {
    const reader = new URL(cluster.superuserUrl('huaihe_registry'));
    reader.username = 'huaihe_reader';
    reader.password = 'huaihe reads';
    await expect(run(reader.href, 'DELETE FROM hx.khxx')).rejects.toThrow('permission denied');
    await expect(run(reader.href, 'CREATE TABLE hx.mine (id int)')).rejects.toThrow('permission denied');
    reader.pathname = '/yunhe_registry';
    await expect(run(reader.href, 'TABLE hx.khxx')).rejects.toThrow('permission denied');
  });
});

/** What stands at a path such as `title.seizures[1].fromOn`; null where nothing does. */
function valueAt(record: unknown, path: string): unknown {
  const steps = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  let value = record;
  for (const step of steps) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  }
  return value ?? null;
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
