import type { Finding } from './finding.js';
import { MESSAGES_EN } from './messages-en.js';
import { MESSAGES_ZH } from './messages-zh.js';

export type Locale = 'zh-CN' | 'en';

/**
 * A finding in plain words, with the place counted from 1. Contains nothing of the value itself, so it may
 * be shown, logged and sent.
 */
export function explain(finding: Finding, locale: Locale): string {
  const place = finding.at === undefined ? undefined : String(finding.at + 1);
  switch (locale) {
    case 'zh-CN': {
      const text = MESSAGES_ZH[finding.code];
      return place === undefined ? text : `${text}（第${place}位）`;
    }
    case 'en': {
      const text = MESSAGES_EN[finding.code];
      return place === undefined ? text : `${text} (character ${place})`;
    }
  }
}
