import type { Report } from '@dianda/inquiry';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { CourtClient } from '../src/court-client.js';
import type { ListedAccount } from '../src/installation/sample-accounts.js';
import { sampleCase, sampleNoticeNumber, samplePurpose } from '../src/sample-world/sample-case.js';
import { until } from './system-rig.js';

const main = join(process.cwd(), 'dist', 'libs', 'stack', 'src', 'installation', 'main.js');

export interface StartEnd {
  readonly code: number | null;
  readonly said: string;
}

/** One run of `npm start` as a process of its own. */
export class StartRun {
  private text = '';
  readonly ended: Promise<StartEnd>;

  private constructor(readonly child: ChildProcess) {
    const take = (text: string): void => void (this.text += text);
    child.stdout?.setEncoding('utf8').on('data', take);
    child.stderr?.setEncoding('utf8').on('data', take);
    this.ended = new Promise((resolve) => {
      child.once('close', (code) => {
        resolve({ code, said: this.text });
      });
    });
  }

  static of(home: string, port: number, ...args: readonly string[]): StartRun {
    const env = { ...process.env, DIANDA_HOME: home, PORT: String(port) };
    return new StartRun(
      spawn(process.execPath, [main, '--lang', 'en', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  get said(): string {
    return this.text;
  }

  /** Throws what it said when it ends before. */
  async untilSaid(text: string): Promise<void> {
    let end: StartEnd | undefined;
    void this.ended.then((its) => (end = its));
    await until(() => {
      if (this.text.includes(text)) return true;
      if (end !== undefined) throw new Error(`ended without saying "${text}":\n${end.said}`);
      return false;
    });
  }

  async running(): Promise<this> {
    await this.untilSaid('Ctrl-C ends it');
    return this;
  }

  end(signal: NodeJS.Signals): Promise<StartEnd> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** What an officer of the installation does over its API. */
export class OfficerOfInstallation {
  private constructor(private readonly client: CourtClient) {}

  static async signIn(home: string, port: number): Promise<OfficerOfInstallation> {
    const account = accountsIn(home).find(({ username }) => username === 'officer.zhou');
    if (account === undefined) throw new Error('the file names no officer.zhou');
    const { username, password } = account;
    const gatewayUrl = `http://127.0.0.1:${port}`;
    return new OfficerOfInstallation(await CourtClient.signIn(gatewayUrl, 'en', { username, password }));
  }

  /** Asks everything about both parties of the sample case: 13 legs. */
  async order(): Promise<string> {
    const { caseNumber } = sampleCase;
    const notice = await this.client.drawUpNotice(caseNumber, {
      number: `${sampleNoticeNumber}-${randomUUID()}`,
      purpose: samplePurpose,
    });
    return this.client.order({ caseNumber, notice: { id: notice.id }, purpose: samplePurpose }, randomUUID());
  }

  progressOf(inquiryId: string): ReturnType<CourtClient['progress']> {
    return this.client.progress(inquiryId);
  }

  async sealedReportOf(inquiryId: string): Promise<Report> {
    await until(async () => (await this.client.progress(inquiryId)).state !== 'dispatching');
    return this.client.report(inquiryId);
  }
}

export function accountsIn(home: string): readonly ListedAccount[] {
  const file: unknown = JSON.parse(readFileSync(join(home, 'sample-accounts.json'), 'utf8'));
  return isAccountsFile(file) ? file.accounts : [];
}

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Rows of the running installation's database, as its owner. */
export function askDatabase(home: string, statement: string): Promise<Rows> {
  return ask(readFileSync(join(home, 'database-url'), 'utf8').trim(), statement);
}

/** Rows of one of the sample agencies' databases, while the installation runs. */
export function askAgency(home: string, database: string, statement: string): Promise<Rows> {
  const cluster = join(home, 'postgres-agencies');
  const password = readFileSync(join(cluster, 'superuser-password'), 'utf8').trim();
  // The fourth line of the server's own mark is its port.
  const port = readFileSync(join(cluster, 'data', 'postmaster.pid'), 'utf8').split('\n')[3] ?? '';
  return ask(`postgres://postgres:${password}@127.0.0.1:${port}/${database}`, statement);
}

async function ask(url: string, statement: string): Promise<Rows> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

function isAccountsFile(value: unknown): value is { readonly accounts: readonly ListedAccount[] } {
  return typeof value === 'object' && value !== null && 'accounts' in value && Array.isArray(value.accounts);
}
