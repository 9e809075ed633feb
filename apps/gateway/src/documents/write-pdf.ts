import pdfmake, { type DocumentDefinition } from 'pdfmake/js/index.js';
import type { Readable } from 'node:stream';
import type { Fonts } from './fonts.js';
import { wrapLines } from './wrap-lines.js';

/** A document before it is laid out; `text` puts words into the fonts it will be drawn with. */
export type PdfDocument = (drawable: DrawableText) => DocumentDefinition;

/** What stands for a character that no font of ours draws, with its code point behind it: never an empty box. */
const REPLACEMENT = '〓';

/** Texts in characters that the fonts can draw; remembers which ones they cannot. */
export class DrawableText {
  private readonly lacking = new Set<string>();

  constructor(private readonly fonts: Pick<Fonts, 'draws' | 'advance'>) {}

  of(text: string): string {
    return Array.from(text, (character) => this.drawn(character)).join('');
  }

  /** As lines of at most `width` points at this font size. */
  lines(text: string, width: number, fontSize: number): readonly string[] {
    return wrapLines(
      this.of(text),
      width,
      (character) => this.fonts.advance(character.codePointAt(0) ?? 0) * fontSize,
    );
  }

  /** The characters that were replaced so far, as `U+20BB7`, in order of their code points. */
  replaced(): readonly string[] {
    return [...this.lacking].sort();
  }

  private drawn(character: string): string {
    const code = character.codePointAt(0) ?? 0;
    if (this.fonts.draws(code) || /\s/u.test(character)) return character;
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    this.lacking.add(name);
    return `${REPLACEMENT}[${name}]`;
  }
}

const family = 'NotoSansSC';

/** Lays the document out and writes it. Nothing is fetched, and no file but the two fonts is opened. */
export async function writePdf(document: PdfDocument, fonts: Fonts): Promise<Readable> {
  const { regularFile, boldFile } = fonts;
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path === regularFile || path === boldFile);
  pdfmake.setFonts({ [family]: { normal: regularFile, bold: boldFile } });
  const definition = document(new DrawableText(fonts));
  const pdf = await pdfmake
    .createPdf({ ...definition, defaultStyle: { font: family, fontSize: 10.5, ...definition.defaultStyle } })
    .getStream();
  pdf.end();
  return pdf;
}
