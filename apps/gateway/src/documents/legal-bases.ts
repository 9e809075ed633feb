import type { IsoDate } from '@dianda/identifiers';

/** A provision that a court's question rests on, as a notice cites it; in force from its day to its last, both counted. */
interface LegalBasis {
  readonly citation: string;
  readonly validFrom: string;
  readonly validTo?: string;
}

/**
 * 民事诉讼法 art. 253 ¶1 (numbering of 2023; art. 249 in that of 2021) lets the court inquire after property; 法释〔2013〕20号
 * art. 1–5 have it done and answered over a network (standards.md L1, L5).
 */
const legalBases: readonly LegalBasis[] = [
  {
    citation: '《中华人民共和国民事诉讼法》第二百四十九条',
    validFrom: '2022-01-01',
    validTo: '2023-12-31',
  },
  { citation: '《中华人民共和国民事诉讼法》第二百五十三条', validFrom: '2024-01-01' },
  {
    citation: '《最高人民法院关于网络查询、冻结被执行人存款的规定》（法释〔2013〕20号）',
    validFrom: '2013-09-02',
  },
];

/** The citations in force on a day. */
export function legalBasesOn(day: IsoDate): readonly string[] {
  return legalBases
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === undefined || day <= validTo))
    .map(({ citation }) => citation);
}
