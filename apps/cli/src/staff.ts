import {
  parseInstant,
  parseOfficerId,
  type OfficerId,
  type OfficerParticulars,
  type RegisteredOfficer,
} from '@dianda/inquiry';
import { courtIn } from './accounts.js';
import { administered, reasonIn, wholeNumberIn } from './administered.js';
import { aligned } from './aligned.js';
import { parseCommandArgs } from './command-args.js';
import { CommandError, type Command } from './command.js';

const ofOfficer = {
  name: { type: 'string' },
  'duty-id': { type: 'string' },
  phone: { type: 'string' },
  'valid-until': { type: 'string' },
} as const;

interface Particulars {
  readonly name?: string | undefined;
  readonly 'duty-id'?: string | undefined;
  readonly phone?: string | undefined;
  readonly 'valid-until'?: string | undefined;
}

export const listCourts: Command = {
  usage: 'courts list',
  summary: 'shows the courts that are registered',
  run: async (args, readConfig, terminal) => {
    parseCommandArgs(args, listCourts.usage, { positionals: 0, options: {} });
    const courts = await administered(readConfig, ({ operations }) => operations.staff.listCourts());
    if (courts.length === 0) terminal.print('No court is registered; begin with “courts put”.');
    const rows = courts.map(({ code, name, disabled }) => [code, disabled ? 'disabled' : 'enabled', name]);
    for (const line of aligned(rows)) terminal.print(line);
  },
};

export const putCourt: Command = {
  usage: 'courts put <代字> --name <name> [--disabled]',
  summary: 'registers a court or states it anew; of a disabled one nobody gets in',
  run: async (args, readConfig, terminal) => {
    const { positionals, values } = parseCommandArgs(args, putCourt.usage, {
      positionals: 1,
      options: { name: { type: 'string' }, disabled: { type: 'boolean' } },
    });
    const court = {
      code: courtIn(positionals[0]),
      name: required(values.name, 'name'),
      disabled: values.disabled === true,
    };
    await administered(readConfig, ({ operations }) => operations.staff.putCourt(court, undefined));
    terminal.print(`court  ${court.code} ${court.name}${court.disabled ? ' (disabled)' : ''}`);
  },
};

export const listOfficers: Command = {
  usage: 'officers list --court <代字>',
  summary: 'shows a court’s roster with ids and until when credentials are valid',
  run: async (args, readConfig, terminal) => {
    const { values } = parseCommandArgs(args, listOfficers.usage, {
      positionals: 0,
      options: { court: { type: 'string' } },
    });
    const court = courtIn(values.court);
    const roster = await administered(readConfig, ({ operations }) => operations.staff.listOfficers(court));
    if (roster.length === 0) terminal.print('The roster is empty.');
    for (const line of aligned(roster.map(officerRow))) terminal.print(line);
  },
};

export const enrolOfficer: Command = {
  usage:
    'officers enrol --court <代字> --work-id <id> --name <name> --duty-id <id> --phone <phone> --valid-until <time>',
  summary: 'adds an officer to his court’s roster; the team of a case is pushed by the court’s system',
  run: async (args, readConfig, terminal) => {
    const { values } = parseCommandArgs(args, enrolOfficer.usage, {
      positionals: 0,
      options: { court: { type: 'string' }, 'work-id': { type: 'string' }, ...ofOfficer },
    });
    const [court, workId] = [courtIn(values.court), required(values['work-id'], 'work-id')];
    const particulars = particularsIn(values);
    const enrolled = await administered(readConfig, ({ operations }) =>
      operations.staff.enrolOfficer(court, workId, particulars, undefined),
    );
    for (const line of aligned([officerRow(enrolled)])) terminal.print(line);
  },
};

export const updateOfficer: Command = {
  usage:
    'officers update <id> --name <name> --duty-id <id> --phone <phone> --valid-until <time> --reason <why> [--revision <n>]',
  summary: 'states an officer anew, such as with renewed credentials',
  run: async (args, readConfig, terminal) => {
    const { positionals, values } = parseCommandArgs(args, updateOfficer.usage, {
      positionals: 1,
      options: { ...ofOfficer, reason: { type: 'string' }, revision: { type: 'string' } },
    });
    const [id, particulars] = [officerIdIn(positionals[0]), particularsIn(values)];
    const how = { by: undefined, reason: reasonIn(values), revision: wholeNumberIn(values, 'revision') };
    const updated = await administered(readConfig, ({ operations }) =>
      operations.staff.updateOfficer(id, particulars, how),
    );
    for (const line of aligned([officerRow(updated)])) terminal.print(line);
  },
};

export const disableOfficer: Command = {
  usage: 'officers disable <id> --reason <why> [--revision <n>]',
  summary: 'ends an officer’s credentials now and disables his accounts',
  run: async (args, readConfig, terminal) => {
    const { positionals, values } = parseCommandArgs(args, disableOfficer.usage, {
      positionals: 1,
      options: { reason: { type: 'string' }, revision: { type: 'string' } },
    });
    const id = officerIdIn(positionals[0]);
    const how = { by: undefined, reason: reasonIn(values), revision: wholeNumberIn(values, 'revision') };
    const disabled = await administered(readConfig, ({ operations }) =>
      operations.staff.disableOfficer(id, how),
    );
    for (const line of aligned([officerRow(disabled)])) terminal.print(line);
  },
};

function officerRow({ officer, revision }: RegisteredOfficer): readonly string[] {
  const { id, workId, dutyId, credentialsValidUntil, name } = officer;
  return [workId, dutyId, `until ${credentialsValidUntil}`, `revision ${revision}`, id, name];
}

function particularsIn(values: Particulars): OfficerParticulars {
  const credentialsValidUntil = parseInstant(required(values['valid-until'], 'valid-until'));
  if (credentialsValidUntil === undefined) {
    throw new CommandError('--valid-until must be a time with its zone, such as 2028-01-01T00:00+08:00.');
  }
  return {
    name: required(values.name, 'name'),
    dutyId: required(values['duty-id'], 'duty-id'),
    phone: required(values.phone, 'phone'),
    credentialsValidUntil,
  };
}

function required(value: string | undefined, name: string): string {
  const text = value?.trim() ?? '';
  if (text === '') throw new CommandError(`--${name} is missing.`);
  return text;
}

function officerIdIn(text = ''): OfficerId {
  const id = parseOfficerId(text);
  if (id === undefined) throw new CommandError(`“${text}” is no officer’s id; “officers list” tells them.`);
  return id;
}
