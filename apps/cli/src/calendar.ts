import type { HolidayYear, SpecialDay } from '@dianda/inquiry';
import { administered } from './administered.js';
import { aligned } from './aligned.js';
import { parseCommandArgs } from './command-args.js';
import { CommandError, type Command } from './command.js';
import { readHolidayFile } from './holiday-file.js';
import { readBytes } from './read-bytes.js';

export const listCalendar: Command = {
  usage: 'calendar list',
  summary: 'shows the years whose public holidays are known, and by which announcement',
  run: async (args, readConfig, terminal) => {
    parseCommandArgs(args, listCalendar.usage, { positionals: 0, options: {} });
    const years = await administered(readConfig, ({ holidays }) => holidays.list());
    for (const line of calendarLines(years)) terminal.print(line);
  },
};

export const loadCalendar: Command = {
  usage: 'calendar load <file>',
  summary:
    'sets the public holidays and make-up workdays of one year, from JSON or CSV; the whole file or nothing',
  run: async (args, readConfig, terminal) => {
    const { positionals } = parseCommandArgs(args, loadCalendar.usage, { positionals: 1, options: {} });
    const [file = ''] = positionals;
    const read = readHolidayFile(await readBytes(file), /\.csv$/iu.test(file) ? 'csv' : 'json');
    if (!read.ok) {
      const faults = read.faults.map(({ line, problem }) => `${file}:${line}: ${problem}`);
      throw new CommandError([...faults, 'Nothing was loaded.'].join('\n'));
    }
    await administered(readConfig, ({ holidays }) => holidays.load(read.year));
    terminal.print(`loaded  ${read.year.year}: ${countsText(read.year)}`);
  },
};

function calendarLines(years: readonly HolidayYear[]): readonly string[] {
  const rows = years.map((each) => [
    String(each.year),
    String(countOf(each, 'holiday')),
    String(countOf(each, 'workday')),
    each.source,
  ]);
  const last = years.at(-1);
  return [
    ...aligned([['YEAR', 'HOLIDAYS', 'MADE UP', 'SOURCE'], ...rows]),
    ...(last === undefined ? [] : [`calendar: year ${last.year + 1} has no holiday data`]),
  ];
}

function countsText(year: HolidayYear): string {
  return `${countOf(year, 'holiday')} holidays, ${countOf(year, 'workday')} make-up workdays`;
}

function countOf({ days }: HolidayYear, kind: SpecialDay): number {
  return [...days.values()].filter((each) => each === kind).length;
}
