import ExcelJS from 'exceljs';
import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { extractText, getDocumentProxy } from 'unpdf';
import pg from 'pg';
import { sampleAgencies } from '../src/sample-world/agencies.js';
import { sampleCourt } from '../src/sample-world/court-desk.js';
import { freePort } from '../src/servers/free-port.js';
import { CuttingProxy } from './cutting-proxy.js';
import { SystemRig, until } from './system-rig.js';

/** Servers and apps have to come up, and the request limit counts by the minute, twice at worst. */
jest.setTimeout(420_000);

const cli = join(process.cwd(), 'dist', 'apps', 'cli', 'src', 'main.js');
const example = join(process.cwd(), 'examples', 'court-system', 'src', 'main.ts');

/** Fewer than the program's requests, more than half of them: it has to wait once. */
const requestsPerMinute = 12;

/** The sample court system under examples/, set up as its README says, at the other end of a bad line. */
describe('the sample court system', () => {
  let rig: SystemRig;
  let proxy: CuttingProxy;
  let outFolder: string;
  let clientId: string;
  let said = '';
  let forgedStatus: number | undefined;
  let exitCode: number | null;

  /** Runs `npm run dianda -- …` as an operator; answers what it prints. */
  function dianda(...args: readonly string[]): Promise<string> {
    const { databaseUrl, trustFolder } = rig.constellation;
    const keyRing = join(trustFolder, 'dianda', 'key-ring.json');
    const env = { PATH: '/usr/bin:/bin', DATABASE_URL: databaseUrl, KEY_RING_FILE: keyRing };
    return new Promise((resolve, reject) => {
      execFile(process.execPath, [cli, ...args], { env }, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`${args.join(' ')}: ${stdout}${stderr}`));
      });
    });
  }

  async function rows(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const client = new pg.Client({ connectionString: rig.constellation.databaseUrl });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  }

  /** What anybody can send who knows the address: all but the secret. */
  async function sendForged(url: string): Promise<number> {
    const body = JSON.stringify({ type: 'report.sealed', data: {} });
    const at = new Date();
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const reply = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'webhook-id': 'msg_forged',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign('msg_forged', at, body),
      },
    });
    return reply.status;
  }

  beforeAll(async () => {
    rig = await SystemRig.start(
      sampleAgencies.filter(({ slug }) => slug === 'land' || slug === 'huaihe'),
      // The shortest there is: the wait outlasts the time at which the program renews it.
      { TOKEN_LIFETIME_MS: '60000' },
    );
    proxy = await CuttingProxy.start(rig.constellation.gatewayUrl, [
      { method: 'POST', path: /\/inquiries$/, does: 'cut_after_answer' },
      { method: 'GET', path: /\/report\?version=1$/, does: 'spoil_token' },
    ]);
    const keyFile = join(rig.folder, 'client.key.pem');
    outFolder = join(rig.folder, 'reports');
    const receiverPort = await freePort();
    const receiverUrl = `http://127.0.0.1:${receiverPort}/`;
    const court = ['--court', sampleCourt.code];
    const limit = ['--limit', String(requestsPerMinute)];
    const added = await dianda('clients', 'add', 'case-system', ...court, ...limit, '--generate', keyFile);
    clientId = /^client\s+(\S+)/m.exec(added)?.[1] ?? '';
    const secretFile = join(rig.folder, 'webhook-secret');
    const types = ['--types', 'leg.settled,inquiry.completed,report.sealed'];
    await dianda('webhooks', 'add', receiverUrl, ...court, ...types, '--secret-file', secretFile);

    const child = spawn(process.execPath, [example, '--lang', 'en'], {
      env: {
        PATH: '/usr/bin:/bin',
        DIANDA_URL: proxy.url,
        CLIENT_ID: clientId,
        CLIENT_KEY_FILE: keyFile,
        WEBHOOK_SECRET_FILE: secretFile,
        RECEIVER_PORT: String(receiverPort),
        OUT_FOLDER: outFolder,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const take = (text: string): void => void (said += text);
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    await until(() => said.includes(receiverUrl) || child.exitCode !== null);
    forgedStatus = await sendForged(receiverUrl);
    exitCode = await ended;
  });
  afterAll(async () => {
    proxy.stop();
    await rig.stop();
  });

  const linesOf = (pattern: RegExp): readonly RegExpExecArray[] =>
    said.split('\n').flatMap((line) => {
      const found = pattern.exec(line);
      return found === null ? [] : [found];
    });

  it('pushes its cases, orders one inquiry and a batch, and reads three whole reports', () => {
    expect({ exitCode, said }).toMatchObject({ exitCode: 0 });
    expect(linesOf(/^pushed case /).length).toBe(3);
    expect(linesOf(/^notice .* is drawn up$/).length).toBe(3);
    expect(linesOf(/^ordered .*: inquiry /).length).toBe(1);
    expect(said).toContain('dry run of the batch: 2 rows good, 0 refused');
    expect(said).toMatch(/^batch \S+: 2 rows accepted, 0 refused$/m);
    const reports = linesOf(/^(\S+) report version 1: (.*?);/).map(([, number, counts]) => [number, counts]);
    expect(reports.sort()).toEqual([
      ['（2026）苏0812执990101号', '4 legs, 4 found, 0 searched and empty, 0 not searched, 0 open'],
      ['（2026）苏0812执990102号', '2 legs, 2 found, 0 searched and empty, 0 not searched, 0 open'],
      ['（2026）苏0812执990103号', '2 legs, 0 found, 2 searched and empty, 0 not searched, 0 open'],
    ]);
  });

  it('orders once although the answer was lost, with the same Idempotency-Key', async () => {
    expect(proxy.happened.map(({ does }) => does)).toEqual(['cut_after_answer', 'spoil_token']);
    expect(linesOf(/^the connection was cut: POST \/api\/v1\/inquiries is sent again/).length).toBe(1);
    const counted = await rows(
      `SELECT case_number, count(*)::int AS inquiries FROM dianda.inquiry GROUP BY case_number ORDER BY case_number`,
    );
    expect(counted.map(({ inquiries }) => inquiries)).toEqual([1, 1, 1]);
  });

  it('waits as the gateway says, and takes a new token when one has ended or is refused', async () => {
    expect(linesOf(/^the gateway asks to wait: again in \d+ s$/).length).toBeGreaterThan(0);
    expect(linesOf(/^the token was refused: taking a new one$/).length).toBe(1);
    const granted = await rows(
      `SELECT FROM dianda.audit_entry WHERE action = 'token_granted' AND subject_id = '${clientId}'`,
    );
    expect(granted.length).toBeGreaterThanOrEqual(3);
  });

  it('is told of each inquiry in order and once, and refuses what is forged', async () => {
    expect(forgedStatus).toBe(401);
    expect(linesOf(/^refused a webhook: its signature does not hold$/).length).toBe(1);
    expect(said).toContain('webhooks: 14 taken, 1 refused, 0 out of order');
    const told = Map.groupBy(linesOf(/^told (\S+) of (\S+), event (\d+)$/), ([, , number = '']) => number);
    expect([...told].map(([number, lines]) => [number, lines.map(([, type]) => type)]).sort()).toEqual([
      ['(2026)苏0812执990101号', toldOf(4)],
      ['(2026)苏0812执990102号', toldOf(2)],
      ['(2026)苏0812执990103号', toldOf(2)],
    ]);
    expect(
      await rows('SELECT state, attempts, count(*)::int AS all FROM dianda.webhook_delivery GROUP BY 1, 2'),
    ).toEqual([{ state: 'delivered', attempts: 1, all: 14 }]);
  });

  it('keeps each report for its owner’s eyes, as JSON, PDF and XLSX of the same sealed version', async () => {
    const files = readdirSync(outFolder);
    expect(files.length).toBe(9);
    const sealed = await rows('SELECT inquiry_id, content_hash FROM dianda.report_version WHERE version = 1');
    for (const id of new Set(files.map((file) => file.replace(/\..*/, '')))) {
      const path = (extension: string): string => join(outFolder, `${id}.${extension}`);
      const report: unknown = JSON.parse(readFileSync(path('json'), 'utf8'));
      expect(report).toMatchObject({ inquiryId: id, standing: 'sealed', version: 1 });
      expect(sealed).toContainEqual({ inquiry_id: id, content_hash: contentHashOf(report) });
      const caseNumber = /"caseNumber": "(.*?)"/.exec(readFileSync(path('json'), 'utf8'))?.[1] ?? '-';
      const pdf = await extractText(await getDocumentProxy(new Uint8Array(readFileSync(path('pdf')))), {
        mergePages: true,
      });
      expect(pdf.text.replaceAll(/\s/g, '')).toContain(caseNumber);
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(path('xlsx'));
      expect(JSON.stringify(workbook.worksheets.map((sheet) => sheet.getSheetValues()))).toContain(
        caseNumber,
      );
      for (const extension of ['json', 'pdf', 'xlsx'])
        expect(statSync(path(extension)).mode & 0o777).toBe(0o600);
    }
  });

  it('leaves each of its acts in the audit under its own name', async () => {
    const acts = await rows(
      `SELECT action, count(*)::int AS count FROM dianda.audit_entry WHERE actor_account_id = '${clientId}'
         AND action IN ('case_put', 'notice_stored', 'inquiry_ordered', 'batch_taken', 'report_viewed')
       GROUP BY action ORDER BY action`,
    );
    expect(acts).toEqual([
      { action: 'batch_taken', count: 1 },
      { action: 'case_put', count: 3 },
      { action: 'inquiry_ordered', count: 3 },
      { action: 'notice_stored', count: 3 },
      { action: 'report_viewed', count: 9 },
    ]);
  });
});

function toldOf(legs: number): readonly string[] {
  return [...Array.from({ length: legs }, () => 'leg.settled'), 'inquiry.completed', 'report.sealed'];
}

function contentHashOf(report: unknown): unknown {
  return typeof report === 'object' && report !== null && 'contentHash' in report
    ? report.contentHash
    : undefined;
}
