import { DiandaError, HoldStore, mustParse, parseAgencyCode, type Agency, type Hold } from '@dianda/inquiry';
import { createLogger } from '@dianda/service-kit';
import { AgencyBreaker } from './agency-breaker.js';

const log = createLogger({ service: 'test', level: 'silent' });
const agency: Agency = {
  code: mustParse(parseAgencyCode, 'bank-sample'),
  category: 'bank',
  name: { zh: '样例银行', en: 'Sample bank' },
  contact: { name: '值班', phone: '0517-00000000' },
  endpoint: 'localhost:1',
  tlsName: 'localhost',
  contractVersion: '1.0',
  services: [],
  concurrency: 1,
  attemptTimeoutMs: 1_000,
  receiptKeys: [],
  enabled: true,
};

/** Records what is held; fails as often as told, and loudly on anything else. */
class RecordedHolds extends HoldStore {
  readonly opened: string[] = [];
  failures = 0;
  override open(_agency: Agency['code'], _cause: Hold['cause'], detail: string): Promise<void> {
    if (this.failures > 0) {
      this.failures -= 1;
      return Promise.reject(new Error('no database'));
    }
    this.opened.push(detail);
    return Promise.resolve();
  }
  override lift(): Promise<boolean> {
    throw new Error('a breaker never lifts a hold');
  }
  override leaseProbe(): Promise<Hold | undefined> {
    throw new Error('a breaker never probes');
  }
  override probeFailed(): Promise<void> {
    throw new Error('a breaker never probes');
  }
}

const policy = { firstAfterMs: 1_000, longestAfterMs: 2_000, deadlineMs: 500 };
const trouble = () => Promise.reject(DiandaError.unavailable('AGENCY_UNAVAILABLE', {}));
const excused = () =>
  Promise.reject(DiandaError.precondition('AGENCY_REJECTED_QUESTION', { origin: 'agency' }));

async function fire(breaker: AgencyBreaker, call: () => Promise<unknown>, times: number): Promise<string[]> {
  const reasons: string[] = [];
  for (let turn = 0; turn < times; turn++) {
    try {
      await breaker.run(call);
      reasons.push('ok');
    } catch (error) {
      reasons.push(error instanceof DiandaError ? error.reason : 'other');
    }
  }
  return reasons;
}

/** The hold is written beside the call that opened the breaker. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the breaker of an agency', () => {
  let holds: RecordedHolds;
  let breaker: AgencyBreaker;
  beforeEach(() => {
    holds = new RecordedHolds();
    breaker = new AgencyBreaker(agency, holds, policy, log);
  });
  afterEach(() => breaker.shutdown());

  it('hands on what the call gives', async () => {
    await expect(breaker.run(() => Promise.resolve(7))).resolves.toBe(7);
  });

  it('opens on trouble, writes the hold once with the last reason, and asks nobody while open', async () => {
    const reasons = await fire(breaker, trouble, 5);
    expect(reasons).toEqual(Array(5).fill('AGENCY_UNAVAILABLE'));
    await settled();
    expect(holds.opened).toEqual(['AGENCY_UNAVAILABLE']);
    let asked = 0;
    expect(
      await fire(
        breaker,
        () => {
          asked += 1;
          return Promise.resolve();
        },
        3,
      ),
    ).toEqual(Array(3).fill('BREAKER_OPEN'));
    expect(asked).toBe(0);
  });

  it('says of an open breaker that Dianda itself did not ask', async () => {
    await fire(breaker, trouble, 5);
    await expect(breaker.run(() => Promise.resolve())).rejects.toMatchObject({
      kind: 'unavailable',
      origin: 'dianda',
    });
  });

  it('never opens on errors that prove the agency alive', async () => {
    expect(await fire(breaker, excused, 40)).toEqual(Array(40).fill('AGENCY_REJECTED_QUESTION'));
    await settled();
    expect(holds.opened).toEqual([]);
  });

  it('closes when its hold is gone, and works again', async () => {
    await fire(breaker, trouble, 5);
    await settled();
    await breaker.followNoHold();
    expect(await fire(breaker, () => Promise.resolve(), 1)).toEqual(['ok']);
  });

  it('writes the hold again when the first write failed, instead of taking its absence for a lifted hold', async () => {
    holds.failures = 1;
    await fire(breaker, trouble, 5);
    await settled();
    expect(holds.opened).toEqual([]);
    await breaker.followNoHold();
    expect(holds.opened).toEqual(['AGENCY_UNAVAILABLE']);
    expect(await fire(breaker, () => Promise.resolve(), 1)).toEqual(['BREAKER_OPEN']);
  });

  it('lets a defect of our own through as it is', async () => {
    await expect(breaker.run(() => Promise.reject(new TypeError('defect')))).rejects.toThrow(TypeError);
  });
});
