import { answering, AskingDesk, unasked, type Asked } from '../../test/asking-desk.js';
import { officer } from '../../test/casework.js';
import { LoadedDice, scripted } from '../../test/fakes.js';
import { bank, claimedLeg, deferred, leg, nothingFound, person, replyOf } from '../../test/legs.js';
import { agency, court, inquiry, orderedAt } from '../../test/world.js';
import {
  AskLeg,
  defaultCaseTypeRules,
  DiandaError,
  plusMs,
  type AgencyClient,
  type LegStore,
} from '../index.js';

describe('a ring', () => {
  it('does nothing when the leg cannot be claimed: a stale or doubled ring is no error', async () => {
    const desk = new AskingDesk(undefined, unasked);
    expect(await desk.ring()).toEqual({ did: 'nothing' });
    expect(desk.asked).toEqual([]);
    expect(desk.finished).toEqual([]);
  });

  it('leases the leg for the agency’s own deadline and the time to settle', async () => {
    const desk = new AskingDesk(claimedLeg(), answering);
    await desk.ring(5_000);
    expect(desk.claims).toEqual([[leg(1).id, 'dispatcher-1', 20_000]]);
  });

  it('asks and settles the leg under the attempt that claimed it', async () => {
    const claimed = claimedLeg();
    const desk = new AskingDesk(claimed, answering);
    const step = { to: 'settle', ...replyOf(nothingFound) };
    expect(await desk.ring()).toEqual({ did: 'asked', claimed, step, recorded: true, error: undefined });
    expect(desk.finished).toEqual([{ attemptId: claimed.attemptId, step }]);
  });

  it('asks with nothing but what the question needs', async () => {
    const desk = new AskingDesk(claimedLeg(), answering);
    await desk.ring();
    const [{ question, agencyCode, signal } = {} as Asked] = desk.asked;
    expect(agencyCode).toBe(bank.code);
    expect(signal).toBe(desk.signal);
    expect(question).toEqual({
      legId: leg(1).id,
      round: 1,
      agencyCode: bank.code,
      agencyCategory: 'bank',
      assetClass: 'BANK_ACCOUNT',
      subject: { kind: 'person', name: person.name, document: person.document },
      authority: {
        inquiryId: inquiry().id,
        court,
        caseNumber: inquiry().caseNumber,
        caseType: '执',
        requestedBy: officer(1),
        responsibleOfficer: officer(2),
        notice: inquiry().notice,
        purpose: inquiry().purpose,
        dataCategories: ['ASSETS'],
        transactions: undefined,
      },
      clarificationReply: undefined,
      expiresAt: leg(1).expiresAt,
    });
  });

  it('says so when its lease had passed to another attempt', async () => {
    const desk = new AskingDesk(claimedLeg(), answering, false);
    expect(await desk.ring()).toMatchObject({ did: 'asked', recorded: false });
  });

  it('lets a deferred leg wait', async () => {
    const desk = new AskingDesk(claimedLeg(), () => Promise.resolve(replyOf(deferred)));
    expect(await desk.ring()).toMatchObject({ step: { to: 'wait', waitingFor: { kind: 'agency_working' } } });
  });
});

describe('the deadline of an attempt', () => {
  it.each([
    ['the agency’s', 5_000, 5_000, 60_000, 5_000],
    ['the time that is left, when that is less', 5_000, 5_000, 1_234, 1_234],
    [
      'the one that its lease was made for, when the directory has grown since',
      5_000,
      90_000,
      600_000,
      5_000,
    ],
    ['the directory’s, when that has shrunk since', 5_000, 2_000, 600_000, 2_000],
    ['the least that makes sense, exactly', 5_000, 5_000, 700, 700],
  ])('is %s', async (_whose, leasedMs, attemptTimeoutMs, leftMs, deadlineMs) => {
    const claimed = claimedLeg({
      agency: agency(1, [], { attemptTimeoutMs }),
      leg: leg(1, { attempts: 1, expiresAt: plusMs(orderedAt, leftMs) }),
    });
    const desk = new AskingDesk(claimed, answering);
    await desk.ring(leasedMs);
    expect(desk.asked.map((each) => each.deadlineMs)).toEqual([deadlineMs]);
  });

  it.each([699, 1, 0, -5_000])(
    'is too short to ask anybody with %p ms left, which costs no attempt',
    async (leftMs) => {
      const desk = new AskingDesk(
        claimedLeg({ leg: leg(1, { attempts: 1, expiresAt: plusMs(orderedAt, leftMs) }) }),
        unasked,
      );
      expect(await desk.ring()).toMatchObject({
        did: 'asked',
        step: {
          to: 'retry',
          dueAfterMs: Math.max(0, leftMs),
          error: { reason: 'DEADLINE_TOO_SHORT', origin: 'dianda' },
          countsAsAttempt: false,
        },
        error: { reason: 'DEADLINE_TOO_SHORT' },
      });
      expect(desk.asked).toEqual([]);
    },
  );
});

describe('an error on the way', () => {
  it('of the agency becomes another try', async () => {
    const error = DiandaError.unavailable('AGENCY_UNAVAILABLE', { origin: 'agency' });
    const desk = new AskingDesk(claimedLeg(), () => Promise.reject(error));
    expect(await desk.ring()).toMatchObject({
      did: 'asked',
      error,
      step: { to: 'retry', countsAsAttempt: true },
    });
    expect(desk.finished).toHaveLength(1);
  });

  it('that is final becomes a failure, and never an answer of the agency', async () => {
    const error = DiandaError.internal('AGENCY_ECHO_MISMATCH', { origin: 'agency' });
    const desk = new AskingDesk(claimedLeg(), () => Promise.reject(error));
    expect(await desk.ring()).toMatchObject({
      step: { to: 'settle', answer: { rung: 'failed', reason: 'AGENCY_ECHO_MISMATCH', origin: 'agency' } },
    });
  });

  it.each<[string, unknown]>([
    ['an error of nobody’s kind', new TypeError('a defect')],
    ['something that is no error', 'boom'],
  ])('that nobody expected is another try, not a failure of the agency: %s', async (_what, thrown) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a defect throws need not be one
    const desk = new AskingDesk(claimedLeg(), () => Promise.reject(thrown));
    const outcome = await desk.ring();
    expect(outcome).toMatchObject({
      step: { to: 'retry', error: { reason: 'UNEXPECTED', origin: 'dianda' } },
    });
    expect(outcome.did === 'asked' && outcome.error?.cause).toBe(thrown);
  });

  it('of the breaker costs no attempt', async () => {
    const error = DiandaError.unavailable('BREAKER_OPEN', { origin: 'dianda' });
    const desk = new AskingDesk(claimedLeg(), () => Promise.reject(error));
    expect(await desk.ring()).toMatchObject({ step: { to: 'retry', countsAsAttempt: false } });
  });

  it('of storage, when the outcome is written down, is the ring’s own', async () => {
    const legs = scripted<LegStore>('LegStore', {
      claim: () => Promise.resolve(claimedLeg()),
      finish: () => Promise.reject(DiandaError.unavailable('STORAGE_UNAVAILABLE', { origin: 'dianda' })),
    });
    const client = scripted<AgencyClient>('AgencyClient', { inquire: answering });
    const ask = new AskLeg(legs, client, new LoadedDice({}), defaultCaseTypeRules, 'd');
    await expect(ask.run(leg(1).id, 5_000, AbortSignal.any([]))).rejects.toThrow('STORAGE_UNAVAILABLE');
  });

  it('of our own, when the outcome is written down, gives the leg back so that it counts against it', async () => {
    const defect = new TypeError('an answer that cannot be stored');
    const written: unknown[] = [];
    const legs = scripted<LegStore>('LegStore', {
      claim: () => Promise.resolve(claimedLeg()),
      finish: (_attemptId, step) => {
        written.push(step.to);
        return step.to === 'settle' ? Promise.reject(defect) : Promise.resolve(true);
      },
    });
    const client = scripted<AgencyClient>('AgencyClient', { inquire: answering });
    const ask = new AskLeg(legs, client, new LoadedDice({ units: [0] }), defaultCaseTypeRules, 'd');
    await expect(ask.run(leg(1).id, 5_000, AbortSignal.any([]))).rejects.toBe(defect);
    expect(written).toEqual(['settle', 'retry']);
  });
});
