import {
  mustParse,
  parseAccountId,
  parseCourtCode,
  parseOfficerId,
  type CourtCode,
  type PersonActor,
} from '@dianda/inquiry';
import { openAdministration, type StaffRegister } from '@dianda/storage';
import { generateOneTimePassword, hashPassword } from '@dianda/trust';
import { randomUUID } from 'node:crypto';
import { parseCommandArgs } from './command-args.js';
import { CommandError, type Command } from './command.js';

interface Wanted {
  readonly role: string | undefined;
  readonly court: string | undefined;
  readonly 'work-id': string | undefined;
}

export const addAccount: Command = {
  usage: 'accounts add <user name> --role officer|ops [--court <代字>] [--work-id <id>]',
  summary: 'makes an account and prints its first password, once',
  run: async (args, readConfig, terminal) => {
    const { positionals, values } = parseCommandArgs(args, addAccount.usage, {
      positionals: 1,
      options: { role: { type: 'string' }, court: { type: 'string' }, 'work-id': { type: 'string' } },
    });
    const [username = ''] = positionals;
    const admin = await openAdministration({ url: readConfig().databaseUrl, applicationName: 'dianda-cli' });
    try {
      const actor = await actorOf(
        { court: undefined, 'work-id': undefined, role: undefined, ...values },
        admin.staff,
      );
      const password = generateOneTimePassword();
      const passwordHash = await hashPassword(password);
      await admin.staff.putAccount({ actor, username, displayName: username, passwordHash, disabled: false });
      terminal.print(`account   ${username} (${actor.role})`);
      terminal.print(`password  ${password}`);
    } finally {
      await admin.close();
    }
  },
};

async function actorOf(wanted: Wanted, staff: StaffRegister): Promise<PersonActor> {
  const accountId = mustParse(parseAccountId, randomUUID());
  switch (wanted.role) {
    case 'ops':
      return { role: 'ops', accountId };
    case 'officer': {
      const courtCode = courtOf(wanted);
      const workId = wanted['work-id'];
      if (workId === undefined) throw new CommandError('An officer’s account needs --work-id.');
      const found = await staff.findOfficerId(courtCode, workId);
      if (found === undefined)
        throw new CommandError(`The roster of ${courtCode} knows no officer ${workId}.`);
      return { role: 'officer', accountId, courtCode, officerId: mustParse(parseOfficerId, found) };
    }
    default:
      throw new CommandError('--role must be officer or ops; a case system is added by “clients add”.');
  }
}

function courtOf({ court }: Wanted): CourtCode {
  const code = court === undefined ? undefined : parseCourtCode(court);
  if (code === undefined) throw new CommandError('--court must be a court’s letters, such as 苏0812.');
  return code;
}
