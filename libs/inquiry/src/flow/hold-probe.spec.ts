import fc from 'fast-check';
import { scripted } from '../../test/fakes.js';
import { agency, agencyCode, orderedAt, service } from '../../test/world.js';
import {
  defaultProbePolicy,
  descriptionMismatches,
  DiandaError,
  HoldProbe,
  probeDelayMs,
  type Agency,
  type AgencyClient,
  type AgencyDescription,
  type AgencyDirectory,
  type Hold,
  type HoldStore,
} from '../index.js';

const one = agency(1, [service('LAND'), service('BANK_ACCOUNT')]);
const two = agency(2, [service('LAND')]);

function descriptionOf(of: Agency, changes: Partial<AgencyDescription> = {}): AgencyDescription {
  return {
    agencyCode: of.code,
    contractVersion: of.contractVersion,
    assetClasses: of.services.map((each) => each.assetClass),
    adapterName: 'sample',
    adapterVersion: '1.0.0',
    ...changes,
  };
}

function holdOf(of: Agency, changes: Partial<Hold> = {}): Hold {
  return {
    agencyCode: of.code,
    cause: 'breaker_open',
    detail: 'AGENCY_TIMEOUT',
    since: orderedAt,
    nextProbeAt: orderedAt,
    probes: 0,
    ...changes,
  };
}

const unreachable = DiandaError.unavailable('AGENCY_UNAVAILABLE', { origin: 'agency' });

/** Holds that are due, the directory, and what each agency says of itself; what is written is kept. */
class ProbeDesk {
  readonly written: string[] = [];
  readonly described: unknown[][] = [];
  readonly leased: unknown[][] = [];
  private readonly due: Hold[];

  constructor(
    due: readonly Hold[],
    private readonly says: (of: Agency) => AgencyDescription,
    private readonly directory: readonly Agency[] = [one, two],
  ) {
    this.due = [...due];
  }

  probe(): HoldProbe {
    const holds = scripted<HoldStore>('HoldStore', {
      leaseProbe: (...lease) => {
        this.leased.push(lease);
        return Promise.resolve(this.due.shift());
      },
      lift: (code, cause) => {
        this.written.push(`lift ${code} ${cause}`);
        return Promise.resolve(true);
      },
      open: (code, cause, detail, afterMs) => {
        this.written.push(`open ${code} ${cause} ${detail} ${afterMs}`);
        return Promise.resolve();
      },
      probeFailed: (code, by, afterMs, detail) => {
        this.written.push(`failed ${code} ${by} ${afterMs} ${detail}`);
        return Promise.resolve();
      },
    });
    const client = scripted<AgencyClient>('AgencyClient', {
      describe: (of, deadlineMs) => {
        this.described.push([of.code, deadlineMs]);
        return Promise.resolve().then(() => this.says(of));
      },
    });
    const directory = scripted<AgencyDirectory>('AgencyDirectory', {
      find: (code) => Promise.resolve(this.directory.find((each) => each.code === code)),
    });
    return new HoldProbe(holds, directory, client, 'd-1');
  }
}

function fails(error: unknown): () => never {
  return () => {
    throw error;
  };
}

describe('a description', () => {
  it('agrees with its row, also in another minor version and with more classes', () => {
    expect(descriptionMismatches(one, descriptionOf(one))).toEqual([]);
    const more = descriptionOf(one, {
      contractVersion: '1.7',
      assetClasses: ['BANK_ACCOUNT', 'LAND', 'VEHICLE'],
    });
    expect(descriptionMismatches(one, more)).toEqual([]);
  });

  it('differs by name in code, major version and each class that is missing', () => {
    const other = { agencyCode: 'agency-2', contractVersion: '2.0', assetClasses: [] };
    expect(descriptionMismatches(one, descriptionOf(one, other))).toEqual([
      'agency_code',
      'contract_version',
      'asset_class:LAND',
      'asset_class:BANK_ACCOUNT',
    ]);
    expect(descriptionMismatches(one, descriptionOf(one, { contractVersion: '10.0' }))).toEqual([
      'contract_version',
    ]);
    expect(descriptionMismatches(one, descriptionOf(one, { contractVersion: '' }))).toEqual([
      'contract_version',
    ]);
  });
});

describe('the delay before a probe', () => {
  it('doubles from probe to probe up to the longest', () => {
    expect([0, 1, 2, 5, 6, 7, 1_000].map((probes) => probeDelayMs(probes))).toEqual([
      5_000, 10_000, 20_000, 160_000, 300_000, 300_000, 300_000,
    ]);
  });

  it('never shrinks', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (probes) => {
        expect(probeDelayMs(probes + 1)).toBeGreaterThanOrEqual(probeDelayMs(probes));
        expect(probeDelayMs(probes)).toBeLessThanOrEqual(defaultProbePolicy.longestAfterMs);
      }),
    );
  });
});

describe('the check of an agency', () => {
  it('lets one that agrees on: a contract that differed before holds it no more', async () => {
    const desk = new ProbeDesk([], descriptionOf);
    expect(await desk.probe().check(one)).toEqual({ agency: one.code, found: 'agrees' });
    expect(desk.written).toEqual(['lift agency-1 contract_mismatch']);
    expect(desk.described).toEqual([[one.code, defaultProbePolicy.deadlineMs]]);
  });

  it('holds one that differs, and says in what', async () => {
    const desk = new ProbeDesk([], (of) =>
      descriptionOf(of, { agencyCode: 'agency-9', assetClasses: ['LAND'] }),
    );
    const detail = 'agency_code,asset_class:BANK_ACCOUNT';
    expect(await desk.probe().check(one)).toEqual({ agency: one.code, found: 'differs', detail });
    expect(desk.written).toEqual([`open agency-1 contract_mismatch ${detail} 5000`]);
  });

  it('neither holds nor lets on one that is silent: that is the breaker’s to judge', async () => {
    const desk = new ProbeDesk([], fails(unreachable));
    expect(await desk.probe().check(one)).toEqual({ agency: one.code, found: 'silent', error: unreachable });
    expect(desk.written).toEqual([]);
  });
});

describe('the first word with an agency', () => {
  it('holds one that is silent until it describes itself, so that no citizen is asked about at a stranger', async () => {
    const desk = new ProbeDesk([], fails(unreachable));
    await expect(desk.probe().introduce(one)).resolves.toMatchObject({ found: 'silent' });
    expect(desk.written).toEqual(['open agency-1 breaker_open AGENCY_UNAVAILABLE 5000']);
  });

  it('holds nothing when the agency agrees', async () => {
    const desk = new ProbeDesk([], descriptionOf);
    await expect(desk.probe().introduce(one)).resolves.toMatchObject({ found: 'agrees' });
    expect(desk.written.filter((each) => each.startsWith('open'))).toEqual([]);
  });
});

describe('the probe of holds', () => {
  it('does nothing when no hold is due', async () => {
    const desk = new ProbeDesk([], fails(new Error('nobody is to be asked')));
    expect(await desk.probe().run()).toEqual([]);
    expect(desk.leased).toEqual([['d-1', 10_000]]);
  });

  it('lifts a hold for its own cause as soon as the agency describes itself rightly', async () => {
    const desk = new ProbeDesk([holdOf(one), holdOf(two, { cause: 'contract_mismatch' })], descriptionOf);
    expect((await desk.probe().run()).map((each) => each.found)).toEqual(['agrees', 'agrees']);
    expect(desk.written).toEqual(['lift agency-1 breaker_open', 'lift agency-2 contract_mismatch']);
  });

  it('puts the next probe off, twice as long each time, while the agency is silent', async () => {
    const desk = new ProbeDesk([holdOf(one), holdOf(two, { probes: 3 })], fails(unreachable));
    expect((await desk.probe().run()).map((each) => each.found)).toEqual(['silent', 'silent']);
    expect(desk.written).toEqual([
      'failed agency-1 d-1 10000 AGENCY_UNAVAILABLE',
      'failed agency-2 d-1 80000 AGENCY_UNAVAILABLE',
    ]);
  });

  it('keeps holding an agency that answers as somebody else', async () => {
    const desk = new ProbeDesk([holdOf(one)], () => descriptionOf(two));
    await desk.probe().run();
    expect(desk.written).toEqual(['failed agency-1 d-1 10000 agency_code,asset_class:BANK_ACCOUNT']);
  });

  it('costs the others nothing when one agency’s probe meets a defect of our own', async () => {
    const desk = new ProbeDesk([holdOf(one), holdOf(two)], (of) => {
      if (of.code === one.code) throw new TypeError('a defect');
      return descriptionOf(of);
    });
    expect(await desk.probe().run()).toMatchObject([
      { found: 'silent', error: { reason: 'UNEXPECTED', origin: 'dianda' } },
      { found: 'agrees' },
    ]);
    expect(desk.written).toEqual(['failed agency-1 d-1 10000 UNEXPECTED', 'lift agency-2 breaker_open']);
  });

  it('costs the others nothing when a held agency has left the directory', async () => {
    const desk = new ProbeDesk([holdOf(agency(9, [])), holdOf(two)], descriptionOf);
    expect(await desk.probe().run()).toEqual([{ agency: agencyCode(2), found: 'agrees' }]);
    expect(desk.written).toEqual([
      'failed agency-9 d-1 300000 AGENCY_NOT_FOUND',
      'lift agency-2 breaker_open',
    ]);
  });
});
