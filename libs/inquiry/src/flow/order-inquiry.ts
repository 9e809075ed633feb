import { caseKey, type CaseNumber } from '@dianda/identifiers';
import { createHash } from 'node:crypto';
import { DiandaError, type Violation } from '../errors.js';
import type { Agency } from '../model/agency.js';
import type { AssetClass } from '../model/asset-class.js';
import type { EnforcementCase, Officer } from '../model/enforcement-case.js';
import { caseIdOf, mustParse, parseInquiryId, type AgencyCode, type OfficerId } from '../model/ids.js';
import type { Inquiry, Notice, Priority } from '../model/inquiry.js';
import type { Region } from '../model/region.js';
import type { Identity, Subject } from '../model/subject.js';
import type { CaseTypeRules } from '../policy/case-type-rules.js';
import { isInTeam, isLiable, isSameIdentity, liableSubject, requireMayAsk } from '../policy/may-ask.js';
import type { Actor } from '../ports/actor.js';
import type { AgencyDirectory } from '../ports/agency-directory.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { CaseStore } from '../ports/case-store.js';
import type { Randomness } from '../ports/clock.js';
import type { AcceptedInquiry, InquiryStore } from '../ports/inquiry-store.js';
import { canonicalJson } from './canonical-json.js';
import { planLegs } from './plan.js';

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
  readonly notice: Notice;
  readonly purpose: string;
  readonly priority: Priority;
}

/** The one click: checks the right to ask, plans the legs, stores all of it or nothing. */
export class OrderInquiry {
  constructor(
    private readonly cases: CaseStore,
    private readonly directory: AgencyDirectory,
    private readonly inquiries: InquiryStore,
    private readonly audit: AuditLog,
    private readonly randomness: Randomness,
    private readonly rules: CaseTypeRules,
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
    await this.planned(order, requireOrdering(by));
  }

  private async accept(order: InquiryOrder, actor: Actor, idempotencyKey: string): Promise<AcceptedInquiry> {
    const by = requireOrdering(actor);
    const bodyHash = createHash('sha256').update(canonicalJson(order)).digest('hex');
    const earlier = await this.inquiries.findByIdempotencyKey(by, idempotencyKey, bodyHash);
    if (earlier !== undefined) {
      if (!earlier.isSameBody) throw DiandaError.conflict('IDEMPOTENCY_KEY_REUSED');
      return { inquiryId: earlier.inquiryId, acceptedAt: earlier.acceptedAt, created: false };
    }
    const { inquiry, legs, officers } = await this.planned(order, by);
    return this.inquiries.accept({
      inquiry,
      legs,
      by,
      idempotencyKey,
      bodyHash,
      recheck: (current, now) => {
        if (!maySee(current, by)) throw DiandaError.notFound('CASE_NOT_FOUND');
        if (current.court.code !== inquiry.court.code) throw DiandaError.precondition('CASE_MOVED');
        requireMayAsk(current, [officers.requestedBy, officers.responsible], this.rules, now);
        requireStillLiable(order, inquiry, current);
      },
    });
  }

  private async planned(order: InquiryOrder, by: OrderingActor) {
    const enforcementCase = await this.visibleCase(order.caseNumber, by);
    const officers = await this.officersOnRecord(enforcementCase, order.officer, by);
    const orderedAt = await this.inquiries.now();
    requireMayAsk(enforcementCase, [officers.requestedBy, officers.responsible], this.rules, orderedAt);
    const directory = await this.directory.list();
    requireKnownAgencies(order.agencies, directory);

    const inquiry: Inquiry = {
      id: mustParse(parseInquiryId, this.randomness.uuid()),
      caseId: enforcementCase.id,
      caseNumber: enforcementCase.caseNumber,
      caseType: enforcementCase.caseType,
      court: enforcementCase.court,
      requestedBy: officers.requestedBy.id,
      responsibleOfficer: officers.responsible.id,
      subjects: subjectsOf(order, enforcementCase),
      assetClasses: order.assetClasses,
      agencies: order.agencies,
      regions: order.regions,
      notice: order.notice,
      purpose: order.purpose,
      priority: order.priority,
      orderedAt,
    };
    const legs = planLegs(inquiry, directory);
    if (legs.length === 0) throw DiandaError.invalid('NOTHING_TO_ASK', []);
    return { inquiry, legs, officers };
  }

  private async visibleCase(caseNumber: CaseNumber, by: OrderingActor): Promise<EnforcementCase> {
    const found = await this.cases.find(caseNumber);
    if (found === undefined || !maySee(found, by)) throw DiandaError.notFound('CASE_NOT_FOUND');
    return found;
  }

  /** An officer orders in his own name; a court system in the named officer's, else in the responsible one's. */
  private async officersOnRecord(
    enforcementCase: EnforcementCase,
    workId: string | undefined,
    by: OrderingActor,
  ): Promise<{ readonly requestedBy: Officer; readonly responsible: Officer }> {
    const responsibleId = enforcementCase.team.find((each) => each.role === 'responsible')?.officerId;
    if (responsibleId === undefined)
      throw DiandaError.forbidden('NOT_IN_CASE_TEAM', { detail: 'no responsible officer' });
    const responsible = await this.officer(responsibleId);
    if (by.role === 'officer') {
      const requestedBy = await this.officer(by.officerId);
      if (workId !== undefined && workId !== requestedBy.workId) {
        throw DiandaError.invalid('REQUEST_INVALID', [
          { pointer: '/officer', code: 'OFFICER_NOT_ONESELF', detail: '' },
        ]);
      }
      return { requestedBy, responsible };
    }
    const requestedBy = workId === undefined ? responsible : await this.member(enforcementCase, workId);
    return { requestedBy, responsible };
  }

  /** The officer of the case's team who has that work id. */
  private async member(enforcementCase: EnforcementCase, workId: string): Promise<Officer> {
    for (const { officerId } of enforcementCase.team) {
      const officer = await this.officer(officerId);
      if (officer.workId === workId) return officer;
    }
    throw DiandaError.forbidden('NOT_IN_CASE_TEAM', { detail: 'the officer named is not in the team' });
  }

  private async officer(id: OfficerId): Promise<Officer> {
    const officer = await this.cases.findOfficer(id);
    if (officer === undefined)
      throw DiandaError.forbidden('NOT_IN_CASE_TEAM', { detail: `officer ${id} is not on the roster` });
    return officer;
  }
}

type OrderingActor = Exclude<Actor, { role: 'ops' | 'admin' }>;

function requireOrdering(by: Actor): OrderingActor {
  if (by.role === 'officer' || by.role === 'court-system') return by;
  throw DiandaError.forbidden('ROLE_NOT_PERMITTED');
}

function maySee(enforcementCase: EnforcementCase, by: OrderingActor): boolean {
  return by.role === 'officer'
    ? isInTeam(enforcementCase, by.officerId)
    : enforcementCase.court.code === by.courtCode;
}

function requireKnownAgencies(wanted: readonly AgencyCode[], directory: readonly Agency[]): void {
  const known = new Set(directory.filter((each) => each.enabled).map((each) => each.code));
  const violations = wanted.flatMap((code, index): Violation[] =>
    known.has(code) ? [] : [{ pointer: `/agencies/${index}`, code: 'AGENCY_UNKNOWN', detail: '' }],
  );
  if (violations.length > 0) throw DiandaError.invalid('REQUEST_INVALID', violations);
}

/** Who was planned must be who is liable now: an order for all parties names none that could be matched again. */
function requireStillLiable(order: InquiryOrder, planned: Inquiry, current: EnforcementCase): void {
  subjectsOf(order, current);
  if (!planned.subjects.every((subject) => isLiable(current, subject)))
    throw DiandaError.precondition('SUBJECT_NOT_LIABLE', { detail: 'the parties have changed' });
}

function subjectsOf(order: InquiryOrder, enforcementCase: EnforcementCase): readonly Subject[] {
  const { subjectNumbers = [] } = order;
  if (order.subjects.length === 0 && subjectNumbers.length === 0) {
    // One person may stand in a case as two parties, and is asked about once all the same.
    const liable = enforcementCase.parties
      .filter((party) => party.liable)
      .map((party) => party.subject)
      .filter((each, index, all) => all.findIndex((other) => isSameIdentity(other, each)) === index);
    if (liable.length === 0)
      throw DiandaError.precondition('SUBJECT_NOT_LIABLE', { detail: 'the case has no liable party' });
    return liable;
  }
  const matched = order.subjects.map((identity) => liableSubject(enforcementCase, identity));
  const violations = matched.flatMap((subject, index): Violation[] =>
    subject === undefined ? [{ pointer: `/subjects/${index}`, code: 'SUBJECT_NOT_LIABLE', detail: '' }] : [],
  );
  if (violations.length > 0) throw DiandaError.precondition('SUBJECT_NOT_LIABLE', { violations });
  const unique = new Map(
    [...matched, ...subjectsNumbered(subjectNumbers, enforcementCase)].flatMap((subject) =>
      subject === undefined ? [] : [[subject.id, subject] as const],
    ),
  );
  return [...unique.values()];
}

/** The liable parties with these document numbers; who has the same number is asked about with all his names. */
function subjectsNumbered(numbers: readonly string[], enforcementCase: EnforcementCase): readonly Subject[] {
  const liable = enforcementCase.parties.filter((party) => party.liable).map((party) => party.subject);
  const matched = numbers.map((number) => liable.filter((each) => each.document.number === number));
  const violations = matched.flatMap((subjects, index): Violation[] =>
    subjects.length === 0
      ? [{ pointer: `/subjectNumbers/${index}`, code: 'SUBJECT_NOT_LIABLE', detail: '' }]
      : [],
  );
  if (violations.length > 0) throw DiandaError.precondition('SUBJECT_NOT_LIABLE', { violations });
  return matched.flat();
}
