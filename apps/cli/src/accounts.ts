import {
  parseCourtCode,
  parseUsername,
  type CourtCode,
  type GivenPassword,
  type ListedAccount,
  type NewAccount,
  type Operations,
} from '@dianda/inquiry';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { administered, reasonIn } from './administered.js';
import { aligned } from './aligned.js';
import { parseCommandArgs } from './command-args.js';
import { CommandError, type Command, type Terminal } from './command.js';

interface Wanted {
  readonly role?: string | undefined;
  readonly court?: string | undefined;
  readonly 'work-id'?: string | undefined;
  readonly name?: string | undefined;
}

export const listAccounts: Command = {
  usage: 'accounts list',
  summary: 'shows the accounts of persons with role and state',
  run: async (args, readConfig, terminal) => {
    parseCommandArgs(args, listAccounts.usage, { positionals: 0, options: {} });
    const accounts = await administered(readConfig, ({ operations }) => operations.accounts.list());
    if (accounts.length === 0) terminal.print('There is no account yet; begin with “accounts first-admin”.');
    const rows = accounts.map(({ username, role, courtCode, disabled, passwordOneTime, displayName }) => [
      username,
      role,
      courtCode ?? '',
      disabled ? 'disabled' : passwordOneTime ? 'one-time password' : 'enabled',
      displayName,
    ]);
    for (const line of aligned(rows)) terminal.print(line);
  },
};

export const addAccount: Command = {
  usage:
    'accounts add <user name> --role officer|ops|admin [--name <display name>] [--court <代字> --work-id <id>]',
  summary: 'makes an account and prints its one-time password, once',
  run: async (args, readConfig, terminal) => {
    const { positionals, values } = parseCommandArgs(args, addAccount.usage, {
      positionals: 1,
      options: {
        role: { type: 'string' },
        court: { type: 'string' },
        'work-id': { type: 'string' },
        name: { type: 'string' },
      },
    });
    const wanted = newAccount(usernameIn(positionals[0]), values);
    const made = await administered(readConfig, ({ operations }) =>
      operations.accounts.make(wanted, undefined),
    );
    tell(made, terminal);
  },
};

export const firstAdministrator: Command = {
  usage: 'accounts first-admin [--username <name>] [--password-file <new file>]',
  summary:
    'makes the first administrator, if there has never been one; its one-time password is printed or written',
  run: async (args, readConfig, terminal) => {
    const { values } = parseCommandArgs(args, firstAdministrator.usage, {
      positionals: 0,
      options: { username: { type: 'string' }, 'password-file': { type: 'string' } },
    });
    const username = usernameIn(values.username ?? 'admin');
    const file = values['password-file'];
    const make = () =>
      administered(readConfig, ({ operations }) => operations.accounts.makeFirstAdministrator(username));
    const made = file === undefined ? await make() : await intoNewFile(file, make);
    if (made === undefined) terminal.print('There is an administrator already; nothing was changed.');
    else if (file === undefined) tell(made, terminal);
    else
      terminal.print(
        `account   ${username} (admin)\npassword  in ${file}, to be changed at the first sign-in`,
      );
  },
};

export const disableAccount = changing(
  'accounts disable <user name> --reason <why>',
  'ends the sessions of an account and lets nobody in by it',
  (accounts, { id }, reason) => accounts.setDisabled(id, true, { by: undefined, reason }),
);
export const enableAccount = changing(
  'accounts enable <user name> --reason <why>',
  'lets its owner in again',
  (accounts, { id }, reason) => accounts.setDisabled(id, false, { by: undefined, reason }),
);

export const resetPassword: Command = {
  usage: 'accounts reset-password <user name> --reason <why>',
  summary: 'prints a one-time password, which its owner changes at the next sign-in',
  run: async (args, readConfig, terminal) => {
    const { username, reason } = changeIn(args, resetPassword.usage);
    const given = await administered(readConfig, async ({ operations: { accounts } }) => {
      const { id } = await accountNamed(accounts, username);
      return accounts.resetPassword(id, { by: undefined, reason });
    });
    tell(given, terminal);
  },
};

function changing(
  usage: string,
  summary: string,
  change: (
    accounts: Operations['accounts'],
    account: ListedAccount,
    reason: string,
  ) => Promise<ListedAccount>,
): Command {
  return {
    usage,
    summary,
    run: async (args, readConfig, terminal) => {
      const { username, reason } = changeIn(args, usage);
      const { disabled } = await administered(readConfig, async ({ operations: { accounts } }) =>
        change(accounts, await accountNamed(accounts, username), reason),
      );
      terminal.print(`${disabled ? 'disabled' : 'enabled '}  ${username}`);
    },
  };
}

function changeIn(
  args: readonly string[],
  usage: string,
): { readonly username: string; readonly reason: string } {
  const { positionals, values } = parseCommandArgs(args, usage, {
    positionals: 1,
    options: { reason: { type: 'string' } },
  });
  return { username: positionals[0] ?? '', reason: reasonIn(values) };
}

async function accountNamed(accounts: Operations['accounts'], username: string): Promise<ListedAccount> {
  const key = username.normalize('NFKC').toLowerCase();
  const found = (await accounts.list()).find((each) => each.username.normalize('NFKC').toLowerCase() === key);
  if (found === undefined) throw new CommandError(`There is no account ${username}.`);
  return found;
}

function newAccount(username: string, wanted: Wanted): NewAccount {
  const named = { username, displayName: wanted.name ?? username };
  switch (wanted.role) {
    case 'ops':
    case 'admin':
      return { ...named, role: wanted.role };
    case 'officer': {
      const courtCode = courtIn(wanted.court);
      const workId = wanted['work-id'];
      if (workId === undefined) throw new CommandError('An officer’s account needs --work-id.');
      return { ...named, role: 'officer', courtCode, workId };
    }
    default:
      throw new CommandError(
        '--role must be officer, ops or admin; a case system is added by “clients add”.',
      );
  }
}

function usernameIn(text = ''): string {
  const username = parseUsername(text);
  if (username === undefined) {
    throw new CommandError(
      `“${text}” is no user name: 1 to 64 letters or digits, with . _ @ - between them.`,
    );
  }
  return username;
}

/** A court's letters among the options. */
export function courtIn(text: string | undefined): CourtCode {
  const code = text === undefined ? undefined : parseCourtCode(text);
  if (code === undefined) throw new CommandError('--court must be a court’s letters, such as 苏0812.');
  return code;
}

function tell({ account, oneTimePassword }: GivenPassword, terminal: Terminal): void {
  terminal.print(`account   ${account.username} (${account.role})`);
  terminal.print(`password  ${oneTimePassword}`);
  terminal.print('It opens nothing but the choice of a new one, at the first sign-in.');
}

/** The file is there, empty and its owner's alone, before the account is made: no password is ever made and lost. */
async function intoNewFile(
  file: string,
  make: () => Promise<GivenPassword | undefined>,
): Promise<GivenPassword | undefined> {
  const descriptor = openNew(file);
  let made: GivenPassword | undefined;
  try {
    made = await make();
    if (made !== undefined) writeSync(descriptor, `${made.oneTimePassword}\n`);
  } finally {
    closeSync(descriptor);
    if (made === undefined) unlinkSync(file);
  }
  return made;
}

function openNew(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    const why = code === 'EEXIST' ? 'it is there already' : String(code);
    throw new CommandError(`${file} cannot be made (${why}); no account was made.`);
  }
}
