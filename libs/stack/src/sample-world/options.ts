import { dateInShanghai, parseDate, type IsoDate } from '@dianda/identifiers';
import { parseArgs } from 'node:util';
import { fileFormats, type FileFormat } from './two-cities/targets/write-files.js';
import { worldParameters } from './two-cities/parameters.js';
import type { WorldOptions } from './two-cities/ground.js';

export interface SampleWorldOptions {
  readonly world: WorldOptions;
  /** Folder to write files into. */
  readonly out: string | undefined;
  readonly format: FileFormat;
  /** Server to make and load the registry databases on. */
  readonly postgresUrl: string | undefined;
  /** File for the URLs, with new passwords, under which adapters read the registries. */
  readonly readersFile: string | undefined;
}

const defaults = { people: 2_000, seed: 'dianda' } as const;

export const usage = `npm run sample-world -- (--out folder [--format ndjson|csv] | --postgres url [--readers file])
    [--seed text] [--today YYYY-MM-DD] [--people n] [--organisations n]`;

/** Throws TypeError, saying what is wrong, for arguments that make no world. */
export function readSampleWorldOptions(args: readonly string[], now: Date): SampleWorldOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: defaults.seed },
      today: { type: 'string' },
      people: { type: 'string', default: String(defaults.people) },
      organisations: { type: 'string' },
      out: { type: 'string' },
      format: { type: 'string', default: 'ndjson' },
      postgres: { type: 'string' },
      readers: { type: 'string' },
    },
    allowPositionals: false,
  });
  const format = fileFormats.find((each) => each === values.format);
  if (format === undefined) throw new TypeError(`--format: choose one of ${fileFormats.join(', ')}`);
  if (values.out === undefined && values.postgres === undefined)
    throw new TypeError('say where the world goes: --out folder, --postgres url, or both');
  if (values.readers !== undefined && values.postgres === undefined)
    throw new TypeError('--readers: only registries on a server (--postgres) are read by adapters');
  const people = readCount('people', values.people);
  return {
    world: {
      seed: values.seed,
      today: values.today === undefined ? dateInShanghai(now) : readDay(values.today),
      people,
      organisations:
        values.organisations === undefined
          ? Math.round(people * worldParameters.assumed.organisationsPerPerson)
          : readCount('organisations', values.organisations),
    },
    out: values.out,
    format,
    postgresUrl: values.postgres === undefined ? undefined : readUrl(values.postgres),
    readersFile: values.readers,
  };
}

function readCount(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new TypeError(`--${option}: give a whole number`);
  return Number(text);
}

function readDay(text: string): IsoDate {
  const day = parseDate(text);
  if (!day.ok) throw new TypeError('--today: give a day YYYY-MM-DD');
  return day.value;
}

/** The URL may hold a password, so it is never shown. */
function readUrl(text: string): string {
  const isPostgres = URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol);
  if (!isPostgres) throw new TypeError('--postgres: give a URL postgres://…');
  return text;
}
