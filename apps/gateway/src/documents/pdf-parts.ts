import type { Language } from '@dianda/inquiry';
import type { Content, DocumentDefinition } from 'pdfmake/js/index.js';
import { documentWords } from './document-words.js';
import type { DrawableText } from './write-pdf.js';

/** 第 n 页 / 共 m 页 at the foot of each page. */
export function numberedPages(language: Language, note = ''): NonNullable<DocumentDefinition['footer']> {
  const words = documentWords[language];
  return (page, pages) => ({
    columns: [
      { text: note, fontSize: 7, color: '#555555', width: '*' },
      { text: words.page(page, pages), fontSize: 9, width: 'auto' },
    ],
    margin: [40, 10, 40, 0],
  });
}

/** A table with a head that is repeated on each page. */
export function plainTable(
  widths: readonly ('auto' | '*')[],
  head: readonly string[],
  rows: readonly (readonly string[])[],
  fontSize = 10.5,
): Content {
  return {
    table: {
      headerRows: 1,
      widths: [...widths],
      body: [head.map((text) => ({ text, bold: true })), ...rows.map((row) => [...row])],
    },
    fontSize,
  };
}

/** Names the characters that could not be drawn; nothing when all could. To be asked for after everything else. */
export function replacementNote(drawable: DrawableText, language: Language): Content[] {
  const replaced = drawable.replaced();
  if (replaced.length === 0) return [];
  return [
    { text: documentWords[language].replaced(replaced.join(', ')), fontSize: 9, margin: [0, 12, 0, 0] },
  ];
}
