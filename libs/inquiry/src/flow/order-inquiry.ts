import { caseKey, type CaseNumber } from '@dianda/identifiers';
import { createHash } from 'node:crypto';
import { DiandaError } from '../errors.js';
import type { AssetClass } from '../model/asset-class.js';
import type { EnforcementCase } from '../model/enforcement-case.js';
import {
  caseIdOf,
  mustParse,
  parseInquiryId,
  type AgencyCode,
  type InquiryId,
  type NoticeId,
} from '../model/ids.js';
import type { Inquiry, Priority } from '../model/inquiry.js';
import type { StoredNotice } from '../model/notice.js';
import type { Region } from '../model/region.js';
import type { Identity } from '../model/subject.js';
import { isLiable } from '../policy/may-ask.js';
import type { Actor } from '../ports/actor.js';
import type { AgencyDirectory } from '../ports/agency-directory.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { Randomness } from '../ports/clock.js';
import type { AcceptedInquiry, InquiryStore } from '../ports/inquiry-store.js';
import type { NoticeStore } from '../ports/notice-store.js';
import { canonicalJson } from './canonical-json.js';
import { namedAgencies, namedSubjects } from './named-in-order.js';
import { planLegs } from './plan.js';
import type { RightToAsk } from './right-to-ask.js';

/** What an officer orders. Empty lists mean: all liable parties, all classes that make sense, all agencies, everywhere. */
export interface InquiryOrder {
  readonly caseNumber: CaseNumber;
  /** 工作证编号 of the officer of the case's team in whose name a court system orders; the responsible one's unless given. */
  readonly officer?: string;
  readonly subjects: readonly Identity[];
  /** Liable parties by document number alone, besides those above. */
  readonly subjectNumbers?: readonly string[];
  readonly assetClasses: readonly AssetClass[];
  readonly agencies: readonly AgencyCode[];
  readonly regions: readonly Region[];
  /** A stored notice of this case. */
  readonly noticeId: NoticeId;
  /** An inquiry of the same case that this order takes up again, e.g. because an agency returned a question. */
  readonly reissues?: InquiryId;
  readonly purpose: string;
  readonly priority: Priority;
}

/** The one click: checks the right to ask, plans the legs, stores all of it or nothing. */
export class OrderInquiry {
  constructor(
    private readonly right: RightToAsk,
    private readonly directory: AgencyDirectory,
    private readonly notices: NoticeStore,
    private readonly inquiries: InquiryStore,
    private readonly audit: AuditLog,
    private readonly randomness: Randomness,
  ) {}

  /**
   * Throws CASE_NOT_FOUND (also where the actor may not see the case), CASE_CLOSED, CASE_TYPE_MAY_NOT_QUERY,
   * OFFICER_CREDENTIAL_EXPIRED, NOT_IN_CASE_TEAM (a case without a responsible officer on the roster),
   * SUBJECT_NOT_LIABLE and REQUEST_INVALID (each wrong member by pointer), NOTHING_TO_ASK, IDEMPOTENCY_KEY_REUSED,
   * ROLE_NOT_PERMITTED, CASE_MOVED (meanwhile). A refusal stores nothing but its audit entry.
   */
  async run(order: InquiryOrder, by: Actor, idempotencyKey: string): Promise<AcceptedInquiry> {
    try {
      return await this.accept(order, by, idempotencyKey);
    } catch (error) {
      if (error instanceof DiandaError && error.origin === 'requester') {
        await this.audit.append({
          action: 'order_refused',
          by,
          // As every other entry about the case, whether there is such a case or not.
          subject: { kind: 'case', id: caseIdOf(caseKey(order.caseNumber)) },
          facts: { reason: error.reason },
        });
      }
      throw error;
    }
  }

  /** Throws what `run` would throw of the order as things now stand, and stores nothing. */
  async check(order: InquiryOrder, by: Actor): Promise<void> {
    await this.planned(order, by);
  }

  private async accept(order: InquiryOrder, by: Actor, idempotencyKey: string): Promise<AcceptedInquiry> {
    if (by.role === 'ops' || by.role === 'admin') throw DiandaError.forbidden('ROLE_NOT_PERMITTED');
    const bodyHash = createHash('sha256').update(canonicalJson(order)).digest('hex');
    const earlier = await this.inquiries.findByIdempotencyKey(by, idempotencyKey, bodyHash);
    if (earlier !== undefined) {
      if (!earlier.isSameBody) throw DiandaError.conflict('IDEMPOTENCY_KEY_REUSED');
      return { inquiryId: earlier.inquiryId, acceptedAt: earlier.acceptedAt, created: false };
    }
    const { inquiry, legs, right } = await this.planned(order, by);
    return this.inquiries.accept({
      inquiry,
      legs,
      by,
      idempotencyKey,
      bodyHash,
      recheck: (current, now) => {
        right.recheck(current, now);
        requireStillLiable(order, inquiry, current);
      },
    });
  }

  private async planned(order: InquiryOrder, by: Actor) {
    const right = await this.right.grant(order, by, () => this.inquiries.now());
    const { enforcementCase } = right;
    const notice = await this.noticeOf(order, enforcementCase, by);
    await this.requireReissuable(order, enforcementCase, by);
    const directory = await this.directory.list();
    namedAgencies(order.agencies, directory);

    const inquiry: Inquiry = {
      id: mustParse(parseInquiryId, this.randomness.uuid()),
      caseId: enforcementCase.id,
      caseNumber: enforcementCase.caseNumber,
      caseType: enforcementCase.caseType,
      court: enforcementCase.court,
      requestedBy: right.requestedBy.id,
      responsibleOfficer: right.responsible.id,
      subjects: namedSubjects(order, enforcementCase),
      assetClasses: order.assetClasses,
      agencies: order.agencies,
      regions: order.regions,
      notice: { number: notice.number, name: notice.name, sha256: notice.sha256 },
      noticeId: notice.id,
      ...(order.reissues === undefined ? {} : { reissues: order.reissues }),
      purpose: order.purpose,
      priority: order.priority,
      orderedAt: right.at,
    };
    const legs = planLegs(inquiry, directory, await this.directory.calendars());
    if (legs.length === 0) throw DiandaError.invalid('NOTHING_TO_ASK', []);
    return { inquiry, legs, right };
  }

  /** An inquiry of another case, too, is told as one that is not there. */
  private async requireReissuable({ reissues }: InquiryOrder, { id }: EnforcementCase, by: Actor) {
    if (reissues === undefined) return;
    const earlier = await this.inquiries.view(reissues, by);
    if (earlier?.inquiry.caseId !== id)
      throw DiandaError.invalid('REQUEST_INVALID', [
        { pointer: '/reissues', code: 'INQUIRY_UNKNOWN', detail: '' },
      ]);
  }

  /** A notice of another case is told as one that is not there; after a transfer the new court asks with its own. */
  private async noticeOf(
    order: InquiryOrder,
    { id, court }: EnforcementCase,
    by: Actor,
  ): Promise<StoredNotice> {
    const notice = await this.notices.find(order.noticeId, by);
    if (notice?.caseId !== id) throw wrongNotice('NOTICE_UNKNOWN');
    if (notice.courtCode !== court.code) throw wrongNotice('NOTICE_OF_ANOTHER_COURT');
    return notice;
  }
}

function wrongNotice(code: string): DiandaError {
  return DiandaError.invalid('REQUEST_INVALID', [{ pointer: '/notice/id', code, detail: '' }]);
}

/** Who was planned must be who is liable now: an order for all parties names none that could be matched again. */
function requireStillLiable(order: InquiryOrder, planned: Inquiry, current: EnforcementCase): void {
  namedSubjects(order, current);
  if (!planned.subjects.every((subject) => isLiable(current, subject)))
    throw DiandaError.precondition('SUBJECT_NOT_LIABLE', { detail: 'the parties have changed' });
}
