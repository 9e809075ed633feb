import type {
  AgencyCode,
  AssetClass,
  Court,
  ExpectedBasis,
  InquiryId,
  InquiryListing,
  InquiryState,
  Instant,
  LegError,
  LegId,
  LegState,
  Notice,
  NoticeId,
  Priority,
  Region,
  Rung,
  SubjectId,
  SubjectKind,
  WaitingFor,
} from '@dianda/inquiry';
import type { CaseNumber } from '@dianda/identifiers';

export interface InquiryLinks {
  readonly self: string;
  readonly report: string;
}

export interface AcceptedBody {
  readonly id: InquiryId;
  readonly acceptedAt: Instant;
  readonly links: InquiryLinks;
}

export type InquiryListItem = InquiryListing['items'][number] & { readonly links: InquiryLinks };

export interface InquiryListBody {
  readonly items: readonly InquiryListItem[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

export interface LegBody {
  readonly id: LegId;
  readonly subjectId: SubjectId;
  readonly assetClass: AssetClass;
  /** Absent where no agency covers the class. */
  readonly agencyCode?: AgencyCode;
  /** The chosen region in which no agency covers the class. */
  readonly region?: Region;
  readonly state: LegState;
  readonly rung?: Rung;
  readonly attempts: number;
  /** While the leg is open. */
  readonly expectedAt?: Instant;
  /** What `expectedAt` rests on. */
  readonly expectedBasis?: ExpectedBasis;
  readonly expiresAt: Instant;
  /** Years without public holiday data in which its times were reckoned by weekdays alone; absent: none. */
  readonly unknownHolidayYears?: readonly number[];
  readonly waitingFor?: WaitingFor;
  readonly lastError?: LegError;
  readonly settledAt?: Instant;
}

export interface InquiryBody {
  readonly id: InquiryId;
  readonly caseNumber: CaseNumber;
  readonly court: Court;
  readonly state: InquiryState;
  readonly orderedAt: Instant;
  readonly completedAt?: Instant;
  /** The database's time of this reading. */
  readonly asOf: Instant;
  readonly priority: Priority;
  readonly notice: Notice;
  /** Of the stored notice; absent only of an inquiry ordered before notices were stored. */
  readonly noticeId?: NoticeId;
  /** The inquiry of the same case that this one takes up again. */
  readonly reissues?: InquiryId;
  /** Inquiries that take this one up again, oldest first. */
  readonly reissuedBy?: readonly InquiryId[];
  /** Where to search; empty: everywhere. */
  readonly regions: readonly Region[];
  /** `settled` of `legs` have ended. */
  readonly progress: { readonly legs: number; readonly settled: number; readonly open: number };
  readonly subjects: readonly {
    readonly subjectId: SubjectId;
    readonly kind: SubjectKind;
    readonly name: string;
  }[];
  readonly legs: readonly LegBody[];
  /** How many versions of the report are sealed. */
  readonly reportVersions: number;
  readonly links: InquiryLinks;
}
