import type { Agency } from '@dianda/inquiry';
import { once } from 'node:events';
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { Constellation } from '../constellation/constellation.js';
import { ensureTrustFiles } from '../constellation/trust-files.js';
import { CourtClient } from '../court-client.js';
import { personSubject } from '../sample-world/identities.js';
import { sampleCase, sampleNoticeNumber, samplePurpose } from '../sample-world/sample-case.js';
import { makeEphemeralFolder } from '../servers/server-folder.js';
import { benchSlugs, type AgenciesReady } from './bench-agencies.js';
import { closedLoop, type LoadResult } from './closed-loop.js';
import { Completions } from './completions.js';
import type { FloorJob } from './floor.js';
import { floorSetting } from './floor-setting.js';
import { usageOf, type UsageByName } from './process-usage.js';

export type Rings = 'postgres' | 'redis';

const databaseServers = new Set(['postgres-court', 'postgres-agencies']);

/** The whole of Dianda with five agencies, and beside it the floor over the same agencies. */
export class BenchRig {
  private constructor(
    private readonly folder: string,
    readonly constellation: Constellation,
    readonly officer: CourtClient,
    private readonly notice: { readonly id: string },
    private readonly agencies: ChildProcess,
    private readonly floor: ChildProcess,
    private readonly completions: Completions,
  ) {}

  /** `repository` holds the built programs under dist/, `here` those of the bench itself. */
  static async start(repository: string, here: string, rings: Rings): Promise<BenchRig> {
    const folder = await makeEphemeralFolder('dianda-bench-');
    const constellation = await Constellation.start({
      folder: join(folder, 'constellation'),
      repository,
      node: process.execPath,
      agencies: [],
      ephemeral: false,
      rings,
      onEvent: () => undefined,
    });
    const { gatewayUrl, accounts, databaseUrl, trustFolder } = constellation;
    const trust = await ensureTrustFiles(trustFolder, benchSlugs);
    const agencies = child(join(here, 'agencies-main.js'), [trustFolder]);
    const rows = (await firstMessage(agencies)) as AgenciesReady;
    await constellation.loadDirectory(rows);
    await allDescribed(databaseUrl, rows);
    const floor = child(join(here, 'floor-main.js'), [
      JSON.stringify(floorSetting(databaseUrl, trust, rows)),
    ]);
    await firstMessage(floor);
    const caseSystem = await CourtClient.ofClient(gatewayUrl, 'en', accounts.courtSystem);
    await caseSystem.putCase(sampleCase);
    const officer = await CourtClient.signIn(gatewayUrl, 'en', accounts.officer);
    const notice = await officer.drawUpNotice(sampleCase.caseNumber, {
      number: sampleNoticeNumber,
      purpose: samplePurpose,
    });
    const completions = new Completions(databaseUrl);
    return new BenchRig(folder, constellation, officer, notice, agencies, floor, completions);
  }

  /** Orders one inquiry of five legs; answers its id. */
  order(): Promise<string> {
    return this.officer.order(
      {
        caseNumber: sampleCase.caseNumber,
        subjects: [personSubject],
        assetClasses: ['BANK_ACCOUNT'],
        notice: { id: this.notice.id },
        purpose: samplePurpose,
      },
      randomUUID(),
    );
  }

  /** Resolves when the inquiry has no open leg. */
  completionOf(inquiryId: string): Promise<void> {
    return this.completions.of(inquiryId);
  }

  /** Inquiries that are waited for. */
  get openInquiries(): number {
    return this.completions.open;
  }

  /** From order to first attempt, of each leg that was ordered since. */
  readyToAttemptMs(since: Date): Promise<readonly number[]> {
    return this.completions.readyToAttemptMs(since);
  }

  /** Follows the officer's stream; `stop` tells for each settled leg how old its event was when it came. */
  watchSettles(): { readonly stop: () => Promise<readonly number[]> } {
    const agesMs: number[] = [];
    const ending = new AbortController();
    const reading = (async () => {
      for await (const { event, data } of this.officer.events(ending.signal)) {
        if (event !== 'leg_changed' || data['state'] !== 'answered') continue;
        agesMs.push(Date.now() - Date.parse(String(data['at'])));
      }
    })();
    return {
      stop: async () => {
        ending.abort();
        await reading;
        return agesMs;
      },
    };
  }

  runDianda(inFlight: number, seconds: number): Promise<LoadResult> {
    return closedLoop(inFlight, seconds, async () => {
      await this.completionOf(await this.order());
    });
  }

  async runFloor(job: FloorJob): Promise<LoadResult> {
    this.floor.send(job);
    return (await firstMessage(this.floor)) as LoadResult;
  }

  /** Of all processes of Dianda, and of the agencies and the floor. */
  usage(): UsageByName {
    const others = [
      ['agencies', this.agencies.pid],
      ['floor', this.floor.pid],
      ['load', process.pid],
    ] as const;
    const pids = new Map(this.constellation.pids);
    for (const [name, pid] of others) if (pid !== undefined) pids.set(name, pid);
    return usageOf(pids, databaseServers);
  }

  async stop(): Promise<void> {
    await this.completions.close();
    for (const each of [this.floor, this.agencies]) if (each.connected) each.disconnect();
    await this.constellation.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

function child(main: string, args: readonly string[]): ChildProcess {
  return fork(main, args, { execArgv: ['--tls-min-v1.3'], serialization: 'advanced' });
}

/** Waits until the dispatcher has met each agency, so that no run pays for it. */
async function allDescribed(databaseUrl: string, rows: readonly Agency[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (;;) {
      const held = await client.query('SELECT FROM dianda.agency_hold');
      const known = await client.query('SELECT FROM dianda.agency WHERE enabled');
      if (held.rowCount === 0 && known.rowCount === rows.length) return;
      await delay(100);
    }
  } finally {
    await client.end();
  }
}

async function firstMessage(from: ChildProcess): Promise<unknown> {
  const ended = once(from, 'exit').then(() => {
    throw new Error('a process of the bench ended');
  });
  const [message] = (await Promise.race([once(from, 'message'), ended])) as unknown[];
  return message;
}
