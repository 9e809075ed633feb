import type { CaseNumber, CaseType } from '@dianda/identifiers';
import type { AssetClass } from './asset-class.js';
import type { AgencyCode, CaseId, CourtCode, InquiryId, NoticeId, OfficerId } from './ids.js';
import type { Notice } from './notice.js';
import type { Region } from './region.js';
import type { Subject } from './subject.js';
import type { Instant } from './time.js';

/** From first to last served; 涉民生绿色通道 is `livelihood`. */
export const priorities = ['urgent', 'livelihood', 'routine', 'batch'] as const;
export type Priority = (typeof priorities)[number];

export const inquiryStates = ['dispatching', 'completed', 'cancelled'] as const;
export type InquiryState = (typeof inquiryStates)[number];

/** 查询申请: what one officer ordered in one case. */
export interface Inquiry {
  readonly id: InquiryId;
  readonly caseId: CaseId;
  readonly caseNumber: CaseNumber;
  readonly caseType: CaseType;
  readonly court: { readonly code: CourtCode; readonly name: string };
  /** 查控人员 */
  readonly requestedBy: OfficerId;
  /** 承办法官 */
  readonly responsibleOfficer: OfficerId;
  readonly subjects: readonly Subject[];
  readonly assetClasses: readonly AssetClass[];
  /** Empty: every competent agency. */
  readonly agencies: readonly AgencyCode[];
  /** Where to search; empty: everywhere. */
  readonly regions: readonly Region[];
  readonly notice: Notice;
  /** The stored notice; absent only of an inquiry ordered before notices were stored. */
  readonly noticeId: NoticeId | undefined;
  /** The inquiry of the same case that this one takes up again, after an agency returned a question (回退). */
  readonly reissues?: InquiryId;
  /** 查询事由 */
  readonly purpose: string;
  readonly priority: Priority;
  readonly orderedAt: Instant;
}
