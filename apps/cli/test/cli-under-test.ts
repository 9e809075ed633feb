import { makeTestStorage, type TestStorage } from '../../../libs/storage/test/test-database.js';
import { runCli } from '../src/run-cli.js';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command line on a migrated database of its own. */
export interface CliUnderTest {
  readonly storage: TestStorage;
  readonly run: (...args: string[]) => Promise<Said>;
  /** As that role of the database. */
  readonly runOn: (databaseUrl: string, ...args: string[]) => Promise<Said>;
  /** Entries of that action, oldest first. */
  readonly audited: (action: string) => Promise<readonly unknown[]>;
}

export async function makeCli(): Promise<CliUnderTest> {
  const storage = await makeTestStorage();
  const runOn = async (databaseUrl: string, ...args: string[]): Promise<Said> => {
    const said = { out: '', err: '' };
    const terminal = {
      print: (text: string) => (said.out += `${text}\n`),
      complain: (text: string) => (said.err += `${text}\n`),
    };
    return { code: await runCli(args, terminal, { DATABASE_URL: databaseUrl }), ...said };
  };
  return {
    storage,
    runOn,
    run: (...args) => runOn(storage.urls.ownerUrl, ...args),
    audited: (action) =>
      storage.ask(
        `SELECT actor_role, subject_kind, subject_id, facts, written_by FROM dianda.audit_entry
         WHERE action = $1 ORDER BY at`,
        [action],
      ),
  };
}
