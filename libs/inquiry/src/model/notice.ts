import type { CaseNumber, IsoDate } from '@dianda/identifiers';
import type { LocalText } from './agency.js';
import type { AssetClass } from './asset-class.js';
import type { Court, Officer } from './enforcement-case.js';
import type { CaseId, CourtCode, NoticeId } from './ids.js';
import type { Identity } from './subject.js';
import type { Instant } from './time.js';

/** 协助查询通知书, the document behind the question: its number, name and the SHA-256 (hex) of its bytes. */
export interface Notice {
  readonly number: string;
  readonly name: string;
  readonly sha256: string;
}

/** OFD (GB/T 33190) is the layout format that courts' seal systems produce besides PDF. */
export const noticeMediaTypes = ['application/pdf', 'application/ofd'] as const;
export type NoticeMediaType = (typeof noticeMediaTypes)[number];

/** Brought by the court, or drawn up here out of the case. */
export const noticeOrigins = ['uploaded', 'drawn_up'] as const;
export type NoticeOrigin = (typeof noticeOrigins)[number];

/** A notice as it is kept; it belongs to one case and never changes. */
export interface StoredNotice extends Notice {
  readonly id: NoticeId;
  readonly caseId: CaseId;
  readonly caseNumber: CaseNumber;
  /** The court that issued it. */
  readonly courtCode: CourtCode;
  readonly mediaType: NoticeMediaType;
  readonly sizeBytes: number;
  readonly origin: NoticeOrigin;
  readonly storedAt: Instant;
}

export type OfficerOnNotice = Pick<Officer, 'name' | 'workId' | 'dutyId' | 'phone'>;

/** What a notice says when it is drawn up here (standards.md section 2; 民诉法 253, 法释〔2013〕20号 art. 2–4). */
export interface NoticeDraft {
  readonly number: string;
  readonly court: Court;
  readonly caseNumber: CaseNumber;
  /** 协助单位: to whom it is addressed; empty: to every unit that has a duty to assist. */
  readonly addressees: readonly LocalText[];
  readonly subjects: readonly Identity[];
  readonly assetClasses: readonly AssetClass[];
  readonly purpose: string;
  readonly responsibleOfficer: OfficerOnNotice;
  readonly requestedBy: OfficerOnNotice;
  readonly issuedOn: IsoDate;
}
