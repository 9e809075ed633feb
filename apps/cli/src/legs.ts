import { dateInShanghai, parseCaseNumber } from '@dianda/identifiers';
import {
  legStates,
  msBetween,
  parseAgencyCode,
  parseLegId,
  type LegAttempt,
  type LegId,
  type LegInterventionKind,
  type OperatedLeg,
} from '@dianda/inquiry';
import { administered, reasonIn, wholeNumberIn } from './administered.js';
import { aligned } from './aligned.js';
import { parseCommandArgs } from './command-args.js';
import { CommandError, type Command } from './command.js';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 200;
const MOST_ATTEMPTS = 500;

export const listLegs: Command = {
  usage: 'legs list [--state <state>] [--agency <code>] [--case <案号>] [--limit <n>] [--cursor <cursor>]',
  summary: 'finds legs, newest order first; “legs list --state parked” shows what waits for a person',
  run: async (args, readConfig, terminal) => {
    const { values } = parseCommandArgs(args, listLegs.usage, {
      positionals: 0,
      options: {
        state: { type: 'string' },
        agency: { type: 'string' },
        case: { type: 'string' },
        limit: { type: 'string' },
        cursor: { type: 'string' },
      },
    });
    const limit = Math.min(wholeNumberIn(values, 'limit') ?? DEFAULT_PAGE, LARGEST_PAGE);
    const search = {
      state: read(
        values.state,
        (text) => legStates.find((each) => each === text),
        `--state must be one of ${legStates.join(', ')}.`,
      ),
      agency: read(values.agency, parseAgencyCode, '--agency must be an agency’s code.'),
      caseNumber: read(
        values.case,
        caseNumberOf,
        '--case must be a case number, such as （2026）苏0812执990001号.',
      ),
      cursor: values.cursor,
      limit,
    };
    const page = await administered(readConfig, ({ operations }) => operations.legs.search(search));
    for (const line of legLines(page.items)) terminal.print(line);
    if (page.nextCursor !== undefined) terminal.print(`more: --cursor ${page.nextCursor}`);
  },
};

export const showLeg: Command = {
  usage: 'legs show <id>',
  summary: 'shows one leg with its attempts: when, how long, how they ended, whose error',
  run: async (args, readConfig, terminal) => {
    const { positionals } = parseCommandArgs(args, showLeg.usage, { positionals: 1, options: {} });
    const id = legIdOf(positionals[0]);
    const { leg, attempts } = await administered(readConfig, async ({ operations }) => ({
      leg: await operations.legs.find(id),
      attempts: await operations.legs.attempts(id, MOST_ATTEMPTS),
    }));
    if (leg === undefined || attempts === undefined) throw new CommandError('There is no such leg.');
    for (const line of legReport(leg)) terminal.print(line);
    for (const attempt of attempts) terminal.print(attemptText(attempt));
  },
};

export const retryLeg = intervening(
  'legs retry <id> --reason <why>',
  'has a parked leg asked again',
  'retry',
);
export const failLeg = intervening(
  'legs fail <id> --reason <why>',
  'gives a parked leg up: it becomes a named gap of its report',
  'fail',
);

function intervening(usage: string, summary: string, kind: LegInterventionKind): Command {
  return {
    usage,
    summary,
    run: async (args, readConfig, terminal) => {
      const { positionals, values } = parseCommandArgs(args, usage, {
        positionals: 1,
        options: { reason: { type: 'string' } },
      });
      const id = legIdOf(positionals[0]);
      const how = { by: undefined, reason: reasonIn(values) };
      await administered(readConfig, ({ operations }) => operations.legs.intervene(id, kind, how));
      terminal.print(`${kind}  ${id}`);
      terminal.print('The dispatcher does it within seconds, if one runs; “legs show” says what came of it.');
    },
  };
}

function legLines(legs: readonly OperatedLeg[]): readonly string[] {
  if (legs.length === 0) return ['No leg is like this.'];
  const rows = legs.map((leg) => [
    leg.id,
    leg.state,
    leg.agencyCode ?? 'none',
    leg.assetClass,
    String(leg.attempts),
    leg.lastError?.reason ?? leg.rung ?? leg.waitingFor ?? '',
    leg.caseNumber,
  ]);
  return aligned([['LEG', 'STATE', 'AGENCY', 'CLASS', 'ATTEMPTS', 'LAST', 'CASE'], ...rows]);
}

function legReport(leg: OperatedLeg): readonly string[] {
  const { lastError } = leg;
  return [
    `leg        ${leg.id} of inquiry ${leg.inquiryId}, case ${leg.caseNumber}`,
    `asks       ${leg.agencyCode ?? 'nobody'} about ${leg.assetClass}, round ${leg.round}`,
    `state      ${leg.state}${leg.waitingFor === undefined ? '' : `, for ${leg.waitingFor}`}${leg.rung === undefined ? '' : `, ${leg.rung}`}`,
    `ordered    ${leg.orderedAt}, due ${leg.dueAt ?? 'when a person says so'}, expires ${leg.expiresAt}`,
    `counts     ${leg.rings} rings, ${leg.attempts} attempts, ${leg.polls} polls, ${leg.defects} unexpected errors`,
    ...(lastError === undefined
      ? []
      : [`error      ${lastError.reason} (${lastError.origin}) ${lastError.at}`]),
    ...(leg.intervention === undefined ? [] : [`asked for  ${leg.intervention}, not done yet`]),
  ];
}

function attemptText({ poll, startedAt, endedAt, outcome, error, dispatcherId }: LegAttempt): string {
  const took = endedAt === undefined ? 'runs' : `${msBetween(startedAt, endedAt)} ms`;
  const why = error === undefined ? '' : `, ${error.reason} (${error.origin})`;
  return `${poll ? 'poll   ' : 'attempt'}    ${startedAt}, ${took}, ${outcome ?? 'under way'}${why}, by ${dispatcherId}`;
}

function legIdOf(text = ''): LegId {
  const id = parseLegId(text);
  if (id === undefined) throw new CommandError(`“${text}” is no leg’s id.`);
  return id;
}

function caseNumberOf(text: string) {
  const checked = parseCaseNumber(text, { today: dateInShanghai(new Date()) });
  return checked.ok ? checked.value : undefined;
}

function read<T>(
  text: string | undefined,
  parse: (text: string) => T | undefined,
  refusal: string,
): T | undefined {
  if (text === undefined) return undefined;
  const value = parse(text);
  if (value === undefined) throw new CommandError(refusal);
  return value;
}
