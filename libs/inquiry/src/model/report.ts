import type { CaseNumber, IdDocumentType } from '@dianda/identifiers';
import type { AgencyContact, Coverage, MatchCandidate, MissingPart, Rung } from './answer.js';
import type { AssetClass, SubjectKind } from './asset-class.js';
import type { LocalText } from './agency.js';
import type { Court } from './enforcement-case.js';
import type { AgencyCode, InquiryId, LegId, SubjectId } from './ids.js';
import type { Notice } from './notice.js';
import type { LegError, LegState, WaitingFor } from './leg.js';
import type { AssetRecord } from './records/index.js';
import type { Region } from './region.js';
import type { Instant } from './time.js';

/** The agency's own earlier answer to a leg that it answered again; kept with its evidence, and in the earlier report. */
export interface ReplacedAnswer {
  readonly rung: Rung;
  readonly settledAt: Instant;
}

interface AnsweredLeg {
  readonly legId: LegId;
  readonly agency: { readonly code: AgencyCode; readonly name: LocalText } | undefined;
  readonly answeredAt: Instant;
  readonly settledAt: Instant;
  /** The answer came after time had run out and settled the leg anew. */
  readonly late: boolean;
  /** Only of a corrected answer: what the agency had answered before. */
  readonly replaces?: ReplacedAnswer;
}

interface ReceiptedLeg extends AnsweredLeg {
  readonly asOf: Instant;
  /** One number a page; empty while the agency's receipt is missing. */
  readonly receiptNumbers: readonly string[];
}

/** One leg in the report. Only `searched` and `searched_empty` count as searched (TERM, standards.md L17). */
export type LegResult =
  | (ReceiptedLeg & {
      readonly status: 'searched';
      readonly records: readonly AssetRecord[];
      readonly missing: readonly MissingPart[];
    })
  | (ReceiptedLeg & { readonly status: 'searched_empty'; readonly coverage: Coverage })
  | (ReceiptedLeg & {
      readonly status: 'unreceipted';
      readonly rung: 'found';
      readonly records: readonly AssetRecord[];
      readonly missing: readonly MissingPart[];
    })
  | (ReceiptedLeg & {
      readonly status: 'unreceipted';
      readonly rung: 'nothing_found';
      readonly coverage: Coverage;
    })
  | (AnsweredLeg & {
      readonly status: 'gap';
      readonly rung: 'ambiguous' | 'not_covered' | 'refused' | 'no_response' | 'failed';
      /** The chosen region in which nobody answers the class; only of a leg without agency. */
      readonly region: Region | undefined;
      readonly reason: string;
      readonly detail: string;
      readonly origin: string;
      readonly attempts: number;
      /** When its time ran out; only of `no_response`. */
      readonly expiredAt: Instant | undefined;
      readonly contact: AgencyContact | undefined;
      readonly candidates: readonly MatchCandidate[];
    })
  | {
      readonly status: 'cancelled';
      readonly legId: LegId;
      readonly agency: { readonly code: AgencyCode; readonly name: LocalText } | undefined;
      readonly reason: string;
    }
  | {
      readonly status: 'open';
      readonly legId: LegId;
      readonly agency: { readonly code: AgencyCode; readonly name: LocalText } | undefined;
      readonly state: LegState;
      readonly waitingFor: WaitingFor;
      readonly expectedAt: Instant;
      readonly expiresAt: Instant;
      readonly attempts: number;
      readonly lastError: LegError | undefined;
    };

/** A named gap: a leg, or a part of a leg, that was not searched, and why. */
export interface ReportGap {
  readonly legId: LegId;
  readonly subjectId: SubjectId;
  readonly assetClass: AssetClass;
  readonly agency: { readonly code: AgencyCode; readonly name: LocalText } | undefined;
  /** The chosen region in which nobody answers the class; only where there is no agency. */
  readonly region: Region | undefined;
  readonly rung: string;
  /** Set when only a part of the leg is missing. */
  readonly part: string | undefined;
  readonly reason: string;
  readonly detail: string;
}

/** A sum that may honestly be made: one measure, one currency, wholly owned only. */
export interface Total {
  readonly measure: string;
  readonly amount: string;
  readonly unit: string;
  readonly records: number;
  /** Records of this measure left out of the sum, e.g. co-owned or without an amount. */
  readonly leftOut: number;
}

export interface ClassResult {
  readonly assetClass: AssetClass;
  readonly legs: readonly LegResult[];
  readonly totals: readonly Total[];
}

export interface SubjectResult {
  readonly subjectId: SubjectId;
  readonly kind: SubjectKind;
  readonly name: string;
  /** Masked by default (promise 8). */
  readonly document: { readonly type: IdDocumentType; readonly maskedNumber: string };
  readonly classes: readonly ClassResult[];
}

export interface ReportCounts {
  readonly legs: number;
  readonly searched: number;
  readonly searchedEmpty: number;
  readonly unreceipted: number;
  readonly gaps: number;
  /** Parts of answers that could not be searched; each is a gap by name, though its leg found something. */
  readonly missingParts: number;
  readonly open: number;
  readonly cancelled: number;
}

/** What the fold makes; the same legs and answers give the same content whatever their order. */
export interface ReportContent {
  readonly inquiryId: InquiryId;
  readonly caseNumber: CaseNumber;
  readonly court: Court;
  readonly notice: Notice;
  readonly purpose: string;
  readonly orderedAt: Instant;
  /** Where was searched, as ordered; empty: everywhere. */
  readonly regions: readonly Region[];
  /** No leg is open; says nothing about whether all agencies answered. */
  readonly complete: boolean;
  readonly counts: ReportCounts;
  readonly gaps: readonly ReportGap[];
  readonly subjects: readonly SubjectResult[];
}

/** 查询结果汇总: provisional while legs are open, then sealed in numbered versions. */
export type Report = ReportContent & {
  /** SHA-256 (hex) over the canonical JSON of the content. */
  readonly contentHash: string;
  /** When the content was true, by the database's clock. */
  readonly asOf: Instant;
} & ({ readonly standing: 'provisional' } | { readonly standing: 'sealed'; readonly version: number });
