import { DiandaError } from '@dianda/inquiry';
import { RegistryConnection, type SearchLimits } from '../src/index.js';
import { until } from './adapter-rig.js';
import { makeRegistry, type TestDatabase } from './test-databases.js';

jest.setTimeout(30_000);

let database: TestDatabase;
const connections: RegistryConnection[] = [];

beforeAll(async () => {
  database = await makeRegistry(
    `create schema reg; create table reg.list (id int); insert into reg.list values (1), (2)`,
  );
});

afterAll(async () => {
  await Promise.all(connections.map((each) => each.close()));
  await database.drop();
});

function connect(
  url = database.url,
  options: { statementTimeoutMs?: number; applicationName?: string } = {},
) {
  const connection = new RegistryConnection({
    url,
    maxConnections: 2,
    connectTimeoutMs: 2_000,
    statementTimeoutMs: 30_000,
    applicationName: 'registry test',
    ...options,
  });
  connections.push(connection);
  return connection;
}

function limits(signal: AbortSignal = new AbortController().signal, leftMs = 30_000): SearchLimits {
  return { signal, leftMs: () => leftMs };
}

const sleep = { table: 'NONE', sql: 'select pg_sleep(600)', values: [] };

function running(applicationName: string) {
  return database.run<{ query: string }>(
    `select query from pg_stat_activity where application_name = $1 and state = 'active' and query like '%pg_sleep%'`,
    [applicationName],
  );
}

test('a search that is given up leaves no statement running in the registry', async () => {
  // Nothing but the cancel can end the statement before the test is over.
  const registry = connect(undefined, { applicationName: 'given up', statementTimeoutMs: 600_000 });
  const giveUp = new AbortController();
  const reason = DiandaError.unavailable('AGENCY_CANCELLED', { origin: 'dianda' });
  const search = registry.read(limits(giveUp.signal, 600_000), (reader) => reader.rows(sleep));
  const failure = expect(search).rejects.toBe(reason);
  await until(async () => (await running('given up')).length === 1);
  giveUp.abort(reason);
  await failure;
  // The driver hears of the end an instant before pg_stat_activity shows it.
  await until(async () => (await running('given up')).length === 0);
  // The connection is of use again at once, for another question.
  expect(await registry.read(limits(), (reader) => reader.rows({ ...sleep, sql: 'select 1' }))).toHaveLength(
    1,
  );
});

test('a statement that outlives the time left is ended by the registry itself and says whose fault it is', async () => {
  const registry = connect();
  const search = registry.read(limits(undefined, 150), (reader) => reader.rows(sleep));
  await expect(search).rejects.toMatchObject({ reason: 'REGISTRY_TIMEOUT', origin: 'agency' });
});

test('a list whose table is missing becomes a named gap and the others are still read', async () => {
  const [missing, rows] = await connect().read(limits(), async (reader) => {
    const gone = await reader.list('LAND_SEIZURES', {
      table: 'CFDJ',
      sql: 'select id from reg.gone',
      values: [],
    });
    const there = await reader.list('LAND_HOUSES', {
      table: 'FDCQ',
      sql: 'select id from reg.list',
      values: [],
    });
    return [reader.missing, [...gone, ...there]] as const;
  });
  expect(rows.map((row) => row.text('id'))).toEqual(['1', '2']);
  expect(missing).toEqual([{ part: 'LAND_SEIZURES', reason: 'UNAVAILABLE', detail: 'CFDJ: SQLSTATE 42P01' }]);
});

test('a registry that cannot be reached is the agency’s trouble and may be asked again', async () => {
  const nowhere = new URL(database.url);
  nowhere.port = '1';
  const search = connect(nowhere.href).read(limits(), (reader) => reader.rows(sleep));
  await expect(search).rejects.toMatchObject({
    reason: 'REGISTRY_UNAVAILABLE',
    origin: 'agency',
    kind: 'unavailable',
  });
});

test('a registry that refuses our login is ours to mend, and asking again helps nobody', async () => {
  const stranger = new URL(database.url);
  stranger.password = 'wrong';
  stranger.username = 'nobody_at_all';
  const search = connect(stranger.href).read(limits(), (reader) => reader.rows(sleep));
  await expect(search).rejects.toMatchObject({ reason: 'REGISTRY_REFUSED_LOGIN', origin: 'adapter' });
});

test('a registry that dies in the middle of a statement is not taken for an empty one', async () => {
  const registry = connect(undefined, { applicationName: 'dies' });
  const search = registry.read(limits(), (reader) => reader.list('LAND_HOUSES', sleep));
  const failure = expect(search).rejects.toMatchObject({ reason: 'REGISTRY_UNAVAILABLE', origin: 'agency' });
  await until(async () => (await running('dies')).length === 1);
  await database.run(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dies' and state = 'active'`,
  );
  await failure;
});

test('a registry that dies before it has confirmed the end of a search did not finish it', async () => {
  const search = connect(undefined, { applicationName: 'unconfirmed' }).read(limits(), async (reader) => {
    const rows = await reader.rows({ table: 'LIST', sql: 'select id from reg.list', values: [] });
    await database.run(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'unconfirmed'`,
    );
    return rows;
  });
  await expect(search).rejects.toMatchObject({ reason: 'REGISTRY_UNAVAILABLE', origin: 'agency' });
});

test('a role that may write is refused before anything is read through it', async () => {
  const search = connect(database.adminUrl).read(limits(), (reader) =>
    reader.rows({ ...sleep, sql: 'select 1' }),
  );
  await expect(search).rejects.toMatchObject({ reason: 'REGISTRY_UNAVAILABLE', origin: 'adapter' });
});

test('a read sees one moment of the registry, and tells which', async () => {
  const before = Date.now() - 1_000;
  const [first, second, asOf] = await connect().read(limits(), async (reader) => {
    const count = { table: 'LIST', sql: 'select count(*) as n from reg.list', values: [] };
    const [one] = await reader.rows(count);
    await database.run('insert into reg.list values (3)');
    const [two] = await reader.rows(count);
    return [one?.text('n'), two?.text('n'), reader.asOf] as const;
  });
  expect(second).toBe(first);
  expect(Date.parse(asOf)).toBeGreaterThan(before);
});
