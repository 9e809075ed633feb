// The part of pdfmake that is used here, under its file's name, since under the package's own name the compiler would
// find @types/pdfmake, which brings the browser's library into the whole compilation, where it contradicts Node's.
declare module 'pdfmake/js/index.js' {
  import type { Readable } from 'node:stream';

  export interface Style {
    readonly font?: string;
    readonly fontSize?: number;
    readonly bold?: boolean;
    readonly color?: string;
    readonly alignment?: 'left' | 'right' | 'center';
    readonly lineHeight?: number;
    readonly leadingIndent?: number;
    /** Left, above, right, below, in points. */
    readonly margin?: readonly [number, number, number, number];
  }

  export interface Text extends Style {
    readonly text: string | readonly Text[];
    readonly style?: string;
    readonly width?: 'auto' | '*' | number;
    readonly pageBreak?: 'before';
    /** Stands in the outline that readers show beside the pages. */
    readonly outline?: boolean;
    /** Drawn as one piece: laying out a line of Chinese costs an object a character otherwise. */
    readonly noWrap?: boolean;
    readonly tocItem?: boolean;
  }

  interface Stack extends Style {
    readonly stack: readonly Content[];
    readonly unbreakable?: boolean;
  }

  interface Columns extends Style {
    readonly columns: readonly Content[];
  }

  interface Table extends Style {
    readonly table: {
      readonly headerRows: number;
      readonly widths: readonly ('auto' | '*' | number)[];
      readonly body: readonly (readonly (string | Text)[])[];
    };
    readonly layout?: 'lightHorizontalLines' | 'noBorders';
  }

  export type Content = Text | Stack | Columns | Table;

  export interface DocumentDefinition {
    readonly pageSize: 'A4';
    readonly pageMargins: readonly [number, number, number, number];
    readonly language: string;
    readonly info: {
      readonly title: string;
      readonly author: string;
      readonly creationDate: Date;
      readonly modDate: Date;
    };
    readonly content: readonly Content[];
    readonly footer?: (page: number, pages: number) => Content;
    readonly styles?: Readonly<Record<string, Style>>;
    readonly defaultStyle?: Style;
  }

  interface PdfMake {
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    setFonts(fonts: Readonly<Record<string, { readonly normal: string; readonly bold: string }>>): void;
    createPdf(definition: DocumentDefinition): {
      /** Laid out and drawn; ends after `end()`. */
      getStream(): Promise<Readable & { end(): void }>;
    };
  }

  const pdfmake: PdfMake;
  export default pdfmake;
}
