import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCli, type CliUnderTest } from './cli-under-test.js';

describe('npm run dianda -- calendar', () => {
  let cli: CliUnderTest;
  let folder: string;
  beforeAll(async () => {
    cli = await makeCli();
    folder = mkdtempSync(join(tmpdir(), 'dianda-cli-calendar-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await cli.storage.close();
  });
  function fileOf(name: string, ...lines: string[]): string {
    const file = join(folder, name);
    writeFileSync(file, lines.join('\n'));
    return file;
  }
  const rows = ['2090-01-01,holiday,notice', '2090-01-07,workday,notice', '2090-05-01,holiday,notice'];

  it('lists the years that come with Dianda, and the first that has no data', async () => {
    const { code, out, err } = await cli.run('calendar', 'list');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^2026 +33 +6 +国务院办公厅/mu);
    expect(out).toMatch(/^calendar: year \d{4} has no holiday data$/mu);
  });

  it('loads the holidays of a year, on record', async () => {
    const file = fileOf('2090.csv', 'date,kind,source', ...rows, '2090-10-01,holiday,notice');
    expect(await cli.run('calendar', 'load', file)).toEqual({
      code: 0,
      out: 'loaded  2090: 3 holidays, 1 make-up workdays\n',
      err: '',
    });
    expect((await cli.run('calendar', 'list')).out).toMatch(/^2090 +3 +1 +notice$/mu);
    expect(await cli.audited('holidays_loaded')).toMatchObject([
      {
        subject_id: '2090',
        facts: { source: 'notice', holidays: 3, workdays: 1 },
        written_by: 'dianda_owner',
      },
    ]);
  });

  it('refuses a file with faults whole, and names each by file and line', async () => {
    const file = fileOf(
      '2091.csv',
      'date,kind,source',
      ...rows,
      '2090-10-01,off,notice',
      '2090-02-30,holiday,x',
    );
    expect(await cli.run('calendar', 'load', file)).toEqual({
      code: 1,
      out: '',
      err: [
        `${file}:5: row 4: kind must be one of holiday, workday`,
        `${file}:6: row 5: date must be a calendar day YYYY-MM-DD`,
        'Nothing was loaded.',
        '',
      ].join('\n'),
    });
    expect(await cli.audited('holidays_loaded')).toHaveLength(1);
  });

  it('says so where there is no file', async () => {
    expect(await cli.run('calendar', 'load', join(folder, 'none.json'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot be read (ENOENT)') as string,
    });
  });
});
