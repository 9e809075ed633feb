import type { CaseNumber, CaseType, IsoDate } from '@dianda/identifiers';
import type { AgencyCategory } from './agency.js';
import type { AssetClass } from './asset-class.js';
import type { Court, Officer } from './enforcement-case.js';
import type { AgencyCode, InquiryId, LegId } from './ids.js';
import type { Notice } from './notice.js';
import type { Identity } from './subject.js';
import type { Instant } from './time.js';

/** What an adapter may return; what is not named is not returned (PIPL art. 6: least data). */
export const dataCategories = [
  'ASSETS',
  'TRANSACTIONS',
  'CUSTOMER_PROFILE',
  'PHOTO',
  'HOUSEHOLD_MEMBERS',
] as const;
export type DataCategory = (typeof dataCategories)[number];

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
  readonly dataCategories: readonly DataCategory[];
  /** The days asked for under the TRANSACTIONS category; absent without it. */
  readonly transactions: { readonly from: IsoDate; readonly to: IsoDate } | undefined;
}

/** One leg as it is put to an agency. */
export interface Question {
  readonly legId: LegId;
  readonly round: number;
  readonly agencyCode: AgencyCode;
  readonly agencyCategory: AgencyCategory;
  readonly assetClass: AssetClass;
  readonly subject: Identity;
  readonly authority: Authority;
  readonly clarificationReply: string | undefined;
  readonly expiresAt: Instant;
}
