import type { IdDocumentType } from '@dianda/identifiers';
import type {
  AreaUnit,
  AssetClass,
  BankAccountKind,
  BankAccountStatus,
  CoOwnership,
  HouseUse,
  Language,
  LegState,
  LocalText,
  MissingPartCode,
  MissingReason,
  MortgageManner,
  NotCoveredReason,
  RecordKind,
  Rung,
  SeizureKind,
  WaitingFor,
} from '@dianda/inquiry';
import { en } from './en.js';
import { zhCn } from './zh-cn.js';

/** Everything that the demo says to people, in one language. */
export interface Words {
  readonly columns: readonly string[];
  readonly assetClass: Record<AssetClass, string>;
  readonly legState: Record<LegState, string>;
  readonly rung: Record<Rung | 'cancelled', string>;
  readonly waitingFor: Record<WaitingFor['kind'], string>;
  readonly documentType: Record<IdDocumentType, string>;
  readonly recordKind: Record<RecordKind, string>;
  readonly measure: Readonly<Record<string, string>>;
  readonly areaUnit: Record<AreaUnit, string>;
  readonly coOwnership: Record<CoOwnership, string>;
  readonly houseUse: Record<HouseUse, string>;
  readonly mortgageManner: Record<MortgageManner, string>;
  readonly seizureKind: Record<SeizureKind, string>;
  readonly accountKind: Record<BankAccountKind, string>;
  readonly accountStatus: Record<BankAccountStatus, string>;
  readonly missingPart: Record<MissingPartCode, string>;
  readonly missingReason: Record<MissingReason, string>;
  /** Reasons of the plan and the fold that are no error's reason. */
  readonly gapReason: Record<
    NotCoveredReason | 'NO_AGENCY' | 'AMBIGUOUS' | 'TIME_RAN_OUT' | 'RECEIPT_MISSING' | 'CANCELLED',
    string
  >;
  readonly noAgency: string;
  readonly local: (text: LocalText) => string;
  readonly expected: (at: string) => string;
  readonly progress: {
    readonly folder: string;
    readonly starting: (part: string) => string;
    readonly ready: (part: string) => string;
    readonly died: (part: string) => string;
    readonly databases: string;
    readonly allReady: string;
    readonly casePushed: (caseNumber: string) => string;
    readonly ordered: (legs: number) => string;
    readonly firstAnswer: (seconds: string) => string;
    readonly completed: (seconds: string) => string;
    readonly interrupted: string;
    readonly stopping: string;
    readonly stopped: string;
  };
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
    }) => string;
    readonly inBrackets: (text: string) => string;
    readonly gaps: string;
    readonly noGaps: string;
    readonly part: (part: string) => string;
    readonly records: (count: number) => string;
    readonly empty: string;
    readonly coverage: (regions: string, classes: string, since: string) => string;
    readonly answeredAsOf: (at: string) => string;
    readonly receipts: (numbers: string) => string;
    readonly noReceipt: string;
    readonly late: string;
    readonly seeGaps: string;
    readonly source: (source: string, id: string, at: string) => string;
    readonly total: (measure: string, amount: string, unit: string, records: number) => string;
    readonly leftOut: (records: number) => string;
    readonly warnings: (fields: string) => string;
  };
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
    readonly seizure: (rank: number | undefined) => string;
    readonly inLine: string;
    readonly freeze: (rank: number | undefined) => string;
    readonly priorRight: string;
    readonly subAccount: string;
    readonly balance: string;
    readonly available: string;
    readonly secured: string;
    readonly disputed: string;
  };
}

const dictionaries: Record<Language, Words> = { 'zh-CN': zhCn, en };

export function wordsOf(language: Language): Words {
  return dictionaries[language];
}
