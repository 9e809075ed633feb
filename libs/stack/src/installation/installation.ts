import type { Language } from '@dianda/inquiry';
import { writeBackup } from '@dianda/storage';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { Constellation } from '../constellation/constellation.js';
import type { PartEvent } from '../constellation/part-event.js';
import { CourtClient } from '../court-client.js';
import { redisIsInstalled } from '../redis-server.js';
import { sampleAgencies } from '../sample-world/agencies.js';
import { sampleCase } from '../sample-world/sample-case.js';
import { FolderInUseError, ownFolder, type FolderOwnership } from '../servers/folder-owner.js';
import { makeFirstAdministrator } from './first-administrator.js';
import { requirePort } from './listening-port.js';
import { placesOf } from './places.js';
import { writeSampleAccounts } from './sample-accounts.js';
import { StartRefusal } from './start-refusal.js';
import { installationWords, type InstallationWords } from './words.js';

export interface InstallationToRun {
  readonly home: string;
  readonly port: number;
  readonly repository: string;
  readonly node: string;
  readonly rings: 'postgres' | 'redis';
  readonly language: Language;
  readonly say: (text: string) => void;
}

/**
 * Runs the installation of that folder until `ended` is aborted, then ends all of it in order. Throws StartRefusal,
 * SchemaMismatchError and what a part says that does not start; nothing runs any more then.
 */
export async function runInstallation(wanted: InstallationToRun, ended: AbortSignal): Promise<void> {
  const words = installationWords(wanted.language);
  const { home, say } = wanted;
  const isFirst = !existsSync(placesOf(home).keyRing);
  // Passable for the database's account, listed by nobody else.
  await mkdir(home, { recursive: true, mode: 0o711 });
  const owned = await ownHome(home, words);
  try {
    await requirePort(wanted.port, owned.afterCrash, words, say);
    if (wanted.rings === 'redis' && !redisIsInstalled()) throw new StartRefusal(words.refusals.redisMissing);
    say(isFirst ? words.firstStart(home) : words.laterStart(home));
    await runConstellation(wanted, words, ended);
  } finally {
    await owned.release();
  }
  say(words.ended(home));
}

async function ownHome(home: string, words: InstallationWords): Promise<FolderOwnership> {
  try {
    return await ownFolder(home);
  } catch (error) {
    if (error instanceof FolderInUseError) {
      throw new StartRefusal(words.refusals.alreadyRuns(home, error.pid), { cause: error });
    }
    throw error;
  }
}

async function runConstellation(
  wanted: InstallationToRun,
  words: InstallationWords,
  ended: AbortSignal,
): Promise<void> {
  const { home, port, say } = wanted;
  const places = placesOf(home);
  const constellation = await startUnlessEnded(
    () =>
      Constellation.start(
        {
          folder: home,
          repository: wanted.repository,
          node: wanted.node,
          agencies: sampleAgencies,
          ephemeral: false,
          rings: wanted.rings,
          gatewayPort: port,
          supervised: true,
          onEvent: (event) => {
            const text = eventText(event, words);
            if (text !== undefined) say(text);
          },
          beforeUpgrade: async (ownerUrl, migrations) => {
            const folder = join(places.backups, new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14));
            say(words.upgrade(migrations, folder));
            await writeBackup({ ownerUrl, folder, attachments: new Map() });
          },
        },
        ended,
      ),
    ended,
  );
  if (constellation === undefined) return;
  try {
    await pushSampleCase(constellation, wanted.language, words, say);
    writeSampleAccounts(
      places.sampleAccounts,
      words.accountsNote,
      constellation.passwordOf,
      constellation.accounts.courtSystem,
    );
    const { firstAdministrator } = places;
    if (await makeFirstAdministrator(constellation.databaseUrl, firstAdministrator, words.administratorNote))
      say(words.administratorMade(firstAdministrator));
    await rm(places.databaseUrl, { force: true });
    await writeFile(places.databaseUrl, `${constellation.databaseUrl}\n`, { mode: 0o600 });
    for (const line of addressLines(constellation, places, words)) say(line);
    await abortOf(ended);
  } finally {
    say(words.ending);
    await rm(places.databaseUrl, { force: true });
    await constellation.stop();
  }
}

/** Undefined when it was told to end before it had come up; whatever had started has ended again. */
async function startUnlessEnded<T>(start: () => Promise<T>, ended: AbortSignal): Promise<T | undefined> {
  try {
    return await start();
  } catch (error) {
    if (ended.aborted) return undefined;
    throw error;
  }
}

/** A court that has no case yet gets the sample case, from its own case system as any other. */
async function pushSampleCase(
  constellation: Constellation,
  language: Language,
  words: InstallationWords,
  say: (text: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: constellation.databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM dianda.enforcement_case LIMIT 1');
    if (rowCount !== 0) return;
  } finally {
    await client.end();
  }
  const { gatewayUrl, accounts } = constellation;
  const caseSystem = await CourtClient.ofClient(gatewayUrl, language, accounts.courtSystem);
  await caseSystem.putCase(sampleCase);
  say(words.casePushed(sampleCase.caseNumber));
}

function eventText(event: PartEvent, words: InstallationWords): string | undefined {
  const { part, what, detail = '', waitMs = 0 } = event;
  switch (what) {
    case 'ready':
      return words.ready(part);
    case 'died':
      return words.died(part, detail);
    case 'restarting':
      return words.restarting(part, (waitMs / 1000).toFixed(1));
    case 'starting':
    case 'stopped':
      return undefined;
  }
}

function addressLines(
  { gatewayUrl, apps }: Constellation,
  { sampleAccounts, logs }: ReturnType<typeof placesOf>,
  words: InstallationWords,
): readonly string[] {
  return [
    words.running,
    `  ${words.api}  ${gatewayUrl}/api/v1`,
    `  ${words.docs}  ${gatewayUrl}/api/docs`,
    `  ${words.health}  ${gatewayUrl}/health/ready`,
    `  ${words.accounts}  ${sampleAccounts}`,
    `  ${words.logs}  ${logs}`,
    ...[...apps].map(([name, { metricsUrl }]) => `  ${words.metrics} ${name}  ${metricsUrl ?? ''}`),
    words.howToEnd,
  ];
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
