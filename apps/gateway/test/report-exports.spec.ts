import excel from 'exceljs';
import { buffer } from 'node:stream/consumers';
import { extractText, getDocumentProxy } from 'unpdf';
import type { Language, Report } from '@dianda/inquiry';
import { MOST_RECORDS_IN_PDF } from '../src/documents/report-exports.js';
import { cellText } from '../src/documents/report-xlsx.js';
import { writeDocument } from '../src/documents/write-document.js';
import { fonts } from './fakes/in-process-documents.js';
import { GatewayUnderTest } from './gateway-under-test.js';
import { account, sampleReport } from './sample-report.js';

const PDF = 'application/pdf';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function pdfText(bytes: Buffer): Promise<{ readonly pages: readonly string[]; readonly all: string }> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(document, { mergePages: false });
  const pages = text.map((page) => page.replace(/\s+/gu, ''));
  return { pages, all: pages.join('\n') };
}

async function written(
  kind: 'report_pdf' | 'report_xlsx',
  report: Report,
  language: Language,
): Promise<Buffer> {
  return buffer(await writeDocument({ kind, report, language }, fonts));
}

/** The cells of each sheet as text. */
async function sheetsOf(bytes: Buffer): Promise<Readonly<Record<string, readonly (readonly string[])[]>>> {
  const book = new excel.Workbook();
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  return Object.fromEntries(
    book.worksheets.map((sheet) => {
      const rows: string[][] = [];
      sheet.eachRow((row) => {
        const cells: string[] = [];
        row.eachCell({ includeEmpty: true }, (cell) => {
          // Whatever is not a string may be computed, rounded or followed.
          expect([excel.ValueType.String, excel.ValueType.Null]).toContain(cell.type);
          cells.push(cell.text);
        });
        rows.push(cells);
      });
      return [sheet.name, rows];
    }),
  );
}

describe('a report as a PDF', () => {
  const report = sampleReport(Array.from({ length: 60 }, (_, n) => account(n)));

  it('says first what could not be searched and why, then what was asked and what was found', async () => {
    const { all } = await pdfText(await written('report_pdf', report, 'zh-CN'));
    const order = [
      '一、完整性说明',
      '未能查询的部分',
      '尚未办结的协查单',
      '二、查询了什么',
      '三、查询结果',
      '四、涉及的第三人',
    ];
    const places = order.map((each) => all.indexOf(each));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((place) => place >= 0)).toBe(true);
    for (const said of [
      '第2版（已固定）',
      report.contentHash,
      '𫖯龑',
      '样例不动产登记中心·逾期未反馈—期限届满，单位未反馈',
      '[TIME_RAN_OUT]',
      '样例车辆管理所·排队',
      '2026-11-2206:31:04+08:00',
      '回执HZ-1,HZ-2',
      '来源样例银行核心系统ACC-59',
      '陶**',
      '核查〓[U+20BB7]',
      'U+20BB7。',
    ])
      expect(all).toContain(said);
    expect(all).not.toContain('undefined');
    // A receipt on every record.
    expect(all.split('回执HZ-1,HZ-2').length - 1).toBeGreaterThanOrEqual(60);
  });

  it('numbers its pages, says how many there are, and has its hash on each', async () => {
    const { pages } = await pdfText(await written('report_pdf', report, 'zh-CN'));
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, index) => {
      expect(page).toContain(`第${index + 1}页/共${pages.length}页`);
      expect(page).toContain(report.contentHash);
    });
  });

  it('speaks English when asked to', async () => {
    const { all } = await pdfText(await written('report_pdf', report, 'en'));
    expect(all).toContain('1Completeness');
    expect(all).toContain('Page1of');
    expect(all).toContain('Samplebank-a');
  });
});

describe('a report as a workbook', () => {
  const report = sampleReport([account(1), account(2)]);

  it('has a sheet for the summary, the gaps, the legs, each kind of record and third persons', async () => {
    const sheets = await sheetsOf(await written('report_xlsx', report, 'zh-CN'));
    expect(Object.keys(sheets)).toEqual(['汇总', '未能查询', '协查单', '账户', '第三人']);
    expect(JSON.stringify(sheets['汇总'])).toContain(report.contentHash);
    expect(sheets['未能查询']?.[1]).toEqual(
      expect.arrayContaining([
        '𫖯龑',
        '不动产',
        '样例不动产登记中心',
        '期限届满，单位未反馈',
        'TIME_RAN_OUT',
      ]),
    );
    expect(sheets['协查单']?.slice(1).map((row) => row[3])).toEqual([
      '查到',
      '逾期未反馈',
      '已查，无',
      '等待',
    ]);
    const [head = [], first = []] = sheets['账户'] ?? [];
    const cell = (name: string): string | undefined => first[head.indexOf(name)];
    expect(cell('账号')).toBe('6200000000000000001');
    expect(cell('回执')).toBe('HZ-1, HZ-2');
    expect(cell('数据截至')).toBe('2026-11-22 06:31:04 +08:00');
    expect(cell('余额')).toBe('-12.50 CNY');
    expect(cell('司法冻结')).toContain('9007199254740993.01 CNY');
    expect(sheets['第三人']?.[1]).toEqual(expect.arrayContaining(['账户', 'ACC-1', '在先权利']));
    expect(JSON.stringify(sheets['第三人'])).toContain('陶**');
  });

  it('keeps every text a text: nothing that an agency wrote is computed', async () => {
    const sheets = await sheetsOf(await written('report_xlsx', report, 'zh-CN'));
    const [head = [], first = []] = sheets['账户'] ?? [];
    expect(first[head.indexOf('开户网点')]).toBe('\'=HYPERLINK("http://x.invalid","清河支行𫖯")');
    expect(sheets['未能查询']?.[1]).toContain("'=cmd|calc");
    for (const start of ['=', '+', '-', '@', '\t', '\r'])
      expect(cellText(`${start}1+1`)).toBe(`'${start}1+1`);
    expect(['-12.50', '-12.50 CNY', '1=1', ''].map(cellText)).toEqual(['-12.50', '-12.50 CNY', '1=1', '']);
    expect(cellText('a\u0000\u001fb')).toBe('ab');
    expect(cellText('长'.repeat(40_000))).toHaveLength(32_767);
  });

  it('is in English when asked to', async () => {
    const sheets = await sheetsOf(await written('report_xlsx', report, 'en'));
    expect(Object.keys(sheets)).toEqual(['Summary', 'Not searched', 'Legs', 'account', 'Third persons']);
    expect(sheets['account']?.[0]).toEqual(expect.arrayContaining(['Account number', 'Receipts']));
  });
});

describe('GET /inquiries/{id}/report', () => {
  let gateway: GatewayUnderTest;
  let path: string;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.putCase();
    path = `/api/v1/inquiries/${String((await gateway.order()).json['id'])}/report`;
  });
  afterAll(() => gateway.stop());

  const ask = (accept: string, more: object = {}) =>
    gateway.call({ path, as: 'officer.chen', headers: { accept, ...more } });

  it('answers in the format and the language that are asked for, and puts each export on record', async () => {
    const pdf = await ask(PDF);
    expect(pdf).toMatchObject({
      status: 200,
      headers: {
        'content-type': PDF,
        'content-language': 'zh-CN',
        'cache-control': 'no-store',
        'content-disposition': expect.stringMatching(
          /^attachment; filename="report-.*-provisional\.pdf"$/,
        ) as unknown,
      },
    });
    expect(pdf.text.startsWith('%PDF-')).toBe(true);
    const xlsx = await ask(XLSX, { 'accept-language': 'en' });
    expect(xlsx).toMatchObject({ status: 200, headers: { 'content-type': XLSX, 'content-language': 'en' } });
    expect(xlsx.text.startsWith('PK')).toBe(true);
    expect(
      gateway.ports.audit.of('report_exported').map(({ facts }) => [facts['format'], facts['language']]),
    ).toEqual([
      ['pdf', 'zh-CN'],
      ['xlsx', 'en'],
    ]);
    expect((await ask('*/*')).json['standing']).toBe('provisional');
    expect((await ask('text/html')).status).toBe(406);
  });

  it('is nobody else’s in any format, and exports nothing of it', async () => {
    const before = gateway.ports.audit.of('report_exported').length;
    const theirs = await gateway.call({ path, as: 'officer.outsider', headers: { accept: PDF } });
    expect({ status: theirs.status, reason: theirs.json['reason'] }).toEqual({
      status: 404,
      reason: 'INQUIRY_NOT_FOUND',
    });
    const none = await gateway.call({
      path: `${path}?version=7`,
      as: 'officer.chen',
      headers: { accept: XLSX },
    });
    expect(none.json['reason']).toBe('REPORT_VERSION_NOT_FOUND');
    expect(gateway.ports.audit.of('report_exported')).toHaveLength(before);
  });

  it('says that a report is too long for a PDF, and what to ask for instead', async () => {
    const long = sampleReport(Array.from({ length: MOST_RECORDS_IN_PDF + 1 }, () => account(1)));
    gateway.ports.inquiries.sealedReport = () => Promise.resolve(long);
    const refused = await ask(PDF);
    expect({ status: refused.status, reason: refused.json['reason'] }).toEqual({
      status: 409,
      reason: 'REPORT_TOO_LONG_FOR_PDF',
    });
    expect(refused.text).toContain('XLSX');
  });
});
