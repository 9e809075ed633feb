import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Noto Sans SC, whole: the characters of 通用规范汉字表 (2013), among them some hundred beyond the BMP. */
export interface Fonts {
  readonly regularFile: string;
  readonly boldFile: string;
  /** Whether both weights can draw the character. */
  readonly draws: (codePoint: number) => boolean;
  /** How far the character reaches in the regular weight, as a share of the font size. */
  readonly advance: (codePoint: number) => number;
}

/** Opens the fonts in the folder of `@expo-google-fonts/noto-sans-sc`. */
export function openFonts(folder: string): Fonts {
  const regularFile = join(folder, '400Regular', 'NotoSansSC_400Regular.ttf');
  const boldFile = join(folder, '700Bold', 'NotoSansSC_700Bold.ttf');
  const regular = new FontTables(readFileSync(regularFile));
  const bold = new FontTables(readFileSync(boldFile));
  return {
    regularFile,
    boldFile,
    draws: (codePoint) => regular.glyphs.has(codePoint) && bold.glyphs.has(codePoint),
    advance: (codePoint) => regular.advance(codePoint),
  };
}

/** The few tables of an OpenType font that tell which characters it has and how wide they are. */
class FontTables {
  /** Glyphs by code point, from the full Unicode `cmap` (format 12), which is the one that PDFs are made by. */
  readonly glyphs: ReadonlyMap<number, number>;
  private readonly unitsPerEm: number;
  private readonly metricsAt: number;
  private readonly metrics: number;

  constructor(private readonly font: Buffer) {
    this.glyphs = readCmap(font, this.table('cmap'));
    this.unitsPerEm = font.readUInt16BE(this.table('head') + 18);
    this.metrics = font.readUInt16BE(this.table('hhea') + 34);
    this.metricsAt = this.table('hmtx');
  }

  advance(codePoint: number): number {
    const glyph = Math.min(this.glyphs.get(codePoint) ?? 0, this.metrics - 1);
    return this.font.readUInt16BE(this.metricsAt + glyph * 4) / this.unitsPerEm;
  }

  private table(name: string): number {
    const count = this.font.readUInt16BE(4);
    for (let n = 0; n < count; n += 1) {
      const at = 12 + n * 16;
      if (this.font.toString('latin1', at, at + 4) === name) return this.font.readUInt32BE(at + 8);
    }
    throw new TypeError(`a font without the table ${name}`);
  }
}

function readCmap(font: Buffer, cmap: number): ReadonlyMap<number, number> {
  const subtables = font.readUInt16BE(cmap + 2);
  for (let n = 0; n < subtables; n += 1) {
    const subtable = cmap + font.readUInt32BE(cmap + 4 + n * 8 + 4);
    if (font.readUInt16BE(subtable) === 12) return readGroups(font, subtable);
  }
  throw new TypeError('a font without a character map beyond the BMP');
}

function readGroups(font: Buffer, subtable: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  const groups = font.readUInt32BE(subtable + 12);
  for (let n = 0; n < groups; n += 1) {
    const group = subtable + 16 + n * 12;
    const first = font.readUInt32BE(group);
    const last = font.readUInt32BE(group + 4);
    const glyph = font.readUInt32BE(group + 8);
    for (let code = first; code <= last; code += 1) glyphs.set(code, glyph + code - first);
  }
  return glyphs;
}
