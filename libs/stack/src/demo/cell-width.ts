/** Code point ranges that a terminal shows two cells wide (Unicode East Asian Width W and F), first and last. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

function widthOf(character: string): number {
  if (/^\p{Mark}$/u.test(character)) return 0;
  const point = character.codePointAt(0) ?? 0;
  return wideRanges.some(([first, last]) => point >= first && point <= last) ? 2 : 1;
}

/** How many terminal cells a text takes. */
export function cellWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

/** The text in exactly `cells` cells: filled with spaces, or cut with `…`. */
export function fitCells(text: string, cells: number): string {
  const width = cellWidth(text);
  if (width <= cells) return text + ' '.repeat(cells - width);
  let kept = '';
  let used = 0;
  for (const character of text) {
    if (used + widthOf(character) > cells - 1) break;
    kept += character;
    used += widthOf(character);
  }
  return `${kept}…${' '.repeat(Math.max(0, cells - used - 1))}`;
}
