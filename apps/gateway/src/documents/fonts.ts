import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Noto Sans SC, whole: the characters of 通用规范汉字表 (2013), among them some hundred beyond the BMP. */
export interface Fonts {
  readonly regularFile: string;
  readonly boldFile: string;
  /** Whether both weights can draw the character. */
  readonly draws: (codePoint: number) => boolean;
}

/** Opens the fonts in the folder of `@expo-google-fonts/noto-sans-sc`. */
export function openFonts(folder: string): Fonts {
  const regularFile = join(folder, '400Regular', 'NotoSansSC_400Regular.ttf');
  const boldFile = join(folder, '700Bold', 'NotoSansSC_700Bold.ttf');
  const coverages = [regularFile, boldFile].map((file) => coverageOf(readFileSync(file)));
  return { regularFile, boldFile, draws: (codePoint) => coverages.every((each) => each.has(codePoint)) };
}

/** The code points of a font's full Unicode `cmap` (OpenType, format 12), which is the one PDFs are made by. */
function coverageOf(font: Buffer): ReadonlySet<number> {
  const tableCount = font.readUInt16BE(4);
  for (let n = 0; n < tableCount; n += 1) {
    const at = 12 + n * 16;
    if (font.toString('latin1', at, at + 4) === 'cmap') return readCmap(font, font.readUInt32BE(at + 8));
  }
  throw new TypeError('a font without a character map');
}

function readCmap(font: Buffer, cmap: number): ReadonlySet<number> {
  const subtables = font.readUInt16BE(cmap + 2);
  for (let n = 0; n < subtables; n += 1) {
    const subtable = cmap + font.readUInt32BE(cmap + 4 + n * 8 + 4);
    if (font.readUInt16BE(subtable) === 12) return readGroups(font, subtable);
  }
  throw new TypeError('a font without a character map beyond the BMP');
}

function readGroups(font: Buffer, subtable: number): ReadonlySet<number> {
  const covered = new Set<number>();
  const groups = font.readUInt32BE(subtable + 12);
  for (let n = 0; n < groups; n += 1) {
    const group = subtable + 16 + n * 12;
    const last = font.readUInt32BE(group + 4);
    for (let code = font.readUInt32BE(group); code <= last; code += 1) covered.add(code);
  }
  return covered;
}
