import type { Words } from '../messages/words.js';

/** A sentence that is put into words only when the report is written. */
export type Phrase = (words: Words) => string;

/** One thing that is not as the wire specification has it. Names fields, codes and counts, never a person's data. */
export interface Finding {
  readonly expected: Phrase;
  readonly came: Phrase;
  /** Which of several like things, in the contract's names: a claim, a page, a field. */
  readonly where?: string;
}

/** What became of one scenario. */
export type Verdict =
  | { readonly outcome: 'passed'; readonly note?: Phrase }
  | { readonly outcome: 'failed'; readonly findings: readonly Finding[] }
  | { readonly outcome: 'skipped'; readonly why: Phrase };

/** Passed when nothing was found wrong. */
export function verdictOf(findings: readonly Finding[], note?: Phrase): Verdict {
  if (findings.length > 0) return { outcome: 'failed', findings };
  return note === undefined ? { outcome: 'passed' } : { outcome: 'passed', note };
}

export function skipped(why: Phrase): Verdict {
  return { outcome: 'skipped', why };
}

/** The same findings, told apart from those of the other rows of a table. */
export function at(where: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.map((each) => ({
    ...each,
    where: each.where === undefined ? where : `${where}: ${each.where}`,
  }));
}
