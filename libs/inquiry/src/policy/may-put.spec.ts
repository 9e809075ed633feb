import { courtActor, officerActor, opsActor } from '../../test/casework.js';
import { refusalOf } from '../../test/refusals.js';
import { mustParse, parseCourtCode, requireMayPut, type Actor, type CourtCode } from '../index.js';

const own = courtActor.courtCode;
const other = mustParse(parseCourtCode, '鲁0202');
const refused = (by: Actor, pushed: CourtCode, present: CourtCode | undefined) =>
  refusalOf(Promise.resolve().then(() => requireMayPut(by, pushed, present)));

describe('a case may be pushed', () => {
  it('by the system of the court that has it, also to hand it over to another court', () => {
    expect(() => {
      requireMayPut(courtActor, own, own);
      requireMayPut(courtActor, other, own);
    }).not.toThrow();
  });

  it('by the system of the court that it names when it is new', () => {
    expect(() => {
      requireMayPut(courtActor, own, undefined);
    }).not.toThrow();
  });

  it.each<[string, CourtCode, CourtCode | undefined]>([
    ['take a case of another court', own, other],
    ['push a case of another court as that court’s', other, other],
    ['state a new case as another court’s', other, undefined],
  ])('by no court that would %s', async (_what, pushed, present) => {
    expect(await refused(courtActor, pushed, present)).toMatchObject({
      kind: 'forbidden',
      reason: 'COURT_NOT_PERMITTED',
    });
  });

  it.each([officerActor(1), opsActor])('by nobody but a court’s system, not by $role', async (by) => {
    expect(await refused(by, own, own)).toMatchObject({ kind: 'forbidden', reason: 'ROLE_NOT_PERMITTED' });
  });
});
