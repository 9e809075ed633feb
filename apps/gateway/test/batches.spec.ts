import { RunBatch } from '@dianda/inquiry';
import excel from 'exceljs';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { deflateRawSync } from 'node:zlib';
import { storedZip, unzip } from '../src/batches/unzip.js';
import { GatewayUnderTest, violationsIn, type Reply } from './gateway-under-test.js';
import * as world from './world.js';

const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LINES = 'application/x-ndjson';
const caseNumber = '（2026）苏0812执990001号';
const header = ['案号', '证件号码', '财产类别', '文书标识', '工作证编号'];
const row = (changes: Partial<Record<string, string>> = {}) => {
  const cells: Record<string, string> = {
    案号: caseNumber,
    证件号码: world.citizenId(2),
    财产类别: '不动产；银行存款',
    文书标识: world.noticeId(),
    工作证编号: world.chen.workId,
  };
  return header.map((name) => changes[name] ?? cells[name] ?? '');
};
const csvOf = (...rows: readonly (readonly string[])[]) => rows.map((cells) => cells.join(',')).join('\r\n');

describe('a batch', () => {
  let gateway: GatewayUnderTest;
  beforeEach(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.putCase();
  });
  afterEach(() => gateway.stop());

  function send(
    raw: string | Buffer,
    type = CSV,
    { key = randomUUID(), query = '' }: { readonly key?: string; readonly query?: string } = {},
  ): Promise<Reply> {
    const headers = { 'idempotency-key': key, 'content-type': type };
    const path = `/api/v1/inquiries/batch${query}`;
    return gateway.call({ method: 'POST', path, as: 'court.system', headers, raw });
  }
  async function work(): Promise<void> {
    const runBatch = gateway.gateway.app.get(RunBatch);
    while (await runBatch.run());
  }
  async function rowsOf(reply: Reply, query = ''): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const path = `/api/v1/inquiries/batches/${String(reply.json['id'])}/rows${query}`;
    const { items } = (await gateway.call({ path, as: 'court.system' })).json as {
      items: readonly Readonly<Record<string, unknown>>[];
    };
    return items;
  }
  const problemsOf = async (reply: Reply): Promise<readonly string[]> =>
    (await rowsOf(reply)).flatMap(({ row: number, problems }) =>
      (problems as readonly { column?: string; code: string }[]).map(
        ({ column = '-', code }) => `${String(number)} ${column} ${code}`,
      ),
    );
  const wrong = async (raw: string | Buffer, type = CSV): Promise<readonly string[]> => {
    const reply = await send(raw, type);
    expect(reply.status).toBe(400);
    expect(gateway.ports.batches.kept.size).toBe(0);
    return violationsIn(reply).map((each) => each.replace('body  ', ''));
  };

  it('is not read before it is known who sends it', async () => {
    let taken = 0;
    function* file(): Generator<string> {
      for (; taken < 100; taken += 1) yield `${header.join(',')}\n`;
    }
    const reply = await gateway.gateway.app.inject({
      method: 'POST',
      url: '/api/v1/inquiries/batch',
      headers: { 'idempotency-key': randomUUID(), 'content-type': CSV },
      payload: Readable.from(file(), { highWaterMark: 1 }),
    });
    expect(reply.statusCode).toBe(401);
    expect(taken).toBe(0);
  });

  it('is taken at once, ordered row by row, and says which inquiry each row became', async () => {
    const reply = await send(
      csvOf(header, row(), row({ 证件号码: '' }), row({ 案号: '（2026）苏0812执990077号' })),
    );
    expect(reply.status).toBe(202);
    const self = `/api/v1/inquiries/batches/${String(reply.json['id'])}`;
    expect(reply.headers['location']).toBe(self);
    expect(reply.json).toMatchObject({ state: 'processing', rows: 3, counts: { waiting: 3 } });
    await work();
    const done = await gateway.call({ path: self, as: 'court.system' });
    expect(done.json).toMatchObject({ state: 'completed', counts: { waiting: 0, accepted: 2, refused: 1 } });
    const rows = await rowsOf(reply);
    expect(await problemsOf(reply)).toEqual(['4 - CASE_NOT_FOUND']);
    const inquiry = gateway.ports.inquiries.stored.get(rows[0]?.['inquiryId'] as never)?.inquiry;
    expect(inquiry).toMatchObject({
      priority: 'batch',
      assetClasses: ['LAND', 'BANK_ACCOUNT'],
      requestedBy: world.chen.id,
      notice: world.notice,
    });
    expect(inquiry?.subjects).toHaveLength(1);
    const all = gateway.ports.inquiries.stored.get(rows[1]?.['inquiryId'] as never)?.inquiry;
    expect(all?.subjects).toHaveLength(2);
  });

  it('is one batch however often it is sent, and a conflict with another file', async () => {
    const key = randomUUID();
    const first = await send(csvOf(header, row()), CSV, { key });
    const again = await send(csvOf(header, row()), CSV, { key });
    expect(again.json['id']).toBe(first.json['id']);
    const other = await send(csvOf(header, row(), row()), CSV, { key });
    expect(other.json['reason']).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('doubles nothing when what became of its rows was lost and they are taken up again', async () => {
    const reply = await send(csvOf(header, row(), row()));
    const { batches } = gateway.ports;
    const record = batches.record.bind(batches);
    batches.record = () => Promise.reject(new Error('the process died here'));
    await expect(work()).rejects.toThrow('died');
    expect(gateway.ports.inquiries.stored.size).toBe(2);
    batches.record = record;
    await work();
    expect(gateway.ports.inquiries.stored.size).toBe(2);
    expect((await rowsOf(reply)).map(({ state }) => state)).toEqual(['accepted', 'accepted']);
  });

  it('names every wrong cell by row and column, and orders the other rows', async () => {
    const reply = await send(
      csvOf(
        [...header, '优先级'],
        [...row({ 案号: '2026苏' }), ''],
        [...row({ 财产类别: '游艇' }), '马上'],
        [...row({ 文书标识: 'xyz', 证件号码: world.citizenId(9) }), '普通'],
        [...row({ 证件号码: world.citizenId(9) }), '普通'],
        [...row({ 工作证编号: world.outsider.workId }), ''],
        [...row(), '', 'one too many'],
        [...row(), '=1+1'],
        ['', ''],
        [...row(), '紧急'],
      ),
    );
    await work();
    const problems = await problemsOf(reply);
    expect(problems[0]).toMatch(/^2 caseNumber CASE_NUMBER_/);
    expect(problems.slice(1)).toEqual([
      '3 assetClasses VALUE_UNKNOWN',
      '3 priority VALUE_UNKNOWN',
      '4 noticeId TEXT_SHAPE',
      '5 subjectNumbers SUBJECT_NOT_LIABLE',
      '6 - NOT_IN_CASE_TEAM',
      '7 - ROW_TOO_WIDE',
      '8 priority VALUE_UNKNOWN',
    ]);
    expect((await rowsOf(reply, '?state=accepted')).map((each) => each['row'])).toEqual([10]);
    const page = await gateway.call({
      path: `/api/v1/inquiries/batches/${String(reply.json['id'])}/rows?limit=2&after=3`,
      as: 'court.system',
    });
    expect(page.json).toMatchObject({ items: [{ row: 4 }, { row: 5 }], nextAfter: 5 });
    expect(page.text).not.toContain(world.citizenId(9));
  });

  it('is checked in a dry run as it would be ordered, and leaves nothing behind', async () => {
    const entries = gateway.ports.audit.entries.length;
    const reply = await send(
      csvOf(header, row(), row({ 案号: '（2026）苏0812执990077号' }), row({ 案号: 'x' })),
      CSV,
      { query: '?dryRun=true' },
    );
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      rows: 3,
      counts: { accepted: 1, refused: 2 },
      refused: [{ row: 3, problems: [{ code: 'CASE_NOT_FOUND' }] }, { row: 4 }],
    });
    expect(gateway.ports.batches.kept.size).toBe(0);
    expect(gateway.ports.inquiries.stored.size).toBe(0);
    expect(gateway.ports.audit.entries.length).toBe(entries);
  });

  it('orders nothing more once its requester is disabled', async () => {
    const reply = await send(csvOf(header, row()));
    await gateway.ports.clients.setDisabled(world.clients['court.system'].actor.accountId, true);
    await work();
    expect(gateway.ports.inquiries.stored.size).toBe(0);
    await gateway.ports.clients.setDisabled(world.clients['court.system'].actor.accountId, false);
    expect(await problemsOf(reply)).toEqual(['2 - CREDENTIALS_INVALID']);
  });

  it('is seen by whoever ordered it alone', async () => {
    const reply = await send(csvOf(header, row()));
    const path = `/api/v1/inquiries/batches/${String(reply.json['id'])}`;
    for (const as of ['other.court', 'officer.chen'] as const) {
      expect((await gateway.call({ path, as })).json['reason']).toBe('BATCH_NOT_FOUND');
      expect((await gateway.call({ path: `${path}/rows`, as })).status).toBe(404);
    }
    expect((await gateway.call({ path: '/api/v1/inquiries/batches/x', as: 'court.system' })).status).toBe(
      404,
    );
  });

  it('is read in UTF-8 with a byte order mark, and in GBK', async () => {
    const marked = await send(`\uFEFF${csvOf(header, row())}`);
    expect(marked.json['counts']).toEqual({ waiting: 1, accepted: 0, refused: 0 });
    // 案号,文书标识 in GBK.
    const gbk = Buffer.concat([
      Buffer.from('b0b8bac52ccec4cae9b1eacab60a', 'hex'),
      Buffer.from(`(2026)`),
      Buffer.from('cbd5', 'hex'),
      Buffer.from('0812'),
      Buffer.from('d6b4', 'hex'),
      Buffer.from('990001'),
      Buffer.from('bac5', 'hex'),
      Buffer.from(`,${world.noticeId()}\n`),
    ]);
    for (const type of [CSV, `${CSV}; charset=gbk`]) {
      const reply = await send(gbk, type);
      expect({ status: reply.status, counts: reply.json['counts'] }).toEqual({
        status: 202,
        counts: { waiting: 1, accepted: 0, refused: 0 },
      });
    }
  });

  it('is refused whole for what is wrong with the file, in words', async () => {
    const utf16 = Buffer.from(`\uFEFF${csvOf(header, row())}`, 'utf16le');
    expect(await wrong(utf16)).toEqual(['BATCH_ENCODING']);
    expect(await wrong(csvOf(header, row()), `${CSV}; charset=big5`)).toEqual(['BATCH_ENCODING']);
    expect(await wrong(Buffer.from([0x61, 0xff, 0xfe, 0x0a]))).toEqual(['BATCH_ENCODING']);
    expect(await wrong(csvOf(header))).toEqual(['BATCH_EMPTY']);
    expect(await wrong('')).toEqual(['BATCH_EMPTY']);
    expect(await wrong('案号\n"half')).toEqual(['BATCH_CSV_MALFORMED']);
    expect(await wrong('文书标识,案号,案号\nx,y,z')).toEqual(['BATCH_COLUMN_TWICE']);
    expect(await wrong('文书标识\nx')).toEqual(['BATCH_COLUMN_MISSING']);
    const wide = Array.from({ length: 200 }, (_, n) => `列${'甲乙丙丁'[n % 4] ?? ''}`);
    expect(await wrong(csvOf([...header, ...wide], row()))).toEqual(
      Array.from({ length: 20 }, () => 'BATCH_COLUMN_UNKNOWN'),
    );
    const long = Array.from({ length: 10_001 }, () => '（2026）苏0812执990001号');
    expect(await wrong(['案号', ...long].join('\n'))).toEqual(['BATCH_TOO_LONG']);
    const named = await send('案号,备注栏,320898198001010025\nx,y,z');
    expect(named.text).toContain('“备注栏”');
    expect(named.text).not.toContain('320898198001010025');
    expect((await send('x', 'application/pdf')).status).toBe(415);
    expect((await send('x', 'application/json')).status).toBe(415);
  });

  it('is read from JSON lines, each line by itself', async () => {
    const good = {
      caseNumber,
      subjectNumbers: [world.citizenId(2)],
      assetClasses: ['LAND'],
    };
    const lines = [
      { ...good, noticeId: world.noticeId() },
      { ...good, noticeId: world.noticeId(), colour: 'red', size: 'large' },
      { ...good, noticeId: 5 },
    ].map((each) => JSON.stringify(each));
    const reply = await send([...lines, '{"half', '[]'].join('\n'), LINES);
    await work();
    expect(await problemsOf(reply)).toEqual([
      '2 - MEMBER_UNKNOWN',
      '3 noticeId TEXT_EXPECTED',
      '4 - JSON_MALFORMED',
      '5 - JSON_MALFORMED',
    ]);
    expect((await rowsOf(reply))[0]?.['state']).toBe('accepted');
  });

  async function workbook(fill: (sheet: excel.Worksheet, book: excel.Workbook) => void): Promise<Buffer> {
    const book = new excel.Workbook();
    const sheet = book.addWorksheet('申请');
    sheet.addRow(header);
    fill(sheet, book);
    return Buffer.from(await book.xlsx.writeBuffer());
  }

  it('is read from a workbook, and names the cells that hold formulas or numbers that lost digits', async () => {
    const file = await workbook((sheet) => {
      sheet.addRow(row());
      sheet.addRow(row()).getCell(2).value = { formula: 'A1&"x"', result: world.citizenId(2) };
      sheet.addRow(row()).getCell(2).value = 320_898_198_001_010_000;
      sheet.addRow(row()).getCell(4).value = {
        richText: [{ text: world.noticeId().slice(0, 9) }, { text: world.noticeId().slice(9) }],
      };
    });
    const reply = await send(file, XLSX);
    expect({ status: reply.status, text: reply.text }).toMatchObject({ status: 202 });
    await work();
    expect(await problemsOf(reply)).toEqual([
      '3 subjectNumbers CELL_FORMULA',
      '4 subjectNumbers CELL_NOT_TEXT',
    ]);
    expect(JSON.stringify(await rowsOf(reply))).toContain('B3');
    expect((await rowsOf(reply, '?state=accepted')).map((each) => each['row'])).toEqual([2, 5]);
  });

  /** A workbook of two orders whose rows say other numbers of themselves than 2 and 3. */
  async function numbered(second: string, third: string): Promise<Buffer> {
    const files = await unzip(await workbook((sheet) => sheet.addRows([row({ 案号: 'x' }), row()])), /./);
    const parts = [...files].map(([name, content]) => {
      if (!name.startsWith('xl/worksheets/')) return [name, content] as const;
      const text = content.toString('utf8').replace('<row r="2"', `<row r="${second}"`);
      return [name, Buffer.from(text.replace('<row r="3"', `<row r="${third}"`))] as const;
    });
    return storedZip(parts);
  }

  it('is read page by page to the last row that a sheet can have', async () => {
    const last = 1_048_576;
    const reply = await send(await numbered(String(last - 1), String(last)), XLSX);
    const path = `/api/v1/inquiries/batches/${String(reply.json['id'])}/rows?limit=1`;
    const page = (await gateway.call({ path, as: 'court.system' })).json;
    expect(page).toMatchObject({ items: [{ row: last - 1 }], nextAfter: last - 1 });
    expect(await rowsOf(reply, `?after=${String(page['nextAfter'])}`)).toMatchObject([{ row: last }]);
  });

  it.each(['1048577', '99999999999', '0', '2', ''])(
    'is no workbook when the row below row 2 says that it is row “%s”',
    async (number) => {
      expect(await wrong(await numbered('2', number), XLSX)).toEqual(['BATCH_XLSX_MALFORMED']);
    },
  );

  it('opens no workbook that is a bomb, none of several sheets and none that is broken', async () => {
    expect(await wrong(Buffer.from('PK not a zip'), XLSX)).toEqual(['BATCH_XLSX_MALFORMED']);
    expect(await wrong(storedZip([['xl/worksheets/sheet1.xml', Buffer.from('<worksheet/>')]]), XLSX)).toEqual(
      ['BATCH_XLSX_MALFORMED'],
    );
    const two = await workbook((sheet, book) => {
      sheet.addRow(row());
      book.addWorksheet('more');
    });
    expect(await wrong(two, XLSX)).toEqual(['BATCH_XLSX_SHEETS']);
    expect(await wrong(bomb(64 * 1024 * 1024), XLSX)).toEqual(['BATCH_XLSX_TOO_LARGE']);
    // A bomb that says it is small is broken off where it outgrows what it said.
    expect(await wrong(bomb(64 * 1024 * 1024, 1000), XLSX)).toEqual(['BATCH_XLSX_MALFORMED']);
  });
});

/** A workbook whose texts inflate to that many bytes, and say that they are `said` long. */
function bomb(bytes: number, said = bytes): Buffer {
  const name = Buffer.from('xl/sharedStrings.xml');
  const content = deflateRawSync(Buffer.alloc(bytes));
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(said, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, name, content]);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 4);
  common.copy(entry, 6);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, name, end]);
}
