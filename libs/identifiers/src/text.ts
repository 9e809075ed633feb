/**
 * The form every identifier is checked in: NFKC (full-width digits, letters and parentheses become ASCII),
 * all white space dropped, ASCII letters upper-cased. `〔〕` and Cyrillic look-alikes stay and fail the check.
 *
 * Only ASCII is upper-cased: a wider mapping turns foreign letters into legal ones (`ı` into `I`) and
 * lengthens others (`ß` into `SS`), which would move the positions shown to people. NFKC runs again at the
 * end because dropping a space can bring two composable characters together; so the result is stable.
 */
export function normalise(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase())
    .normalize('NFKC');
}

/** The code points of a text, so that a character outside the BMP counts once. */
export function codePoints(text: string): string[] {
  return Array.from(text);
}

/** Number of code points, not of UTF-16 units. */
export function codePointLength(text: string): number {
  return codePoints(text).length;
}
