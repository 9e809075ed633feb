import { CASE_TYPE_CODES, parseDate, type CaseType, type IsoDate } from '@dianda/identifiers';

/** Whether cases of a type may query: `full`, `capped` (within a ruling and an amount) or not at all. */
export type QueryRight = 'full' | 'capped' | 'blocked';

/** A dated rule; a court may override rows by configuration (standards.md 1.2). */
export interface CaseTypeRule {
  readonly caseType: CaseType;
  readonly right: QueryRight;
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | undefined;
  readonly source: string;
}

export type CaseTypeRules = readonly CaseTypeRule[];

const inForceSince = mustBeDay('2019-01-01');
const source = '法〔2015〕137号 as amended by 法〔2018〕335号; the right to query is Dianda’s default';

const isCaseType = (text: string): text is CaseType => Object.hasOwn(CASE_TYPE_CODES, text);
const caseTypes = Object.keys(CASE_TYPE_CODES).filter(isCaseType);

const rightOfType: Record<CaseType, QueryRight> = {
  执: 'full',
  执恢: 'full',
  // Preservation cases need the ruling and its cap on the order (PRES 11, 12); the order does not carry them yet.
  执保: 'blocked',
  财保: 'blocked',
  执异: 'blocked',
  执复: 'blocked',
  执监: 'blocked',
  执协: 'blocked',
  执他: 'blocked',
  行保: 'blocked',
  证保: 'blocked',
  司救执: 'blocked',
};

function mustBeDay(text: string): IsoDate {
  const parsed = parseDate(text);
  if (!parsed.ok) throw new TypeError('a rule names no day');
  return parsed.value;
}

/** The rows that hold where a court has configured nothing else. */
export const defaultCaseTypeRules: CaseTypeRules = caseTypes.map((caseType) => ({
  caseType,
  right: rightOfType[caseType],
  validFrom: inForceSince,
  validTo: undefined,
  source,
}));

/**
 * The right of a case type on a day. Of several rows in force the one that came into force last holds; a type or a day
 * without a row is blocked.
 */
export function queryRight(rules: CaseTypeRules, caseType: CaseType, on: IsoDate): QueryRight {
  const inForce = rules.filter(
    (each) =>
      each.caseType === caseType &&
      each.validFrom <= on &&
      (each.validTo === undefined || on <= each.validTo),
  );
  const newest = inForce.reduce<CaseTypeRule | undefined>(
    (best, each) => (best === undefined || each.validFrom > best.validFrom ? each : best),
    undefined,
  );
  return newest?.right ?? 'blocked';
}
