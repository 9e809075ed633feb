import { Database, type Statements } from '../src/database/database.js';
import { migrate } from '../src/index.js';
import { makeDataSource } from '../src/schema/data-source.js';
import { silentLog } from '../src/storage-log.js';
import { silentMeter } from '../src/storage-meter.js';
import { makeEmptyDatabase, type EmptyDatabase } from './test-database.js';

describe('a transaction', () => {
  let empty: EmptyDatabase;
  let database: Database;
  beforeAll(async () => {
    empty = await makeEmptyDatabase();
    await migrate(empty.ownerUrl);
    const source = makeDataSource({ url: empty.ownerUrl, poolSize: 4, applicationName: 'test' }, silentLog);
    await source.initialize();
    database = new Database(source, silentMeter);
    await database.rows(`INSERT INTO dianda.court (code, name) VALUES ('苏0812', 'one'), ('鲁0202', 'two')`);
  });
  afterAll(async () => {
    await database.close();
    await empty.drop();
  });
  const append = (statements: Statements, code: string, letter: string) =>
    statements.rows('UPDATE dianda.court SET name = name || $2 WHERE code = $1', [code, letter]);
  const names = async () =>
    (await database.rows<{ name: string }>('SELECT name FROM dianda.court ORDER BY code')).map(
      (row) => row.name,
    );

  it('that loses to another in a deadlock runs again, and both are done once', async () => {
    let runs = 0;
    let bothHold: () => void = () => undefined;
    const meeting = new Promise<void>((resolve) => (bothHold = resolve));
    let holding = 0;
    const crossing = (letter: string, first: string, second: string) =>
      database.transaction(async (statements) => {
        runs++;
        await append(statements, first, letter);
        if (++holding === 2) bothHold();
        await meeting;
        await append(statements, second, letter);
      });
    await Promise.all([crossing('a', '苏0812', '鲁0202'), crossing('b', '鲁0202', '苏0812')]);
    expect(runs).toBe(3);
    const [one, two] = await names();
    expect([one?.slice(3).split('').sort().join(''), two?.slice(3).split('').sort().join('')]).toEqual([
      'ab',
      'ab',
    ]);
  });

  it('that throws leaves nothing behind, and its connection can be used again', async () => {
    const before = await names();
    for (let n = 0; n < 10; n++) {
      await expect(
        database.transaction(async (statements) => {
          await append(statements, '苏0812', 'x');
          throw new TypeError('no');
        }),
      ).rejects.toThrow('no');
      await expect(
        database.transaction((statements) => statements.rows('SELECT 1 / 0 AS nothing')),
      ).rejects.toMatchObject({
        reason: 'UNEXPECTED',
        detail: 'the database refused a statement: SQLSTATE 22012',
      });
    }
    expect(await names()).toEqual(before);
  });
});
