/**
 * The belt behind the allow-list: takes out of a string what may be personal data.
 * Log lines are ASCII by rule, so anything written in another script may be a name and goes.
 */

/** Longer strings are dumps of something, not words for a log; they are dropped whole. */
const LONGEST_TEXT = 2_000;

// What keeps its digits although they may run on: UUIDs, and digests of 128, 160, 256 or 512 bits in lower-case hex.
const UUID = '(?<![0-9a-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])';
const DIGEST =
  '(?<![0-9a-z])(?=[0-9]*[a-f])(?:[0-9a-f]{128}|[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-z])';
// Receipt numbers as adapters give them out: agency code, day, running number. No document number has this form.
const RECEIPT =
  '(?<![0-9a-z])[a-z][a-z0-9]*(?:-[a-z0-9]+)*-20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])-[0-9]{6}(?![0-9a-z-])';
// Citizen ids (15 or 18 digits, the last perhaps X), cards and accounts: 15 digits or more, also in groups.
const LONG_NUMBER = '[0-9](?:[\\s-]?[0-9]){14,}(?:[\\s-]?x)?';
// Unified social credit code, GB 32100-2015: 18 of an alphabet without I O S V Z, the 3rd to 8th digits.
const CREDIT_CODE = '(?<![0-9a-z])[0-9a-hj-npqrtuwxy]{2}[0-9]{6}[0-9a-hj-npqrtuwxy]{10}(?![0-9a-z])';
const NUMBERS = new RegExp(`(?<kept>${UUID}|${DIGEST}|${RECEIPT})|${LONG_NUMBER}|${CREDIT_CODE}`, 'gi');

// Letters, marks and digits outside ASCII, bare or as URL or JSON escapes.
const OTHER_SCRIPT = /(?![A-Za-z0-9])[\p{L}\p{M}\p{N}]|%[89a-f][0-9a-f]|\\u[0-9a-f]{4}/iu;
const URL_CREDENTIALS = /:\/\/[^\s/@]*@/g;

/** A token: what ids, codes and enum values look like. Printable ASCII without blanks, at most 200 long. */
const TOKEN = /^[\x21-\x7e]{1,200}$/;

/**
 * Masks a text of several words: numbers of 15 digits and more, credit codes, passwords in URLs, and
 * each word that has a letter outside ASCII.
 */
export function maskText(text: string): string {
  if (text.length > LONGEST_TEXT) return `[text of ${text.length} characters]`;
  return (
    text
      .normalize('NFKC')
      // Invisible characters between digits would hide a number.
      .replace(/\p{Cf}/gu, '')
      .replace(URL_CREDENTIALS, '://[masked]@')
      .replace(NUMBERS, (match: string, kept: string | undefined) =>
        kept === undefined ? '[masked]' : match,
      )
      .replace(/\S+/g, (word) => (OTHER_SCRIPT.test(word) ? '[text]' : word))
  );
}

/** Masks the value of a field: one token or nothing; free text does not belong into a field. */
export function maskToken(value: string): string {
  return TOKEN.test(value) ? maskText(value) : '[text]';
}
