import type { Finding, FindingCode } from './finding.js';

/** What one position of an identifier may hold: one code point that this pattern matches. */
export type Slot = RegExp;

export const DIGIT: Slot = /^\d$/;
export const LETTER: Slot = /^[A-Z]$/;

/** `slot` repeated `count` times. */
export function times(count: number, slot: Slot): readonly Slot[] {
  return Array.from({ length: count }, () => slot);
}

/**
 * The first position where the text departs from the slots: a character that does not fit, the first one
 * missing, or the first one too many. Undefined when the text fits.
 */
export function firstMisfit(chars: readonly string[], slots: readonly Slot[]): number | undefined {
  for (const [at, slot] of slots.entries()) {
    const char = chars[at];
    if (char === undefined || !slot.test(char)) return at;
  }
  return chars.length > slots.length ? slots.length : undefined;
}

/**
 * Findings about length and alphabet of an identifier of fixed length: one for the length (at the first
 * position missing or too many) and one for each character that does not fit its slot.
 */
export function slotFindings(
  chars: readonly string[],
  slots: readonly Slot[],
  codes: { readonly length: FindingCode; readonly character: FindingCode },
): Finding[] {
  const findings: Finding[] = [];
  if (chars.length !== slots.length) {
    findings.push({ code: codes.length, at: Math.min(chars.length, slots.length) });
  }
  for (const [at, slot] of slots.entries()) {
    const char = chars[at];
    if (char !== undefined && !slot.test(char)) findings.push({ code: codes.character, at });
  }
  return findings;
}
