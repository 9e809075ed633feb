import { answering, AskingDesk, unasked } from '../../test/asking-desk.js';
import { enforcementCase, officer, party } from '../../test/casework.js';
import { claimedLeg, leg, person } from '../../test/legs.js';
import { court, orderedAt, subject } from '../../test/world.js';
import { mustParse, parseCourtCode, type ClaimedLeg } from '../index.js';

const newCourt = { code: mustParse(parseCourtCode, '鲁0202'), name: '市南区人民法院（样例）' };
/** The case at its new court, with a team of its own. */
const moved = enforcementCase({ court: newCourt, team: [] });
const askedBefore = leg(1, { state: 'asking', attempts: 2 });
const askedFirst = leg(1, { state: 'asking', attempts: 1 });

describe('the check at dispatch', () => {
  it.each<[string, Partial<ClaimedLeg>, string]>([
    ['the case is closed', { case: enforcementCase({ state: 'closed' }) }, 'CASE_CLOSED'],
    [
      'the case type may not query',
      { case: enforcementCase({ caseType: '执异' }) },
      'CASE_TYPE_MAY_NOT_QUERY',
    ],
    ['an officer left the team', { requestedBy: officer(3) }, 'NOT_IN_CASE_TEAM'],
    ['the judge left the team', { responsibleOfficer: officer(3) }, 'NOT_IN_CASE_TEAM'],
    [
      'a credential has expired',
      { requestedBy: officer(1, { credentialsValidUntil: orderedAt }) },
      'OFFICER_CREDENTIAL_EXPIRED',
    ],
    [
      'the subject is liable no more',
      { case: enforcementCase({ parties: [party(person, { liable: false })] }) },
      'SUBJECT_NOT_LIABLE',
    ],
    ['the subject is a party no more', { case: enforcementCase({ parties: [] }) }, 'SUBJECT_NOT_LIABLE'],
    [
      'the party turned out to be somebody else',
      { case: enforcementCase({ parties: [party({ ...person, document: subject(2, 'person').document })] }) },
      'SUBJECT_NOT_LIABLE',
    ],
    ['the case moved before anybody was asked', { case: moved, leg: askedFirst }, 'CASE_MOVED'],
    [
      'the case moved and was closed there',
      { case: { ...moved, state: 'closed' }, leg: askedBefore },
      'CASE_CLOSED',
    ],
    [
      'the case moved and the subject is liable no more',
      { case: { ...moved, parties: [party(person, { liable: false })] }, leg: askedBefore },
      'SUBJECT_NOT_LIABLE',
    ],
  ])('cancels the leg and asks nobody when %s', async (_case, changes, reason) => {
    const claimed = claimedLeg(changes);
    const desk = new AskingDesk(claimed, unasked);
    const step = { to: 'cancel', reason };
    expect(await desk.ring()).toMatchObject({ did: 'refused', step, recorded: true, error: { reason } });
    expect(desk.asked).toEqual([]);
    expect(desk.finished).toEqual([{ attemptId: claimed.attemptId, step }]);
  });

  it('checks polls like questions', async () => {
    const desk = new AskingDesk(
      claimedLeg({ poll: true, case: enforcementCase({ state: 'closed' }) }),
      unasked,
    );
    expect(await desk.ring()).toMatchObject({
      did: 'refused',
      step: { to: 'cancel', reason: 'CASE_CLOSED' },
    });
  });

  it.each<[string, Partial<ClaimedLeg>]>([
    ['an attempt', { leg: askedBefore }],
    ['a poll', { leg: askedFirst, poll: true }],
  ])(
    'lets a leg that was asked before its case moved finish under its old warrant, with %s',
    async (_what, changes) => {
      const desk = new AskingDesk(claimedLeg({ case: moved, ...changes }), answering);
      expect(await desk.ring()).toMatchObject({ did: 'asked', step: { to: 'settle' } });
      expect(desk.asked[0]?.question.authority.court).toEqual(court);
    },
  );

  it('says whether the cancellation was recorded', async () => {
    const desk = new AskingDesk(claimedLeg({ case: enforcementCase({ state: 'closed' }) }), unasked, false);
    expect(await desk.ring()).toMatchObject({ did: 'refused', recorded: false });
  });
});
