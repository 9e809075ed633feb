import { en } from './en.js';
import { zhCn } from './zh-cn.js';

/** Every scenario by name; the names are stable, agencies and CI refer to them. */
export type ScenarioId = keyof typeof en.title;

type Widened<T> = T extends string
  ? string
  : T extends (...parameters: infer Parameters) => string
    ? (...parameters: Parameters) => string
    : { readonly [Name in keyof T]: Widened<T[Name]> };

/** Everything that the suite says to people, in one language; the English file is the list of what there is to say. */
export type Words = Widened<typeof en>;

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

const texts: Record<Language, Words> = { zh: zhCn, en };

export function wordsOf(language: Language): Words {
  return texts[language];
}

export function isLanguage(text: string): text is Language {
  return languages.some((each) => each === text);
}

export function isScenarioId(text: string): text is ScenarioId {
  return Object.hasOwn(en.title, text);
}
