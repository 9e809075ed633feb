import type { CaseNumber, CaseType } from '@dianda/identifiers';
import type { AssetClass } from './asset-class.js';
import type { Court, Officer } from './enforcement-case.js';
import type { AgencyCode, InquiryId, LegId } from './ids.js';
import type { Notice } from './inquiry.js';
import type { Identity } from './subject.js';
import type { Instant } from './time.js';

export type OfficerOnWarrant = Pick<Officer, 'id' | 'name' | 'workId' | 'dutyId' | 'phone'>;

/** On what basis a question is asked; what the warrant signs (standards.md section 2, fields marked W). */
export interface Authority {
  readonly inquiryId: InquiryId;
  readonly court: Court;
  readonly caseNumber: CaseNumber;
  readonly caseType: CaseType;
  readonly requestedBy: OfficerOnWarrant;
  readonly responsibleOfficer: OfficerOnWarrant;
  readonly notice: Notice;
  readonly purpose: string;
  /** The transactions right, off unless the order carries it. */
  readonly transactions: { readonly from: string; readonly to: string } | undefined;
}

/** One leg as it is put to an agency. */
export interface Question {
  readonly legId: LegId;
  readonly round: number;
  readonly agencyCode: AgencyCode;
  readonly assetClass: AssetClass;
  readonly subject: Identity;
  readonly authority: Authority;
  readonly clarificationReply: string | undefined;
  readonly expiresAt: Instant;
}
