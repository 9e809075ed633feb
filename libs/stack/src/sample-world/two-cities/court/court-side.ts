import type { Court } from '@dianda/inquiry';
import type { Ground } from '../ground.js';
import type { World } from '../world.js';
import { ordinaryCases } from './cases.js';
import {
  accountOf,
  caseSystemAccount,
  expiredOfficer,
  operationsAccount,
  rosters,
  type SampleAccount,
  type SampleOfficer,
} from './roster.js';
import type { SampleCase } from './sample-case.js';

/** What stands on the court’s side of a world. */
export interface CourtSide {
  readonly courts: readonly Court[];
  readonly officers: readonly SampleOfficer[];
  /** Without passwords, which whoever enrols them chooses. */
  readonly accounts: readonly SampleAccount[];
  /**
   * Planted cases, then those in which every subject is liable; each of a case’s pushes is for the case system of the
   * court that it names. Made anew, in constant memory, each time it is iterated.
   */
  readonly cases: Iterable<SampleCase>;
}

export function courtSide({ ground, planted }: World): CourtSide {
  const all = rosters(ground);
  const officers = [...all.flatMap(({ judge, inquirer }) => [judge, inquirer]), expiredOfficer(ground)];
  const systems = all.map(({ court }) => caseSystemAccount(court));
  return {
    courts: all.map(({ court }) => court),
    officers,
    accounts: [...officers.map(accountOf), ...systems, operationsAccount()],
    cases: { [Symbol.iterator]: () => everyCase(ground, planted.cases) },
  };
}

function* everyCase(ground: Ground, planted: readonly SampleCase[]): Generator<SampleCase> {
  yield* planted;
  yield* ordinaryCases(ground);
}
