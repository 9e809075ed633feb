import type { Finding } from './finding.js';
import { normalise } from './text.js';

/** A coded value as an agency answered it. A code that its table lacks is `UNKNOWN`, never dropped. */
export interface Coded<Code extends string> {
  readonly code: Code | 'UNKNOWN';
  readonly raw: string;
  readonly warnings: readonly Finding[];
}

/** Sex, GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated. */
export type SexCode = '0' | '1' | '2' | '9';

export const SEX_CODES: ReadonlyMap<string, SexCode> = new Map([
  ['0', '0'],
  ['1', '1'],
  ['2', '2'],
  ['9', '9'],
]);

/**
 * Reads a code by an agency's table, whose keys are in the form of `normalise`. An unknown code gives
 * `UNKNOWN` with the raw text and a warning.
 */
export function readCode<Code extends string>(table: ReadonlyMap<string, Code>, raw: string): Coded<Code> {
  const code = table.get(normalise(raw));
  return code === undefined
    ? { code: 'UNKNOWN', raw, warnings: [{ code: 'CODE_UNKNOWN' }] }
    : { code, raw, warnings: [] };
}
