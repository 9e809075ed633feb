import { join } from 'node:path';
import { keyRingPath, trustFolderName } from '../constellation/trust-files.js';

/** What lies where in an installation's folder. */
export const placesOf = (home: string) => ({
  sampleAccounts: join(home, 'sample-accounts.json'),
  firstAdministrator: join(home, 'first-administrator.json'),
  logs: join(home, 'logs'),
  /** Made before each upgrade. */
  backups: join(home, 'backups'),
  /** The URL of the running database as its owner, for `npm run dianda`; readable by its owner only. */
  databaseUrl: join(home, 'database-url'),
  /** The keys that everything personal, and the secrets of webhooks, are sealed under. */
  keyRing: join(home, trustFolderName, keyRingPath),
});
