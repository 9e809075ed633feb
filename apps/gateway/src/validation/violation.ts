import type { Language } from '../problem/language.js';
import { violationsEn } from './messages-en.js';
import { violationsZh, type ViolationCode } from './messages-zh.js';

/** Where a wrong member stands; its pointer is RFC 6901 inside that part of the request. */
export type RequestPart = 'body' | 'query' | 'path' | 'header';

/** What is wrong with one member: a stable code, and the words for it. Never holds what was submitted. */
export interface Fault {
  readonly code: string;
  readonly explain: (language: Language) => string;
}

/** A fault at its place, `pointer` relative to the whole part of the request. */
export interface RequestViolation extends Fault {
  readonly in: RequestPart;
  readonly pointer: string;
}

/** A request that is wrong in members that can be named; answered 400 REQUEST_INVALID. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';

  constructor(readonly violations: readonly RequestViolation[]) {
    super(`${violations.length} violations`);
  }
}

const texts: Record<Language, Record<ViolationCode, string>> = { 'zh-CN': violationsZh, en: violationsEn };

/** A fault of this edge's own, with what its text leaves open: limits, shapes and choices. */
export function fault(code: ViolationCode, facts: Readonly<Record<string, string | number>> = {}): Fault {
  return { code, explain: (language) => fillIn(texts[language][code], facts) };
}

/** The words for a code that the core or storage gave; undefined when it is not one of this edge's. */
export function explainCode(code: string, language: Language): string | undefined {
  return isViolationCode(code) ? texts[language][code] : undefined;
}

/**
 * The pointer to a member below `above`. A name that cannot be a name of ours may itself be data and is not
 * repeated: then the object that holds it is pointed at. So no name ever needs the escapes of RFC 6901.
 */
export function pointerInto(above: string, member: string): string {
  return /^(?:\d{1,6}|[A-Za-z_][A-Za-z0-9_-]{0,63})$/.test(member) ? `${above}/${member}` : above;
}

function isViolationCode(code: string): code is ViolationCode {
  return Object.hasOwn(violationsZh, code);
}

/** Fills the holes `{name}` of a text. */
export function fillIn(text: string, facts: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(facts[name] ?? hole));
}
