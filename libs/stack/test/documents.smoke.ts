import excel from 'exceljs';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { extractText, getDocumentProxy } from 'unpdf';

jest.setTimeout(240_000);

const require = createRequire(join(process.cwd(), 'package.json'));
const fontsFolder = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
const program = join(process.cwd(), 'dist/apps/gateway/src/documents/document-program.js');

/** The gateway's default heap for a document. */
const heapMiB = 320;
const records = 5_000;
const at = '2026-11-21T22:31:04.000Z';

/** A report as the gateway hands it to the program: JSON. */
function reportOf(count: number): object {
  const agency = { code: 'land-3208', name: { zh: '样例不动产登记中心', en: 'Sample registry' } };
  const record = (n: number) => ({
    kind: 'house_right',
    sourceRecordId: `FDCQ-${n}`,
    source: '样例不动产登记簿',
    asOf: at,
    disputed: false,
    warnings: [],
    plannedUse: { code: 'RESIDENTIAL' },
    floorArea: { value: '89.73', unit: { code: 'SQUARE_METRE' } },
    title: {
      unitNumber: `320812001001GB${String(n).padStart(14, '0')}`,
      location: `样例市清河路 ${n} 号 𫖯`,
      titleNumber: `苏(2026)样例市不动产权第${n}号`,
      owners: [
        { holder: { subject: { name: '龑样例' } }, coOwnership: { code: 'JOINT' } },
        { holder: { thirdPerson: { kind: 'PERSON', name: '陶**', documentNumber: '3208**********17' } } },
      ],
      mortgages: [{ rank: 1, securedAmount: { amount: '1500000.00', currency: 'CNY' } }],
      seizures: [],
      advanceNotices: [],
      objections: [],
    },
  });
  return {
    inquiryId: '00000000-0000-4000-8000-000000000001',
    caseNumber: '(2026)苏0812执990001号',
    court: { code: '苏0812', name: '样例法院' },
    notice: { number: '查1', name: '协助查询通知书', sha256: '0'.repeat(64) },
    purpose: '核查财产',
    orderedAt: at,
    regions: [],
    complete: true,
    counts: { legs: 1, searched: 1, searchedEmpty: 0, unreceipted: 0, gaps: 0, open: 0, cancelled: 0 },
    gaps: [],
    subjects: [
      {
        subjectId: '00000000-0000-8000-8000-000000000002',
        kind: 'person',
        name: '龑样例',
        document: { type: 'RESIDENT_ID', maskedNumber: '320898**********25' },
        classes: [
          {
            assetClass: 'LAND',
            totals: [],
            legs: [
              {
                status: 'searched',
                legId: '00000000-0000-8000-8000-000000000003',
                agency,
                answeredAt: at,
                settledAt: at,
                late: false,
                asOf: at,
                receiptNumbers: ['HZ-1'],
                missing: [],
                records: Array.from({ length: count }, (_, n) => record(n)),
              },
            ],
          },
        ],
      },
    ],
    standing: 'sealed',
    version: 1,
    contentHash: 'c0ffee'.padEnd(64, '0'),
    asOf: at,
  };
}

interface Made {
  readonly bytes: Buffer;
  readonly peakMiB: number;
}

/** What the compiled program writes, and how much memory it had at its peak. */
async function make(kind: 'report_pdf' | 'report_xlsx', count: number): Promise<Made> {
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMiB}`, program, fontsFolder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {},
  });
  let peakKiB = 0;
  const watching = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8');
      peakKiB = Math.max(peakKiB, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    } catch {
      // It has ended.
    }
  }, 50);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.end(JSON.stringify({ kind, report: reportOf(count), language: 'zh-CN' }));
  const bytes = await buffer(child.stdout);
  clearInterval(watching);
  expect(await ended).toBe(0);
  const peakMiB = Math.round(peakKiB / 1024);
  process.stdout.write(`${kind} of ${count} records: ${bytes.byteLength} bytes, peak ${peakMiB} MiB\n`);
  return { bytes, peakMiB };
}

describe('a report of 5,000 records', () => {
  it('becomes a PDF of numbered pages within the memory of its own process', async () => {
    const { bytes, peakMiB } = await make('report_pdf', records);
    expect(peakMiB).toBeLessThan(600);
    const document = await getDocumentProxy(new Uint8Array(bytes));
    const { text, totalPages } = await extractText(document, { mergePages: false });
    expect(totalPages).toBeGreaterThan(100);
    const plain = text.map((page) => page.replace(/\s+/gu, ''));
    expect(plain.at(-1)).toContain(`第${totalPages}页/共${totalPages}页`);
    const all = plain.join('');
    for (const said of ['FDCQ-0', `FDCQ-${records - 1}`, `清河路${records - 1}号𫖯`, '陶**'])
      expect(all).toContain(said);
  });

  it('becomes a workbook row by row, at hardly more memory than a small one', async () => {
    const small = await make('report_xlsx', 10);
    const large = await make('report_xlsx', records);
    expect(large.peakMiB - small.peakMiB).toBeLessThan(200);
    const book = new excel.Workbook();
    await book.xlsx.load(new Uint8Array(large.bytes).buffer);
    const sheet = book.worksheets.find(({ rowCount }) => rowCount === records + 1);
    expect(sheet).toBeDefined();
    expect(JSON.stringify(sheet?.getRow(records + 1).values)).toContain(`FDCQ-${records - 1}`);
  });
});
