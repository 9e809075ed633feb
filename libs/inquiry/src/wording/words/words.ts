import type { Language } from '../../messages/index.js';
import type { LocalText } from '../../model/index.js';
import type { Reason } from '../../reasons.js';
import { en } from './en.js';
import type { LegWords } from './leg-words.js';
import type { RecordWords } from './record-words.js';
import { zhCn } from './zh-cn.js';

/** What reports, records and gaps are put into, in one language; whoever shows a report shows it in these words. */
export interface ReportWords extends LegWords, RecordWords {
  readonly noAgency: string;
  readonly listComma: string;
  readonly yes: string;
  readonly no: string;
  readonly local: (text: LocalText) => string;
  /** A reason in the core's own words. */
  readonly explain: (reason: Reason) => string;
  readonly expected: (at: string) => string;
  readonly report: {
    readonly title: string;
    readonly sealed: (version: number) => string;
    readonly provisional: string;
    readonly case: string;
    readonly court: string;
    readonly notice: string;
    readonly purpose: string;
    readonly asOf: string;
    readonly zone: string;
    readonly hash: string;
    readonly counts: (counts: {
      legs: number;
      searched: number;
      searchedEmpty: number;
      unreceipted: number;
      gaps: number;
      open: number;
      /** Of legs that were searched, parts that were not. */
      missingParts: number;
    }) => string;
    readonly inBrackets: (text: string) => string;
    readonly gaps: string;
    readonly noGaps: string;
    readonly part: (part: string) => string;
    readonly records: (count: number) => string;
    readonly empty: string;
    readonly wholeCountry: string;
    readonly anywhere: string;
    readonly regions: (regions: string) => string;
    readonly orderedRegions: string;
    readonly attempts: (count: number) => string;
    readonly expired: (at: string) => string;
    readonly coverage: (regions: string, classes: string, since: string) => string;
    readonly answeredAsOf: (at: string) => string;
    readonly receipts: (numbers: string) => string;
    readonly noReceipt: string;
    readonly late: string;
    readonly replaces: (rung: string, at: string) => string;
    readonly seeGaps: string;
    readonly contact: (contact: string) => string;
    readonly candidate: (fields: string, strength: number) => string;
    readonly source: (source: string, id: string, at: string) => string;
    readonly total: (measure: string, amount: string, unit: string, records: number) => string;
    readonly leftOut: (records: number) => string;
    readonly warning: (what: string, field: string) => string;
  };
  /** Names of what records hold. */
  readonly record: {
    readonly owner: string;
    readonly coOwner: string;
    readonly subjectOwner: string;
    readonly share: string;
    readonly unitNumber: string;
    readonly titleNumber: string;
    readonly floorArea: string;
    readonly area: string;
    readonly mortgage: (rank: number | undefined) => string;
    readonly mortgagee: string;
    readonly mortgaged: string;
    readonly seizure: (rank: number | undefined) => string;
    readonly inLine: string;
    readonly freeze: (rank: number | undefined) => string;
    readonly balance: string;
    readonly available: string;
    readonly secured: string;
    readonly disputed: string;
    readonly vehicleOwner: string;
    readonly vin: string;
    readonly engineNumber: string;
    readonly firstRegisteredOn: string;
    readonly inspectionValidToOn: string;
    readonly scrapDeadlineOn: string;
    readonly status: string;
    readonly asWritten: (raw: string) => string;
    readonly employer: string;
    readonly notCash: string;
    readonly wageBase: string;
    readonly monthlyDeposit: string;
    readonly rates: (personal: string, unit: string) => string;
    readonly paidToMonth: string;
    readonly frozen: string;
    readonly since: (day: string) => string;
    readonly openedOn: string;
    readonly closedOn: string;
    readonly linkedAccount: string;
    readonly formerName: string;
    readonly bornOn: string;
    readonly householdMember: string;
    readonly photoHeld: string;
    readonly checkIn: string;
    readonly checkOut: string;
    readonly stillThere: string;
    readonly phone: string;
    readonly destination: string;
  };
}

const dictionaries: Record<Language, ReportWords> = { 'zh-CN': zhCn, en };

export function reportWordsOf(language: Language): ReportWords {
  return dictionaries[language];
}
