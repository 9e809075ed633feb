import {
  gapLines,
  headLines,
  recordLines,
  reportWordsOf,
  shownTime,
  thirdPersonsOn,
  totalText,
  type Language,
  type Report,
} from '@dianda/inquiry';
import type { Content } from 'pdfmake/js/index.js';
import { documentWords } from './document-words.js';
import { numberedPages, plainTable, replacementNote } from './pdf-parts.js';
import {
  legsOf,
  noteOn,
  receiptsOf,
  recordsIn,
  recordsOf,
  resultOf,
  standingOf,
  whoAndWhat,
} from './report-facts.js';
import type { PdfDocument } from './write-pdf.js';

const margins = [40, 44, 40, 44] as const;
const FONT_SIZE = 9;
/** Of A4, between the margins, in points. */
const LINE_WIDTH = 595.28 - margins[0] - margins[2];

/** A text as the lines it takes, indented by so many points. */
type Flow = (text: string, indent?: number) => readonly Content[];

/**
 * 查询结果汇总 as a PDF: first what could not be searched and why and what is still open, then what was asked of whom,
 * then the records by subject and class, each with its source, time and receipt, and third persons apart.
 */
export function reportPdf(report: Report, language: Language): PdfDocument {
  const own = documentWords[language];
  const standing = standingOf(report, language);
  return (drawable) => {
    const say = (text: string): string => drawable.of(text);
    const flow = (text: string, indent = 0): readonly Content[] =>
      drawable
        .lines(text, LINE_WIDTH - indent, FONT_SIZE)
        .map((line): Content => ({ text: line, noWrap: true, margin: [indent, 0, 0, 0] }));
    const [title = '', ...head] = headLines(report, reportWordsOf(language));
    const content: Content[] = [
      { text: say(title.replaceAll('═', '').trim()), fontSize: 16, bold: true, margin: [0, 0, 0, 8] },
      ...head.map((line): Content => ({ text: say(line) })),
      heading(own.completeness),
      ...completeness(report, language).flatMap((line) => flow(line)),
      heading(own.asked),
      legTable(report, language, say),
      heading(own.results),
      ...results(report, language, say, flow),
      heading(own.thirdPersons),
      { text: own.thirdPersonsNote, color: '#555555' },
      ...thirdPersons(report, language).flatMap((line) => flow(line)),
    ];
    return {
      pageSize: 'A4',
      pageMargins: margins,
      language,
      info: {
        title: `${reportWordsOf(language).report.title} ${report.caseNumber}`,
        author: report.court.name,
        creationDate: new Date(report.asOf),
        modDate: new Date(report.asOf),
      },
      content: [...content, ...replacementNote(drawable, language)],
      footer: numberedPages(language, own.foot(report.contentHash, standing)),
      defaultStyle: { fontSize: FONT_SIZE, lineHeight: 1.25 },
    };
  };
}

function heading(text: string): Content {
  return { text, fontSize: 12, bold: true, margin: [0, 12, 0, 4] };
}

function completeness(report: Report, language: Language): readonly string[] {
  const words = reportWordsOf(language);
  const own = documentWords[language];
  const open = legsOf(report).filter(({ leg }) => leg.status === 'open');
  return [
    words.report.counts({
      ...report.counts,
      missingParts: report.gaps.filter((gap) => gap.part !== undefined).length,
    }),
    `■ ${words.report.gaps}`,
    ...gapLines(report, words),
    `■ ${own.open}`,
    ...(open.length === 0
      ? [`  ${own.nothingOpen}`]
      : open.map((found) => `  - ${[...whoAndWhat(found, words), noteOn(found.leg, words)].join(' · ')}`)),
  ];
}

function legTable(report: Report, language: Language, say: (text: string) => string): Content {
  const words = reportWordsOf(language);
  const { columns } = documentWords[language];
  return plainTable(
    ['*', 'auto', '*', 'auto', 'auto', '*'],
    [columns.subject, columns.assetClass, columns.agency, columns.result, columns.records, columns.receipts],
    legsOf(report).map((found) =>
      [
        ...whoAndWhat(found, words),
        resultOf(found.leg, words),
        'records' in found.leg ? String(found.leg.records.length) : '',
        receiptsOf(found.leg, words),
      ].map(say),
    ),
    8,
  );
}

function results(
  report: Report,
  language: Language,
  say: (text: string) => string,
  flow: Flow,
): readonly Content[] {
  const words = reportWordsOf(language);
  const own = documentWords[language];
  return report.subjects.flatMap((subject): Content[] => {
    const { type, maskedNumber } = subject.document;
    const name = `■ ${subject.name} ${words.report.inBrackets(`${words.documentType[type]} ${maskedNumber}`)}`;
    return [
      { text: say(name), bold: true, margin: [0, 8, 0, 2] },
      ...subject.classes.flatMap(({ assetClass, legs, totals }): Content[] => [
        { text: `▸ ${words.assetClass[assetClass]}`, bold: true, margin: [0, 4, 0, 0] },
        ...legs.flatMap((leg): Content[] => {
          const [, , agency = ''] = whoAndWhat({ subject, assetClass, leg }, words);
          const asOf = 'asOf' in leg ? words.report.answeredAsOf(shownTime(leg.asOf)) : '';
          const line = [agency, resultOf(leg, words), asOf, noteOn(leg, words)].filter((each) => each !== '');
          const receipt = own.receipt(receiptsOf(leg, words));
          return [
            ...flow(line.join(' · '), 8),
            ...recordsIn(leg).flatMap((record, index) =>
              flow(`${index + 1}. ${[...recordLines(record, words), `  ${receipt}`].join('\n')}`, 16),
            ),
          ];
        }),
        ...totals.flatMap((total) => flow(`∑ ${totalText(total, words)}`, 8)),
      ]),
    ];
  });
}

function thirdPersons(report: Report, language: Language): readonly string[] {
  const words = reportWordsOf(language);
  const lines: string[] = [];
  for (const { subject, record } of recordsOf(report)) {
    for (const person of thirdPersonsOn(record, language)) {
      const facts = person.cells.map(({ name, text }) => `${name} ${text}`);
      lines.push(
        `- ${[subject.name, words.recordKind[record.kind], record.sourceRecordId, person.as, ...facts].join(' · ')}`,
      );
    }
  }
  return lines.length === 0 ? [documentWords[language].noThirdPersons] : lines;
}
