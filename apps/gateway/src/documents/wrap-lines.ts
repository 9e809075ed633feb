/** What may not begin a line, and stays with the character before it (GB/T 15834 section 5.1). */
const notAtStart = new Set(Array.from('，。、；：？！）》】」』〉”’…—,.;:?!)]}%'));

/** Kerning may widen a line a little beyond the sum of its characters. */
const SLACK = 0.98;

/**
 * Text as lines that fit a width, each as long as it may be. Chinese breaks between any two characters but before
 * closing punctuation, a word of letters and digits only where it is longer than a line. `advance` is in the unit of
 * `width`. Line feeds break; what leads a line is kept.
 */
export function wrapLines(
  text: string,
  width: number,
  advance: (character: string) => number,
): readonly string[] {
  return text.split('\n').flatMap((line) => wrapOne(line, width * SLACK, advance));
}

function wrapOne(line: string, width: number, advance: (character: string) => number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  let used = 0;
  const put = (piece: string, length: number): void => {
    current += piece;
    used += length;
  };
  const feed = (): void => {
    lines.push(current.trimEnd());
    current = '';
    used = 0;
  };
  for (const piece of piecesOf(line)) {
    const characters = Array.from(piece);
    const length = characters.reduce((sum, each) => sum + advance(each), 0);
    if (used > 0 && used + length > width) feed();
    if (length <= width) {
      if (current !== '' || lines.length === 0 || piece.trim() !== '') put(piece, length);
      continue;
    }
    for (const each of characters) {
      const its = advance(each);
      if (used > 0 && used + its > width) feed();
      put(each, its);
    }
  }
  lines.push(current.trimEnd());
  return lines;
}

/** Stretches of a line between which it may break. */
function piecesOf(line: string): readonly string[] {
  const pieces: string[] = [];
  for (const found of line.match(/[\p{Script=Latin}\p{Nd}_.*@/+-]+|\s+|./gsu) ?? []) {
    const before = pieces.at(-1) ?? '';
    if (notAtStart.has(found) && before.trim() !== '') pieces[pieces.length - 1] = before + found;
    else pieces.push(found);
  }
  return pieces;
}
