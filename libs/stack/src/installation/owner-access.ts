import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { courtCluster, provisionCourtDatabase } from '../constellation/court-database.js';
import { ensureTrustFiles, keyRingPath, trustFolderName } from '../constellation/trust-files.js';
import { startPostgresCluster } from '../postgres-cluster.js';
import { folderOwner, ownFolder } from '../servers/folder-owner.js';
import { placesOf } from './places.js';
import { StartRefusal } from './start-refusal.js';

/**
 * Works on an installation's database as its owner: on the running one, or on one that is started for this alone and
 * ended afterwards. Throws StartRefusal where there is no installation, or it is just starting or ending.
 */
export async function withOwnerAccess<T>(home: string, work: (ownerUrl: string) => Promise<T>): Promise<T> {
  requireKeys(home);
  if ((await folderOwner(home)) === undefined) return withDatabaseAlone(home, work);
  const url = await readFile(placesOf(home).databaseUrl, 'utf8').catch(() => undefined);
  if (url === undefined) {
    throw new StartRefusal(`The installation in ${home} is just starting or ending; try again in a moment.`);
  }
  return work(url.trim());
}

/** As `withOwnerAccess`, on a database that nobody else uses. Throws FolderInUseError while the installation runs. */
export async function withDatabaseAlone<T>(home: string, work: (ownerUrl: string) => Promise<T>): Promise<T> {
  requireKeys(home);
  const owned = await ownFolder(home);
  try {
    const cluster = await startPostgresCluster({ folder: join(home, courtCluster) });
    try {
      const trust = await ensureTrustFiles(join(home, trustFolderName), []);
      return await work((await provisionCourtDatabase(cluster, trust)).ownerUrl);
    } finally {
      await cluster.stop();
    }
  } finally {
    await owned.release();
  }
}

/** Without its keys a folder is no installation, and a database in it would be of no use to anybody. */
function requireKeys(home: string): void {
  if (existsSync(join(home, trustFolderName, keyRingPath))) return;
  throw new StartRefusal(
    `There is no installation in ${home}: it holds no keys (${join(trustFolderName, keyRingPath)}). ` +
      'Name the folder by DIANDA_HOME, or an external database by DATABASE_URL.',
  );
}
