import { languages, type Language } from '@dianda/inquiry';
import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** The report alone, as JSON, on standard output; everything else on standard error. */
  readonly json: boolean;
  readonly language: Language;
  /** Where rings live. */
  readonly rings: 'postgres' | 'redis';
  /** Leaves the folder with data and logs behind, for a look at what went wrong. */
  readonly keep: boolean;
  /** Goes on running after the report, until it is interrupted. */
  readonly stay: boolean;
}

export const usage = `npm run demo -- [--json] [--lang zh-CN|en] [--rings postgres|redis] [--keep] [--stay]`;

/** Throws TypeError, saying what is wrong, for an argument that the demo does not know. */
export function readDemoOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      lang: { type: 'string', default: 'zh-CN' },
      rings: { type: 'string', default: 'postgres' },
      keep: { type: 'boolean', default: false },
      stay: { type: 'boolean', default: false },
    },
    allowPositionals: false,
  });
  const language = languages.find((each) => each === values.lang || each.split('-')[0] === values.lang);
  if (language === undefined) throw new TypeError(`--lang: choose one of ${languages.join(', ')}`);
  const rings = (['postgres', 'redis'] as const).find((each) => each === values.rings);
  if (rings === undefined) throw new TypeError('--rings: choose postgres or redis');
  return { json: values.json, language, rings, keep: values.keep, stay: values.stay };
}
