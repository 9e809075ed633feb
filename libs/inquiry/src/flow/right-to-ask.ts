import type { CaseNumber } from '@dianda/identifiers';
import { DiandaError } from '../errors.js';
import type { EnforcementCase, Officer } from '../model/enforcement-case.js';
import type { OfficerId } from '../model/ids.js';
import type { Instant } from '../model/time.js';
import type { CaseTypeRules } from '../policy/case-type-rules.js';
import { isInTeam, requireMayAsk } from '../policy/may-ask.js';
import type { Actor } from '../ports/actor.js';
import type { CaseStore } from '../ports/case-store.js';

/** Who asks in which case, as established; `recheck` throws when it no longer holds of the case under its lock. */
export interface GrantedRight {
  readonly enforcementCase: EnforcementCase;
  /** 查控人员 */
  readonly requestedBy: Officer;
  /** 承办法官 */
  readonly responsible: Officer;
  /** When it was established. */
  readonly at: Instant;
  readonly recheck: (current: EnforcementCase, now: Instant) => void;
}

/** The case that is asked in, and by work id the officer of its team in whose name a court system asks. */
interface Asked {
  readonly caseNumber: CaseNumber;
  readonly officer?: string | undefined;
}

/** Establishes the right to ask in a case: the same for ordering an inquiry and for the notice behind it. */
export class RightToAsk {
  constructor(
    private readonly cases: CaseStore,
    private readonly rules: CaseTypeRules,
  ) {}

  /**
   * Throws ROLE_NOT_PERMITTED, CASE_NOT_FOUND (also where the actor may not see the case), REQUEST_INVALID (`/officer`), NOT_IN_CASE_TEAM
   * (also of a case without a responsible officer on the roster), CASE_CLOSED, CASE_TYPE_MAY_NOT_QUERY and
   * OFFICER_CREDENTIAL_EXPIRED; `recheck` also CASE_MOVED.
   */
  async grant({ caseNumber, officer }: Asked, by: Actor, now: () => Promise<Instant>): Promise<GrantedRight> {
    if (by.role === 'ops' || by.role === 'admin') throw DiandaError.forbidden('ROLE_NOT_PERMITTED');
    const found = await this.cases.find(caseNumber);
    if (found === undefined || !maySee(found, by)) throw DiandaError.notFound('CASE_NOT_FOUND');
    const { requestedBy, responsible } = await this.officersOnRecord(found, officer, by);
    const at = await now();
    requireMayAsk(found, [requestedBy, responsible], this.rules, at);
    return {
      enforcementCase: found,
      requestedBy,
      responsible,
      at,
      recheck: (current, then) => {
        if (!maySee(current, by)) throw DiandaError.notFound('CASE_NOT_FOUND');
        if (current.court.code !== found.court.code) throw DiandaError.precondition('CASE_MOVED');
        requireMayAsk(current, [requestedBy, responsible], this.rules, then);
      },
    };
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

function maySee(enforcementCase: EnforcementCase, by: OrderingActor): boolean {
  return by.role === 'officer'
    ? isInTeam(enforcementCase, by.officerId)
    : enforcementCase.court.code === by.courtCode;
}
