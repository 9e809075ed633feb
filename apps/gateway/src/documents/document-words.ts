import type { Language } from '@dianda/inquiry';

/** What documents say beyond the words of the report. */
interface DocumentWords {
  readonly page: (page: number, pages: number) => string;
  readonly replaced: (codePoints: string) => string;
}

export const documentWords: Record<Language, DocumentWords> = {
  'zh-CN': {
    page: (page, pages) => `第 ${page} 页 / 共 ${pages} 页`,
    replaced: (codePoints) =>
      `注：下列字符不在本文件所用字库中，文中以“〓”及其统一码编号代替，数据中仍为原字：${codePoints}。`,
  },
  en: {
    page: (page, pages) => `Page ${page} of ${pages}`,
    replaced: (codePoints) =>
      `Note: the fonts of this document lack these characters; “〓” and the code point stand for each, while the data keep the original: ${codePoints}.`,
  },
};
