import type { CaseNumber, IsoDate } from '@dianda/identifiers';
import type { AgencyCode, AssetClass, Identity, Reason } from '@dianda/inquiry';

/** The edge rows of standards.md 6.3, and a few more that suites need. */
export const edges = [
  'same_name_other_id',
  'fifteen_digits_only',
  'rare_han',
  'dotted_name',
  'full_width_space',
  'renamed_person',
  'renamed_company',
  'dead_person',
  'title_without_unit_number',
  'queued_seizure',
  'mortgage_in_wan',
  'foreign_currency',
  'co_debtors',
  'two_courts',
  'moved_case',
  'organisation_code_check_0',
  'credential_expired_yesterday',
  'terminated_at_year_end',
  'terminated_at_month_end',
  // Beyond 6.3: the lists of 3.2, the sentinel of F5, many pages, movements for the reviewed classes, the table of 1.2.
  'every_land_list',
  'no_account_sentinel',
  'many_accounts',
  'lodging_and_journeys',
  'every_case_type',
] as const;
export type Edge = (typeof edges)[number];

/** A value at a path of a record, such as `title.seizures[1].fromOn`; null says that nothing may be there. */
export type Fact = readonly [record: string, path: string, value: string | null];

/** What an agency’s adapter must answer about the subject. */
export interface AnswerExpected {
  readonly kind: 'answer';
  readonly agency: AgencyCode;
  readonly assetClass: AssetClass;
  readonly rung: 'found' | 'nothing_found' | 'ambiguous';
  /** `sourceRecordId` of every record, in order; empty unless found. */
  readonly records: readonly string[];
  readonly facts: readonly Fact[];
}

/** What becomes of an order in a case, placed by that account. */
export interface OrderExpected {
  readonly kind: 'order';
  readonly caseNumber: CaseNumber;
  readonly username: string;
  /** Undefined where it is accepted. */
  readonly refusal: Reason | undefined;
}

/** On which days a terminated case must be searched again (standards.md L18). */
export interface RequeriesExpected {
  readonly kind: 'requeries';
  readonly caseNumber: CaseNumber;
  readonly on: readonly IsoDate[];
}

export type Expected = AnswerExpected | OrderExpected | RequeriesExpected;

/** Something planted: where it is found, and what a right answer is. */
export interface PlantedRow {
  readonly edge: Edge;
  readonly note: string;
  /** Whom to ask about. */
  readonly subject: Identity;
  /** Cases in which the subject is liable. */
  readonly cases: readonly CaseNumber[];
  readonly expected: readonly Expected[];
}
