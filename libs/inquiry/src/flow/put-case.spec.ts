import { courtActor, enforcementCase, officerActor, opsActor } from '../../test/casework.js';
import { scripted } from '../../test/fakes.js';
import { refusalOf } from '../../test/refusals.js';
import { subject } from '../../test/world.js';
import { PutCase, type Actor, type CasePush, type CaseStore } from '../index.js';

const stored = enforcementCase();

function pushOf({ caseNumber, caseType, court, state, filedOn } = stored): CasePush {
  const { kind, name, document } = subject(1, 'person');
  return {
    caseNumber,
    caseType,
    court,
    state,
    filedOn,
    parties: [{ reference: 'P-1', role: 'respondent', liable: true, identity: { kind, name, document } }],
    team: [{ workId: 'W-2', role: 'responsible' }],
  };
}

const untouched = scripted<CaseStore>('CaseStore', {});

describe('a pushed case', () => {
  it('is stored as its court’s system states it', async () => {
    const put: [CasePush, Actor][] = [];
    const cases = scripted<CaseStore>('CaseStore', {
      put: (push, by) => {
        put.push([push, by]);
        return Promise.resolve({ case: stored, created: true });
      },
    });
    expect(await new PutCase(cases).run(pushOf(), courtActor)).toEqual({ case: stored, created: true });
    expect(put).toEqual([[pushOf(), courtActor]]);
  });

  it.each([officerActor(1), opsActor])(
    'comes from nobody but a court’s system, not from $role',
    async (by) => {
      const error = await refusalOf(new PutCase(untouched).run(pushOf(), by));
      expect(error).toMatchObject({ kind: 'forbidden', reason: 'ROLE_NOT_PERMITTED' });
    },
  );
});
