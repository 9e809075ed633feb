import { reportWordsOf, type NoticeDraft, type OfficerOnNotice } from '@dianda/inquiry';
import type { Content } from 'pdfmake/js/index.js';
import { legalBasesOn } from './legal-bases.js';
import { numberedPages, plainTable, replacementNote } from './pdf-parts.js';
import type { PdfDocument } from './write-pdf.js';

/** Left, above, right, below in points: 28 and 26 mm at the sides, as official documents have (GB/T 9704). */
const margins = [79, 62, 74, 56] as const;

/**
 * 协助查询通知书 as a PDF: whom it is addressed to, in which case, about whom, what is asked, why, on which basis, by
 * whom with which credentials (standards.md section 2). It is a legal document and therefore in Chinese alone. The
 * same draft makes the same bytes: its times are the day of issue.
 */
export function noticePdf(draft: NoticeDraft): PdfDocument {
  const words = reportWordsOf('zh-CN');
  return (drawable) => {
    const say = (text: string): string => drawable.of(text);
    const addressees = draft.addressees.map((each) => each.zh).join('、') || '各有关协助单位';
    const classes = draft.assetClasses.map((each) => words.assetClass[each]).join('、');
    const content: Content[] = [
      { text: say(draft.court.name), style: 'court' },
      { text: '协助查询通知书', style: 'title' },
      { text: say(draft.number), alignment: 'right', margin: [0, 0, 0, 14] },
      { text: `${say(addressees)}：`, margin: [0, 0, 0, 6] },
      paragraph(
        say(
          `本院在执行${draft.caseNumber}一案中，需查询下列被执行人的财产及相关信息。依照${legalBasesOn(draft.issuedOn).join('、')}的规定，请予协助查询，并将查询结果反馈本院。`,
        ),
      ),
      heading('一、被查询人'),
      plainTable(
        ['auto', '*', 'auto', 'auto'],
        ['序号', '姓名或名称', '证件种类', '证件号码'],
        draft.subjects.map(({ name, document }, index) => [
          String(index + 1),
          say(name),
          words.documentType[document.type],
          say(document.number),
        ]),
      ),
      heading('二、查询内容'),
      paragraph(classes === '' ? '被执行人名下全部财产及依法可以查询的信息。' : `${classes}。`),
      heading('三、查询事由'),
      paragraph(say(draft.purpose)),
      heading('四、执行人员'),
      plainTable(
        ['auto', '*', 'auto', 'auto', 'auto'],
        ['', '姓名', '工作证编号', '执行公务证编号', '联系电话'],
        [
          officerRow('承办法官', draft.responsibleOfficer, say),
          officerRow('查控人员', draft.requestedBy, say),
        ],
      ),
      {
        stack: [
          { text: say(draft.court.name) },
          { text: dayInChinese(draft.issuedOn), margin: [0, 4, 0, 0] },
          { text: '（院印）', margin: [0, 4, 0, 0] },
        ],
        alignment: 'right',
        margin: [0, 24, 0, 0],
        unbreakable: true,
      },
    ];
    const issuedAt = new Date(`${draft.issuedOn}T00:00:00+08:00`);
    return {
      pageSize: 'A4',
      pageMargins: margins,
      language: 'zh-CN',
      info: {
        title: `协助查询通知书 ${draft.number}`,
        author: draft.court.name,
        creationDate: issuedAt,
        modDate: issuedAt,
      },
      content: [...content, ...replacementNote(drawable, 'zh-CN')],
      footer: numberedPages('zh-CN'),
      styles: {
        court: { fontSize: 18, alignment: 'center', margin: [0, 0, 0, 8] },
        title: { fontSize: 22, bold: true, alignment: 'center', margin: [0, 0, 0, 14] },
      },
      defaultStyle: { fontSize: 12, lineHeight: 1.3 },
    };
  };
}

function heading(text: string): Content {
  return { text, bold: true, margin: [0, 10, 0, 4] };
}

function paragraph(text: string): Content {
  // Two characters in, as Chinese paragraphs begin.
  return { text, leadingIndent: 24 };
}

function officerRow(role: string, officer: OfficerOnNotice, say: (text: string) => string): string[] {
  return [role, say(officer.name), say(officer.workId), say(officer.dutyId), say(officer.phone)];
}

function dayInChinese(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(year)}年${Number(month)}月${Number(date)}日`;
}
