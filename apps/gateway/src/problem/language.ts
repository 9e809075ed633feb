import type { Language } from '@dianda/inquiry';

export type { Language };

/** What is spoken when a requester asks for nothing that can be served. */
const defaultLanguage: Language = 'zh-CN';

interface Preference {
  readonly language: Language;
  readonly quality: number;
}

/**
 * The language a requester reads best out of an Accept-Language header (RFC 9110 section 12.5.4): any `zh` is
 * Chinese, any `en` English, `*` and what cannot be served the default.
 */
export function preferredLanguage(header: string | undefined): Language {
  const preferences = (header ?? '').split(',', MOST_RANGES).flatMap((range): Preference[] => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const language = languageOf(tag);
    const quality = qualityOf(parameters);
    return language === undefined || quality === 0 ? [] : [{ language, quality }];
  });
  // The sort is stable, so among equals the one that stands first wins.
  return preferences.sort((a, b) => b.quality - a.quality)[0]?.language ?? defaultLanguage;
}

/** Browsers send fewer than ten; what lies beyond is not worth reading. */
const MOST_RANGES = 20;

function languageOf(tag: string): Language | undefined {
  const primary = tag.split('-', 1)[0];
  if (primary === 'zh' || primary === '*') return defaultLanguage;
  return primary === 'en' ? 'en' : undefined;
}

function qualityOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  if (weight === undefined) return 1;
  return /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight.slice(2)) : 0;
}
