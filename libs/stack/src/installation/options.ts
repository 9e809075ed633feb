import { languages, type Language } from '@dianda/inquiry';
import { parseArgs } from 'node:util';

export interface StartOptions {
  readonly language: Language;
  /** Where rings live. */
  readonly rings: 'postgres' | 'redis';
}

export const usage = 'npm start -- [--with-redis] [--lang zh-CN|en]';

/** Throws TypeError, saying what is wrong, for an argument that it does not know. */
export function readStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      lang: { type: 'string', default: 'zh-CN' },
      'with-redis': { type: 'boolean', default: false },
    },
    allowPositionals: false,
  });
  const language = languages.find((each) => each === values.lang || each.split('-')[0] === values.lang);
  if (language === undefined) throw new TypeError(`--lang: choose one of ${languages.join(', ')}`);
  return { language, rings: values['with-redis'] ? 'redis' : 'postgres' };
}
