import fc from 'fast-check';
import type { Checked, FindingCode, IsoDate } from '../src/index.js';
import {
  makeSyntheticCitizenId,
  makeSyntheticOrganisationCode,
  makeSyntheticVin,
  parseDate,
} from '../src/index.js';

/** The value of a check that must pass; fails the test with the findings' codes otherwise. */
export function valueOf<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(checked.findings.map(({ code }) => code).join());
  return checked.value;
}

/** The codes of a rejection; fails the test when the value was accepted. */
export function rejectionOf(checked: Checked<unknown>): FindingCode[] {
  if (checked.ok) throw new Error('accepted');
  return checked.findings.map(({ code }) => code);
}

/** The codes of the warnings of an accepted value. */
export function warningsOf(checked: Checked<unknown>): FindingCode[] {
  if (!checked.ok) throw new Error(checked.findings.map(({ code }) => code).join());
  return checked.warnings.map(({ code }) => code);
}

export function day(text: string): IsoDate {
  return valueOf(parseDate(text));
}

export const TODAY = day('2026-11-15');

export const days = fc
  .date({ min: new Date('1880-01-01'), max: new Date('2026-11-15'), noInvalidDate: true })
  .map((date) => day(date.toISOString().slice(0, 10)));

export const citizenIds = fc
  .record({ birthDate: days, sequence: fc.nat({ max: 999 }) })
  .map(makeSyntheticCitizenId);

export const organisationCodes = fc
  .tuple(fc.nat({ max: 99_999_999 }), fc.constantFrom('91' as const, '92' as const))
  .map(([sequence, register]) => makeSyntheticOrganisationCode(sequence, register));

export const vins = fc.nat({ max: 2 ** 31 - 1 }).map(makeSyntheticVin);

/** `count` decimal digits. */
export function digitStrings(count: number): fc.Arbitrary<string> {
  return fc.string({
    unit: fc.constantFrom(...Array.from('0123456789')),
    minLength: count,
    maxLength: count,
  });
}

/** A text with one character put in the place of another. */
export function replaceAt(text: string, at: number, char: string): string {
  return text.slice(0, at) + char + text.slice(at + 1);
}

/** A text with the neighbours at `at` and `at + 1` swapped. */
export function swapAt(text: string, at: number): string {
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}

const SPACES = [' ', '\t', '\n', '\u00a0', '\u2003', '\u3000', ''];

/** Ways of writing the same text: some ASCII full-width, letters in lower case, white space in between. */
export function writings(text: string): fc.Arbitrary<string> {
  return fc
    .tuple(
      ...Array.from(text, (char) =>
        fc
          .record({ wide: fc.boolean(), lower: fc.boolean(), space: fc.constantFrom(...SPACES) })
          .map((style) => {
            const cased = style.lower && /[A-Z]/.test(char) ? char.toLowerCase() : char;
            const code = cased.charCodeAt(0);
            const wide =
              style.wide && code > 0x20 && code < 0x7f ? String.fromCharCode(code + 0xfee0) : cased;
            return wide + style.space;
          }),
      ),
    )
    .map((parts) => parts.join(''));
}
