import { makeSyntheticCaseNumber, type CaseNumber, type CaseType, type IsoDate } from '@dianda/identifiers';
import type { CasePush, Court, Identity, PartyPush } from '@dianda/inquiry';
import { isoOf, yearOf, type Day } from '../days.js';
import type { Roster, SampleOfficer } from './roster.js';

/** How a closed case ended: performed 执行完毕, terminated 终结本次执行程序 (终本), withdrawn 销案. */
export const closureManners = ['performed', 'terminated', 'withdrawn'] as const;
export type ClosureManner = (typeof closureManners)[number];

export interface SampleCase {
  readonly caseNumber: CaseNumber;
  /** As its courts’ case systems push it, oldest first; more than one where it moved to another court (CPL 237). */
  readonly pushes: readonly [CasePush, ...CasePush[]];
  /** Undefined while it is open. A push says no more than that a case is closed. */
  readonly closure: { readonly manner: ClosureManner; readonly on: IsoDate } | undefined;
}

export interface CaseToMake {
  readonly roster: Roster;
  readonly type: CaseType;
  readonly sequence: number;
  readonly filedOn: Day;
  readonly applicant: Identity;
  readonly liable: readonly Identity[];
  readonly closure?: { readonly manner: ClosureManner; readonly on: Day } | undefined;
  /** The court that has it now. */
  readonly movedTo?: Roster | undefined;
  /** Instead of the roster’s inquirer. */
  readonly inquirer?: SampleOfficer;
}

export function makeCase(made: CaseToMake): SampleCase {
  const { roster, closure } = made;
  const caseNumber = makeSyntheticCaseNumber({
    year: yearOf(made.filedOn),
    courtLetters: roster.court.code,
    type: made.type,
    sequence: made.sequence,
  });
  const push = ({ court, judge, inquirer }: Roster): CasePush => ({
    caseNumber,
    caseType: made.type,
    court: plainCourt(court),
    state: closure === undefined ? 'open' : 'closed',
    filedOn: isoOf(made.filedOn),
    parties: [
      party('applicant-1', 'applicant', made.applicant),
      ...made.liable.map((identity, index) => party(`respondent-${index + 1}`, 'respondent', identity)),
    ],
    team: [judge, made.inquirer ?? inquirer].map(({ workId, role }) => ({ workId, role })),
  });
  return {
    caseNumber,
    pushes: made.movedTo === undefined ? [push(roster)] : [push(roster), push(made.movedTo)],
    closure: closure === undefined ? undefined : { manner: closure.manner, on: isoOf(closure.on) },
  };
}

function plainCourt({ code, name }: Court): Court {
  return { code, name };
}

function party(reference: string, role: 'applicant' | 'respondent', identity: Identity): PartyPush {
  return { reference, role, liable: role === 'respondent', identity };
}
