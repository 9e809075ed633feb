import type { CaseNumber } from '@dianda/identifiers';
import { createHash } from 'node:crypto';
import type { AssetClass } from '../model/asset-class.js';
import { noticeIdOf, type AgencyCode } from '../model/ids.js';
import type { NoticeDraft, NoticeMediaType, NoticeOrigin, StoredNotice } from '../model/notice.js';
import type { Identity } from '../model/subject.js';
import { dayOf } from '../model/time.js';
import type { Actor } from '../ports/actor.js';
import type { AgencyDirectory } from '../ports/agency-directory.js';
import type { InquiryStore } from '../ports/inquiry-store.js';
import type { NoticeStore } from '../ports/notice-store.js';
import { namedAgencies, namedSubjects } from './named-in-order.js';
import type { GrantedRight, RightToAsk } from './right-to-ask.js';

/** A document as the court brings it. */
export interface NoticeUpload {
  readonly caseNumber: CaseNumber;
  readonly number: string;
  readonly name: string;
  readonly mediaType: NoticeMediaType;
  readonly content: Uint8Array;
}

/** What is to be drawn up. Empty lists mean: all liable parties, all classes, every unit that has a duty to assist. */
export interface NoticeToDrawUp {
  readonly caseNumber: CaseNumber;
  readonly number: string;
  readonly name: string;
  readonly subjects: readonly Identity[];
  readonly assetClasses: readonly AssetClass[];
  readonly agencies: readonly AgencyCode[];
  readonly purpose: string;
}

/** Makes the document of a draft, in PDF; the same draft makes the same bytes, so that a repeated request is one. */
export type PrintNotice = (draft: NoticeDraft) => Promise<Uint8Array>;

export interface StoredNoticeResult {
  readonly notice: StoredNotice;
  readonly created: boolean;
}

/** Keeps the notice behind an inquiry. The right to store one is the right to ask in its case. */
export class StoreNotice {
  constructor(
    private readonly right: RightToAsk,
    private readonly directory: AgencyDirectory,
    private readonly inquiries: InquiryStore,
    private readonly notices: NoticeStore,
    private readonly print: PrintNotice,
  ) {}

  /** Throws what `RightToAsk` throws, and NOTICE_NUMBER_TAKEN. */
  async upload(upload: NoticeUpload, by: Actor): Promise<StoredNoticeResult> {
    const right = await this.right.grant(upload, by, () => this.inquiries.now());
    return this.keep(right, upload, 'uploaded', by);
  }

  /** As `upload`, and REQUEST_INVALID for an agency that the directory lacks, SUBJECT_NOT_LIABLE. */
  async drawUp(wanted: NoticeToDrawUp, by: Actor): Promise<StoredNoticeResult> {
    const right = await this.right.grant(wanted, by, () => this.inquiries.now());
    const { court, caseNumber } = right.enforcementCase;
    const content = await this.print({
      number: wanted.number,
      court,
      caseNumber,
      addressees: namedAgencies(wanted.agencies, await this.directory.list()).map((each) => each.name),
      subjects: namedSubjects(wanted, right.enforcementCase),
      assetClasses: wanted.assetClasses,
      purpose: wanted.purpose,
      responsibleOfficer: right.responsible,
      requestedBy: right.requestedBy,
      issuedOn: dayOf(right.at),
    });
    return this.keep(right, { ...wanted, mediaType: 'application/pdf', content }, 'drawn_up', by);
  }

  private keep(
    { enforcementCase: { id, court }, recheck }: GrantedRight,
    { number, name, mediaType, content }: Omit<NoticeUpload, 'caseNumber'>,
    origin: NoticeOrigin,
    by: Actor,
  ): Promise<StoredNoticeResult> {
    const notice = {
      id: noticeIdOf(id, number, origin),
      caseId: id,
      courtCode: court.code,
      number,
      name,
      mediaType,
      sizeBytes: content.byteLength,
      sha256: createHash('sha256').update(content).digest('hex'),
      origin,
      content,
    };
    return this.notices.put({ notice, by, recheck });
  }
}
