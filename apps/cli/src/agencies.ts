import {
  agencyStandingOf,
  parseAgencyCode,
  parseInstant,
  parseMaintenanceId,
  type AgencyCode,
  type ByHandOn,
  type Instant,
  type OperatedAgency,
} from '@dianda/inquiry';
import type { Operations } from '@dianda/inquiry';
import { administered, reasonIn, wholeNumberIn } from './administered.js';
import { agencyLines, agencyReport } from './agency-table.js';
import { parseCommandArgs } from './command-args.js';
import { CommandError, type Command } from './command.js';

type Agencies = Operations['agencies'];
type Values = Readonly<Record<string, string | boolean | undefined>>;

const ofChange = { reason: { type: 'string' }, revision: { type: 'string' } } as const;

export const listAgencies: Command = {
  usage: 'agencies list',
  summary: 'shows how each agency runs: standing, hold, quota, open legs',
  run: async (args, readConfig, terminal) => {
    parseCommandArgs(args, listAgencies.usage, { positionals: 0, options: {} });
    const all = await administered(readConfig, ({ operations }) => operations.agencies.list());
    for (const line of agencyLines(all)) terminal.print(line);
  },
};

export const showAgency: Command = {
  usage: 'agencies show <code>',
  summary: 'shows one agency: hold with reason and next probe, maintenance, quota, open legs by reason',
  run: async (args, readConfig, terminal) => {
    const { positionals } = parseCommandArgs(args, showAgency.usage, { positionals: 1, options: {} });
    const code = codeOf(positionals[0]);
    const found = await administered(readConfig, ({ operations }) => operations.agencies.find(code));
    if (found === undefined) throw new CommandError(`The directory has no agency ${code}.`);
    for (const line of agencyReport(found)) terminal.print(line);
  },
};

export const enableAgency = changing(
  'agencies enable <code> --reason <why>',
  'switches an agency on as soon as it has described itself as the directory says',
  {},
  (agencies, code, how) => agencies.enable(code, how),
);

export const holdAgency = changing(
  'agencies hold <code> --reason <why>',
  'lets nobody ask the agency until somebody resumes it',
  {},
  (agencies, code, how) => agencies.hold(code, how),
);

export const resumeAgency = changing(
  'agencies resume <code> --reason <why>',
  'ends a hold as soon as the agency has described itself, which it is asked at once',
  {},
  (agencies, code, how) => agencies.resume(code, how),
);

export const setAgencyConcurrency = changing(
  'agencies concurrency <code> --at-once <n> --reason <why>',
  'sets how many questions may be under way at once',
  { 'at-once': { type: 'string' } },
  (agencies, code, how, values) => {
    const atOnce = wholeNumberIn(values, 'at-once');
    if (atOnce === undefined) throw new CommandError('--at-once says how many.');
    return agencies.setConcurrency(code, atOnce, how);
  },
);

export const setAgencyQuota = changing(
  'agencies quota <code> [--per-second <n>] [--per-day <n>] [--zone <IANA name>] --reason <why>',
  'sets how many requests the agency takes; a bound that is left out is none',
  { 'per-second': { type: 'string' }, 'per-day': { type: 'string' }, zone: { type: 'string' } },
  async (agencies, code, how, values) => {
    const present = await agencies.find(code);
    const zone = textIn(values, 'zone') ?? present?.quota.zone ?? 'Asia/Shanghai';
    const [perSecond, perDay] = [wholeNumberIn(values, 'per-second'), wholeNumberIn(values, 'per-day')];
    return agencies.setQuota(code, { perSecond, perDay, zone }, how);
  },
);

export const planMaintenance = changing(
  'agencies maintain <code> --from <time> --until <time> --note <what> --reason <why>',
  'announces maintenance, during which nobody asks the agency; times as 2026-11-20T22:00+08:00',
  { from: { type: 'string' }, until: { type: 'string' }, note: { type: 'string' } },
  (agencies, code, how, values) => {
    const note = textIn(values, 'note') ?? '';
    if (note.trim() === '') throw new CommandError('--note says what is done.');
    const window = { from: timeIn(values, 'from'), until: timeIn(values, 'until'), note };
    return agencies.planMaintenance(code, window, how);
  },
);

export const endMaintenance = changing(
  'agencies end-maintenance <code> --window <id> --reason <why>',
  'ends maintenance now, or takes back what has not begun',
  { window: { type: 'string' } },
  (agencies, code, how, values) => {
    const id = parseMaintenanceId(textIn(values, 'window') ?? '');
    if (id === undefined) throw new CommandError('--window is the id that “agencies show” tells.');
    return agencies.endMaintenance(code, id, how);
  },
);

/** A command that changes one agency and shows it as it is then. */
function changing(
  usage: string,
  summary: string,
  options: Readonly<Record<string, { readonly type: 'string' }>>,
  change: (agencies: Agencies, code: AgencyCode, how: ByHandOn, values: Values) => Promise<OperatedAgency>,
): Command {
  return {
    usage,
    summary,
    run: async (args, readConfig, terminal) => {
      const { positionals, values } = parseCommandArgs(args, usage, {
        positionals: 1,
        options: { ...ofChange, ...options },
      });
      const given: Values = values;
      const code = codeOf(positionals[0]);
      const how = {
        by: undefined,
        reason: reasonIn({ reason: textIn(given, 'reason') }),
        revision: wholeNumberIn(given, 'revision'),
      };
      const changed = await administered(readConfig, ({ operations }) =>
        change(operations.agencies, code, how, given),
      );
      for (const line of agencyReport(changed)) terminal.print(line);
      if (agencyStandingOf(changed) === 'introducing') {
        terminal.print('It is asked to describe itself now; “agencies show” says what came of it.');
      }
    },
  };
}

function codeOf(text = ''): AgencyCode {
  const code = parseAgencyCode(text);
  if (code === undefined) throw new CommandError(`“${text}” is no agency’s code.`);
  return code;
}

function textIn(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

function timeIn(values: Values, name: string): Instant {
  const time = parseInstant(textIn(values, name) ?? '');
  if (time === undefined)
    throw new CommandError(`--${name} must be a time with its zone, such as 2026-11-20T22:00+08:00.`);
  return time;
}
