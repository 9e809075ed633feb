import { filePath, folder, optional, readConfig, url, type Environment } from '@dianda/service-kit';
import { placesOf } from '@dianda/stack';
import { readFileSync } from 'node:fs';

const protocols = ['postgres', 'postgresql'];
/** Where `npm start` keeps its installation; `npm run` works in the repository's folder. */
const home = folder('DIANDA_HOME', { default: '.dianda', mustExist: false });

/**
 * What every command needs: Dianda's database as the role `dianda_owner`; the one that `npm start` runs unless another is
 * named. Throws `ConfigurationError`.
 */
export function readCliConfig(environment?: Environment) {
  const running = runningDatabase(readConfig({ home }, environment).home);
  return readConfig(
    {
      databaseUrl: url('DATABASE_URL', { protocols, ...(running === undefined ? {} : { default: running }) }),
    },
    environment,
  );
}

export type CliConfig = ReturnType<typeof readCliConfig>;

/** A backup may be of an installation that does not run. Throws `ConfigurationError`. */
export function readBackupConfig(environment?: Environment) {
  return readConfig({ databaseUrl: optional(url('DATABASE_URL', { protocols })), home }, environment);
}

/** The gateway's key ring, under which secrets of webhooks are sealed. Throws `ConfigurationError`. */
export function readKeyRingFile(environment?: Environment): string {
  const { keyRing } = placesOf(readConfig({ home }, environment).home);
  return readConfig({ file: filePath('KEY_RING_FILE', { default: keyRing }) }, environment).file;
}

function runningDatabase(installation: string): string | undefined {
  try {
    return readFileSync(placesOf(installation).databaseUrl, 'utf8').trim();
  } catch {
    return undefined;
  }
}
