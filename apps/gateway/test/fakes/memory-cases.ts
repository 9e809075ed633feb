import { caseKey, type CaseNumber } from '@dianda/identifiers';
import {
  caseIdOf,
  CaseStore,
  DiandaError,
  requireMayPut,
  subjectIdOf,
  type Actor,
  type CasePush,
  type EnforcementCase,
  type Officer,
  type OfficerId,
} from '@dianda/inquiry';

/** Cases and the courts' roster in memory; a push with an officer who is not on the roster stores nothing. */
export class MemoryCases extends CaseStore {
  private readonly cases = new Map<string, EnforcementCase>();
  private readonly officers = new Map<OfficerId, Officer>();
  readonly pushes: { readonly push: CasePush; readonly by: Actor }[] = [];

  enrol(officer: Officer): void {
    this.officers.set(officer.id, officer);
  }

  close(caseNumber: CaseNumber): void {
    const found = this.cases.get(caseKey(caseNumber));
    if (found === undefined) throw new Error('no such case to close');
    this.cases.set(caseKey(caseNumber), { ...found, state: 'closed' });
  }

  override put(
    push: CasePush,
    by: Actor,
  ): Promise<{ readonly case: EnforcementCase; readonly created: boolean }> {
    try {
      requireMayPut(by, push.court.code, this.cases.get(caseKey(push.caseNumber))?.court.code);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error('refused'));
    }
    const unknown = push.team.flatMap(({ workId }, index) =>
      this.byWorkId(workId, push.court.code) === undefined
        ? [{ pointer: `/team/${index}/workId`, code: 'OFFICER_UNKNOWN', detail: '' }]
        : [],
    );
    if (unknown.length > 0) return Promise.reject(DiandaError.invalid('REQUEST_INVALID', unknown));
    this.pushes.push({ push, by });
    const key = caseKey(push.caseNumber);
    const id = caseIdOf(key);
    const stored: EnforcementCase = {
      id,
      caseNumber: push.caseNumber,
      caseType: push.caseType,
      court: push.court,
      state: push.state,
      filedOn: push.filedOn,
      parties: push.parties.map(({ reference, role, liable, identity }) => ({
        reference,
        role,
        liable,
        subject: { id: subjectIdOf(id, reference), ...identity },
      })),
      team: push.team.flatMap(({ workId, role }) => {
        const officer = this.byWorkId(workId, push.court.code);
        return officer === undefined ? [] : [{ officerId: officer.id, role }];
      }),
    };
    const created = !this.cases.has(key);
    this.cases.set(key, stored);
    return Promise.resolve({ case: stored, created });
  }

  override find(caseNumber: CaseNumber): Promise<EnforcementCase | undefined> {
    return Promise.resolve(this.cases.get(caseKey(caseNumber)));
  }

  findById(id: EnforcementCase['id']): Promise<EnforcementCase | undefined> {
    return Promise.resolve([...this.cases.values()].find((each) => each.id === id));
  }

  override findOfficer(id: OfficerId): Promise<Officer | undefined> {
    return Promise.resolve(this.officers.get(id));
  }

  private byWorkId(workId: string, courtCode: string): Officer | undefined {
    return [...this.officers.values()].find(
      (each) => each.workId === workId && each.court.code === courtCode,
    );
  }
}
