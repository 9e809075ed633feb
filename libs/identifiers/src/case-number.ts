import type { Branded } from './brand.js';
import { branded } from './brand.js';
import { isSeedCourt, takeCourtLetters } from './court-letters.js';
import type { IsoDate } from './date.js';
import type { Checked, Finding } from './finding.js';
import { accept, reject } from './finding.js';
import type { Slot } from './slots.js';
import { DIGIT, firstMisfit } from './slots.js';
import { codePointLength, codePoints, normalise } from './text.js';

/** Case number 案号 as written by the court (法〔2015〕137号, 法〔2018〕335号), in the form of `normalise`. */
export type CaseNumber = Branded<'CaseNumber'>;
/** What identifies the case: its number without 之一… and without leading zeros. Compare and store by this. */
export type CaseKey = Branded<'CaseKey'>;

/** Case types 类型代字 and their codes, 法〔2015〕137号 as amended by 法〔2018〕335号. */
export const CASE_TYPE_CODES = {
  执: '1002',
  执恢: '1003',
  执保: '1004',
  财保: '0901',
  执异: '1006',
  执复: '1007',
  执监: '1008',
  执协: '1009',
  执他: '1010',
  行保: '0902',
  证保: '0904',
  司救执: '0522',
} as const;

export type CaseType = keyof typeof CASE_TYPE_CODES;

export interface CaseNumberParts {
  readonly year: number;
  /** 法院代字, for example 苏0812. */
  readonly courtLetters: string;
  /** 专门审判代字; only 知 (intellectual property) is known. */
  readonly speciality: '知' | undefined;
  readonly type: CaseType;
  readonly sequence: number;
  /** 之一, 之二 …: one of several rulings in the case. */
  readonly annex: string | undefined;
}

export interface CaseNumberOptions {
  /** The day whose year no case number should exceed. */
  readonly today: IsoDate;
  /** Whether a court with these letters is known. Default: the seed table. */
  readonly isKnownCourt?: (letters: string) => boolean;
}

interface Scanned {
  readonly parts: CaseNumberParts;
  readonly sequenceAt: number;
  readonly leadingZeros: boolean;
}

const HEAD: readonly Slot[] = [/^\($/, /^[12]$/, /^[09]$/, DIGIT, DIGIT, /^\)$/];
const COURT_AT = HEAD.length;
const ANNEX = /^之[一二三四五六七八九十]+$/;

/**
 * Rejects shape, court letter, unknown type and sequence; warns of leading zeros, inner spaces, a court that
 * is not in the table and a year after now. Leading zeros and 之N stay in the value: `caseKey` drops them.
 */
export function parseCaseNumber(raw: string, options: CaseNumberOptions): Checked<CaseNumber> {
  const text = normalise(raw);
  const scanned = scan(text);
  if ('code' in scanned) return reject(raw, scanned);

  const { parts, sequenceAt, leadingZeros } = scanned;
  const warnings: Finding[] = [];
  if (parts.year > Number(options.today.slice(0, 4))) {
    warnings.push({ code: 'CASE_NUMBER_YEAR_AFTER_NOW', at: 1 });
  }
  if (!(options.isKnownCourt ?? isSeedCourt)(parts.courtLetters)) {
    warnings.push({ code: 'CASE_NUMBER_COURT_UNKNOWN', at: COURT_AT });
  }
  if (leadingZeros) warnings.push({ code: 'CASE_NUMBER_LEADING_ZEROS', at: sequenceAt });
  const spaceAt = innerSpaceAt(raw);
  if (spaceAt !== undefined) warnings.push({ code: 'CASE_NUMBER_INNER_SPACE', at: spaceAt });
  return accept(branded<'CaseNumber'>(text), raw, warnings);
}

/** The parts of a case number. */
export function caseNumberParts(caseNumber: CaseNumber): CaseNumberParts {
  const scanned = scan(caseNumber);
  if ('code' in scanned) throw new TypeError('not made by parseCaseNumber');
  return scanned.parts;
}

/** The case's identity: two ways of writing the number of one case have the same key. */
export function caseKey(caseNumber: CaseNumber): CaseKey {
  return branded<'CaseKey'>(write({ ...caseNumberParts(caseNumber), annex: undefined }));
}

/**
 * The case number with these parts.
 * @throws RangeError when there is no such number. Internal: for synthetic numbers.
 */
export function composeCaseNumber(parts: CaseNumberParts): CaseNumber {
  const text = write(parts);
  if ('code' in scan(text)) throw new RangeError('no case number has these parts');
  return branded<'CaseNumber'>(text);
}

function write({ year, courtLetters, speciality, type, sequence, annex }: CaseNumberParts): string {
  return `(${String(year)})${courtLetters}${speciality ?? ''}${type}${String(sequence)}号${annex ?? ''}`;
}

function isCaseType(text: string): text is CaseType {
  return Object.hasOwn(CASE_TYPE_CODES, text);
}

function scan(text: string): Scanned | Finding {
  const misfit = firstMisfit(codePoints(text.slice(0, COURT_AT)), HEAD);
  if (misfit !== undefined) return { code: 'CASE_NUMBER_SHAPE', at: misfit };
  const year = text.slice(1, 5);
  if (!/^(?:19|20)/.test(year)) return { code: 'CASE_NUMBER_SHAPE', at: 1 };

  const court = takeCourtLetters(text.slice(COURT_AT));
  if ('misfitAt' in court) return { code: 'CASE_NUMBER_COURT', at: COURT_AT + court.misfitAt };

  const afterCourt = COURT_AT + court.letters.length;
  const speciality = text.charAt(afterCourt) === '知' ? '知' : undefined;
  const typeAt = afterCourt + (speciality === undefined ? 0 : 1);
  const type = /^[^\d号]*/.exec(text.slice(typeAt))?.[0] ?? '';
  if (!isCaseType(type)) return { code: 'CASE_NUMBER_TYPE', at: typeAt };

  const sequenceAt = typeAt + type.length;
  const digits = /^\d*/.exec(text.slice(sequenceAt))?.[0] ?? '';
  const significant = digits.replace(/^0+/, '');
  if (significant.length < 1 || significant.length > 8)
    return { code: 'CASE_NUMBER_SEQUENCE', at: sequenceAt };

  const markAt = sequenceAt + digits.length;
  if (text.charAt(markAt) !== '号') return { code: 'CASE_NUMBER_SHAPE', at: markAt };
  const annex = text.slice(markAt + 1);
  if (annex !== '' && !ANNEX.test(annex)) return { code: 'CASE_NUMBER_SHAPE', at: markAt + 1 };

  return {
    parts: {
      year: Number(year),
      courtLetters: court.letters,
      speciality,
      type,
      sequence: Number(significant),
      annex: annex === '' ? undefined : annex,
    },
    sequenceAt,
    leadingZeros: digits.length > significant.length,
  };
}

/** Where white space stood inside the number, as a position in the text that has lost it. */
function innerSpaceAt(raw: string): number | undefined {
  const trimmed = raw.normalize('NFKC').trim();
  const at = trimmed.search(/\s/u);
  return at === -1 ? undefined : codePointLength(trimmed.slice(0, at));
}
