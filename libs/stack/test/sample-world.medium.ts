import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { worldAgencies } from '../src/sample-world/two-cities/agencies.js';
import type { Edge } from '../src/sample-world/two-cities/planted/planted-row.js';
import { copyText } from '../src/sample-world/two-cities/targets/copy-text.js';
import { loadRegistries } from '../src/sample-world/two-cities/targets/load-registries.js';
import { makeRegistries } from '../src/sample-world/two-cities/targets/make-registries.js';
import { writeFiles } from '../src/sample-world/two-cities/targets/write-files.js';
import { generateWorld } from '../src/sample-world/two-cities/world.js';
import { rowsOf, smallWorld } from './world-rows.js';

// Twelve databases are made and filled.
jest.setTimeout(120_000);

const serverUrl = process.env['DIANDA_TEST_POSTGRES_URL'] ?? '';
const world = generateWorld(smallWorld);
const rows = rowsOf(world);
let urls: ReadonlyMap<string, string>;

async function ask<Row extends object>(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}

async function dropRegistries(): Promise<void> {
  for (const { slug } of worldAgencies) {
    await ask(serverUrl, `DROP DATABASE IF EXISTS ${slug}_registry WITH (FORCE)`);
  }
}

function urlOf(slug: string): string {
  const url = urls.get(slug);
  if (url === undefined) throw new Error(`no registry ${slug}`);
  return url;
}

function planted(edge: Edge) {
  const row = world.plantedRows.find((each) => each.edge === edge);
  if (row === undefined) throw new Error(`${edge} is not planted`);
  return row.subject;
}

beforeAll(async () => {
  await dropRegistries();
  urls = await makeRegistries(serverUrl, worldAgencies, process.cwd());
});
afterAll(dropRegistries);

describe('the registries of a sample world', () => {
  it('have in every table the columns that the generator writes, all of them', async () => {
    for (const { slug, tables } of worldAgencies) {
      const found = await ask<{ name: string; columns: string[] }>(
        urlOf(slug),
        `SELECT table_schema || '.' || table_name AS name, array_agg(column_name::text ORDER BY ordinal_position) AS columns
           FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
          GROUP BY 1 ORDER BY 1`,
      );
      const written = tables.map(({ name, columns }) => ({ name, columns: [...columns] }));
      expect(found).toEqual(written.sort((one, other) => (one.name < other.name ? -1 : 1)));
    }
  });

  it('stay empty when the loading is given up, and can be loaded then', async () => {
    const ending = new AbortController();
    const given = loadRegistries(world, urls, {
      signal: ending.signal,
      onProgress: ({ filings }) => {
        if (filings === 30) ending.abort(new Error('given up'));
      },
    });
    await expect(given).rejects.toThrow('given up');
    expect(await ask(urlOf('huaihe'), 'SELECT FROM hx.khxx')).toEqual([]);
  });

  it('hold exactly the rows of the world once they are loaded', async () => {
    let seen = 0;
    const loaded = await loadRegistries(world, urls, { onProgress: (progress) => (seen = progress.filings) });
    expect(loaded.rows).toBe(rows.length);
    expect(seen).toBe(world.filingCount);
    expect([...loaded.bytes.values()].every((bytes) => bytes > 100_000)).toBe(true);
    for (const { slug, tables } of worldAgencies) {
      for (const { name } of tables) {
        const [count] = await ask<{ n: number }>(urlOf(slug), `SELECT count(*)::int AS n FROM ${name}`);
        expect(count?.n).toBe(rows.filter((each) => each.slug === slug && each.table === name).length);
      }
    }
  });

  it('are never loaded twice', async () => {
    await expect(loadRegistries(world, urls)).rejects.toThrow(
      'the registry of huaianland already holds rows (bdc.jsydsyq)',
    );
    expect(await makeRegistries(serverUrl, worldAgencies, process.cwd())).toEqual(urls);
  });
});

describe('planted rows, read back', () => {
  const byOwner = `SELECT f.*, q.qlrmc, q.zjh, q.bdcqzh FROM bdc.qlr q JOIN bdc.fdcq f ON f.bsm = q.qlbsm AND q.qlbm = 'FDCQ'`;

  it('a namesake’s house is under another number', async () => {
    const { name, document } = planted('same_name_other_id');
    const houses = await ask<{ zjh: string }>(urlOf('huaianland'), `${byOwner} WHERE q.qlrmc = $1`, [name]);
    expect(houses).toHaveLength(2);
    expect(houses.filter(({ zjh }) => zjh === document.number)).toHaveLength(1);
  });

  it('the fifteen digits stand in land, vehicle, fund and bank, and never the eighteen', async () => {
    const { number } = planted('fifteen_digits_only').document;
    const old = number.slice(0, 6) + number.slice(8, 17);
    for (const [slug, query] of [
      ['qingdaoland', 'SELECT zjh FROM bdc.qlr WHERE zjh = ANY ($1)'],
      ['qingdaovehicle', 'SELECT sfzmhm FROM cgs.jdcsyr WHERE sfzmhm = ANY ($1)'],
      ['qingdaofund', 'SELECT zjhm FROM gjj.grjbxx WHERE zjhm = ANY ($1)'],
      ['jiaowan', 'SELECT zjhm FROM hx.khxx WHERE zjhm = ANY ($1)'],
    ] as const) {
      expect((await ask(urlOf(slug), query, [[number, old]])).map(Object.values)).toEqual([[old]]);
    }
  });

  it('names come back with every character', async () => {
    const holders = async (edge: Edge, slug: string) =>
      ask<{ qlrmc: string }>(urlOf(slug), 'SELECT qlrmc FROM bdc.qlr WHERE zjh = $1', [
        planted(edge).document.number,
      ]);
    expect(await holders('rare_han', 'huaianland')).toEqual([{ qlrmc: '马样\u{2CB5A}' }]);
    expect(await holders('dotted_name', 'qingdaoland')).toEqual([{ qlrmc: '古丽样•样力克' }]);
    expect(await holders('full_width_space', 'huaianland')).toEqual([{ qlrmc: '李\u3000样安' }]);
    expect(await holders('renamed_person', 'qingdaoland')).toEqual([{ qlrmc: '王样静' }]);
    expect(await holders('renamed_company', 'huaianland')).toEqual([{ qlrmc: '淮安样例旧名贸易有限公司' }]);
  });

  it('a renamed person stands with both names, a dead one with the day', async () => {
    const resident = async (edge: Edge, slug: string) =>
      ask(urlOf(slug), 'SELECT xm, cym, zxbs, zxrq FROM ga.czrk WHERE gmsfhm = $1', [
        planted(edge).document.number,
      ]);
    expect(await resident('renamed_person', 'qingdaopolice')).toEqual([
      { xm: '王样宁', cym: '王样静', zxbs: '0', zxrq: null },
    ]);
    expect(await resident('dead_person', 'huaianpolice')).toEqual([
      { xm: '许样和', cym: null, zxbs: '1', zxrq: '20241220' },
    ]);
  });

  it('a title has no unit number, a seizure in line has no dates', async () => {
    const titles = await ask(
      urlOf('qingdaoland'),
      `${byOwner} WHERE q.zjh = $1 AND q.bdcqzh LIKE '样房权证字第%'`,
      [planted('title_without_unit_number').document.number],
    );
    expect(titles).toMatchObject([{ bdcdyh: null }]);
    const seizures = await ask(
      urlOf('huaianland'),
      `SELECT c.cflx, c.cfqssj, c.cfjssj FROM bdc.cfdj c JOIN bdc.qlr q USING (qlbm, qlbsm) WHERE q.zjh = $1 ORDER BY cfsx`,
      [planted('queued_seizure').document.number],
    );
    expect(seizures).toEqual([
      { cflx: '1', cfqssj: '20260124', cfjssj: '20290123' },
      { cflx: '2', cfqssj: null, cfjssj: null },
    ]);
  });

  it('amounts stand in 万元 and in dollars as they were entered', async () => {
    expect(
      await ask(urlOf('qingdaoland'), 'SELECT bdbzzqse, jedw FROM bdc.dyaq WHERE dyrzjh = $1', [
        planted('mortgage_in_wan').document.number,
      ]),
    ).toEqual([{ bdbzzqse: '128.5', jedw: '2' }]);
    expect(
      await ask(
        urlOf('yunhe'),
        'SELECT bz, ye FROM hx.zhxx JOIN hx.khxx USING (khh) WHERE zjhm = $1 ORDER BY zhbs',
        [planted('foreign_currency').document.number],
      ),
    ).toEqual([
      { bz: 'USD', ye: '12500.75' },
      { bz: '840', ye: '12500.75' },
    ]);
  });

  it('a company has its 5,000 accounts, and a customer has the row that says none', async () => {
    const accounts = (edge: Edge) =>
      ask<{ n: number; least: string }>(
        urlOf('huaihe'),
        'SELECT count(*)::int AS n, min(khzh) AS least FROM hx.zhxx JOIN hx.khxx USING (khh) WHERE zjhm = $1',
        [planted(edge).document.number],
      );
    expect((await accounts('many_accounts'))[0]?.n).toBe(5_000);
    expect(await accounts('no_account_sentinel')).toEqual([{ n: 1, least: '查无开户信息' }]);
  });
});

describe('the files of a sample world', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sample-world-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('hold every row, the court’s side, the directory and what is planted', async () => {
    const out = join(folder, 'json');
    const written = await writeFiles(world, out, 'ndjson');
    expect(written.rows).toBe(rows.length);
    const text = await readFile(join(out, 'yunhe', 'hx.khxx.ndjson'), 'utf8');
    const read = text
      .split('\n')
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line));
    const expected = rows.filter(({ slug, table }) => slug === 'yunhe' && table === 'hx.khxx');
    expect(read).toEqual(expected.map(({ row }) => row));
    expect((await readdir(out)).sort()).toEqual(
      [
        ...worldAgencies.map(({ slug }) => slug),
        'court',
        'keys',
        'directory.json',
        'planted-rows.json',
        'subjects.ndjson',
        'world.json',
      ].sort(),
    );
    const manifest: unknown = JSON.parse(await readFile(join(out, 'world.json'), 'utf8'));
    expect(manifest).toMatchObject({ ...smallWorld, rows: rows.length });
    await expect(writeFiles(world, out, 'ndjson')).rejects.toThrow('is not empty');
  });

  it('say in CSV what the registries hold', async () => {
    const out = join(folder, 'csv');
    await writeFiles(world, out, 'csv');
    const client = new pg.Client({ connectionString: urlOf('huaianpolice') });
    await client.connect();
    try {
      await client.query('CREATE TEMP TABLE from_file (LIKE ga.czrk)');
      const file = await readFile(join(out, 'huaianpolice', 'ga.czrk.csv'));
      await copyText(client, 'COPY from_file FROM STDIN WITH (FORMAT csv, HEADER match)', file);
      const { rows: different } = await client.query(
        '(TABLE from_file EXCEPT TABLE ga.czrk) UNION ALL (TABLE ga.czrk EXCEPT TABLE from_file)',
      );
      expect(different).toEqual([]);
      const { rowCount } = await client.query('TABLE from_file');
      expect(rowCount).toBeGreaterThan(40);
    } finally {
      await client.end();
    }
  });
});
