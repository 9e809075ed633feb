import { normalise } from '@dianda/identifiers';
import type { Coded, RecordWarningCode } from '@dianda/inquiry';

/** An agency's code list, as rows: its codes, and the texts that its registers may hold beside or instead of them. */
export interface CodeTable<Code extends string> {
  readonly codes: ReadonlyMap<string, Code>;
  readonly texts: ReadonlyMap<string, Code>;
}

/** Rows of (the agency's code, its text, our word). Codes and texts compare in the form of `normalise`. */
export function codeTable<Code extends string>(
  rows: readonly (readonly [code: string, text: string, word: Code])[],
): CodeTable<Code> {
  return {
    codes: new Map(rows.map(([code, , word]) => [normalise(code), word])),
    texts: new Map(rows.map(([, text, word]) => [normalise(text), word])),
  };
}

export interface ReadCode<Code extends string> {
  readonly value: Coded<Code>;
  readonly warning: RecordWarningCode | undefined;
}

/**
 * Reads a code and the text beside it, either of which may be empty; undefined when both are. Where they contradict
 * each other the text wins, because vendors number differently and people read the text (standards.md F17). What
 * neither list knows is UNKNOWN with the raw text, never dropped and never guessed.
 */
export function readCode<Code extends string>(
  table: CodeTable<Code>,
  code: string,
  text = '',
): ReadCode<Code> | undefined {
  const raw = [code, text].filter((part) => part !== '').join(' ');
  if (raw === '') return undefined;
  const byCode = table.codes.get(normalise(code)) ?? table.texts.get(normalise(code));
  const byText = table.texts.get(normalise(text));
  if (byText !== undefined) {
    const contradicts = code !== '' && byCode !== byText;
    return { value: { code: byText, raw }, warning: contradicts ? 'TEXT_CONTRADICTS_CODE' : undefined };
  }
  // A text that no row knows may mean anything; the code beside it must not overrule it.
  if (text !== '' || byCode === undefined)
    return { value: { code: 'UNKNOWN', raw }, warning: 'UNKNOWN_CODE' };
  return { value: { code: byCode, raw }, warning: undefined };
}
