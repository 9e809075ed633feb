import type { Reason } from '../reasons.js';
import { en } from './en.js';
import { zhCn } from './zh-cn.js';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

const texts: Record<Language, Record<Reason, string>> = { 'zh-CN': zhCn, en };

/** A reason in plain words for people. */
export function explainReason(reason: Reason, language: Language): string {
  return texts[language][reason];
}
