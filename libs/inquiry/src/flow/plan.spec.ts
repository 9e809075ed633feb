import fc from 'fast-check';
import {
  agency,
  anyClasses,
  anyDirectory,
  anySubjects,
  inquiry,
  orderedAt,
  service,
  subject,
} from '../../test/world.js';
import { holidaysOf2026, officeHours } from '../../test/calendars.js';
import { anyDrawnRegion, overlap, regionOf, type DrawnRegion } from '../../test/regions.js';
import {
  answerOfUncovered,
  assetClasses,
  instantOf,
  makesSense,
  msBetween,
  noHolidaysKnown,
  planLegs,
  serviceOf,
  type Agency,
  type AssetClass,
  type Inquiry,
  type Instant,
  type PublicHolidays,
  type Subject,
} from '../index.js';

/** No agency has a calendar unless a test says so. */
function plan(order: Inquiry, directory: readonly Agency[], holidays: PublicHolidays = noHolidaysKnown) {
  return planLegs(order, directory, { holidays, closures: new Map() });
}

const anyRegions = fc.array(anyDrawnRegion, { maxLength: 4 });

/** A directory whose services cover regions, each row with those it was drawn with. */
const anyCoverage = anyDirectory.chain((rows) =>
  fc
    .tuple(...rows.map(() => anyRegions))
    .map((drawn) => rows.map((row, index) => coveredRow(row, drawn[index] ?? []))),
);

interface CoveredRow {
  readonly row: Agency;
  readonly covers: readonly DrawnRegion[];
}

function coveredRow(row: Agency, covers: readonly DrawnRegion[]): CoveredRow {
  const regions = covers.map(({ text }) => text);
  return { covers, row: { ...row, services: row.services.map((each) => ({ ...each, regions })) } };
}

const anyOrder = fc.record({
  subjects: anySubjects,
  assetClasses: anyClasses,
  regions: anyRegions,
  coverage: anyCoverage,
});
type DrawnOrder = typeof anyOrder extends fc.Arbitrary<infer Order> ? Order : never;

function planOf({ subjects, assetClasses: wanted, regions, coverage }: DrawnOrder) {
  return plan(
    inquiry({ subjects, assetClasses: wanted, regions: regions.map(({ text }) => regionOf(text)) }),
    coverage.map(({ row }) => row),
  );
}

/** What must be asked of one subject in one class: agencies by code, or the regions in which there is none. */
function expectedOf(
  subjectAsked: Subject,
  assetClass: AssetClass,
  { regions, coverage }: DrawnOrder,
): Set<string> {
  const competent = coverage.filter(
    ({ row }) => row.enabled && serviceOf(row, assetClass)?.subjectKinds.includes(subjectAsked.kind),
  );
  if (competent.length === 0) return new Set(['nobody anywhere']);
  const reaches = ({ covers }: CoveredRow, region: DrawnRegion) =>
    covers.length === 0 || covers.some((each) => overlap(each, region));
  const asked = competent.filter(
    (each) => regions.length === 0 || regions.some((region) => reaches(each, region)),
  );
  const bare = regions.filter((region) => !competent.some((each) => reaches(each, region)));
  return new Set([
    ...asked.map(({ row }) => row.code),
    ...bare.map(({ text }) => `nobody in ${regionOf(text)}`),
  ]);
}

describe('plan', () => {
  it('asks every competent pair of subject, class and agency exactly once, and names each region that has none', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const got = planOf(order)
          .map(
            (leg) =>
              `${leg.subjectId} ${leg.assetClass} ${leg.agencyCode ?? `nobody ${leg.region === undefined ? 'anywhere' : `in ${leg.region}`}`}`,
          )
          .sort();
        const expected = order.subjects
          .flatMap((each) =>
            (order.assetClasses.length === 0 ? assetClasses : order.assetClasses)
              .filter((assetClass) => makesSense(assetClass, each.kind))
              .flatMap((assetClass) =>
                [...expectedOf(each, assetClass, order)].map((what) => `${each.id} ${assetClass} ${what}`),
              ),
          )
          .sort();
        expect(got).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of subjects, classes, regions or directory rows', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const backward = planOf({
          subjects: order.subjects.toReversed(),
          assetClasses: order.assetClasses.toReversed(),
          regions: order.regions.toReversed(),
          coverage: order.coverage.toReversed(),
        });
        expect(backward).toEqual(planOf(order));
      }),
    );
  });

  it('plans nothing new when planned twice, nor when a region is named twice', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const idsOf = (each: DrawnOrder) => planOf(each).map((leg) => leg.id);
        const once = idsOf(order);
        expect(new Set(once).size).toBe(once.length);
        expect(idsOf({ ...order, regions: [...order.regions, ...order.regions] })).toEqual(once);
      }),
    );
  });

  it('asks nobody more for a choice of regions, and asks everybody without one', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const asked = (each: DrawnOrder) => planOf(each).filter((leg) => leg.agencyCode !== undefined);
        const everywhere = asked({ ...order, regions: [] });
        expect(everywhere).toEqual(expect.arrayContaining(asked(order)));
        const country = { text: '000000', counties: new Set<string>() };
        expect(asked({ ...order, regions: [country] })).toEqual(everywhere);
      }),
    );
  });

  it('never plans a class that makes no sense of the subject', () => {
    const legs = plan(inquiry({ subjects: [subject(1, 'organisation')] }), [
      agency(
        1,
        assetClasses.map((each) => service(each)),
      ),
    ]);
    expect(legs.map((leg) => leg.assetClass).sort()).toEqual(['BANK_ACCOUNT', 'LAND', 'VEHICLE']);
  });

  it('makes a class that no agency answers a leg without agency, already answered', () => {
    const [leg] = plan(inquiry({ assetClasses: ['VEHICLE'] }), [agency(1, [service('LAND')])]);
    expect(leg).toMatchObject({ agencyCode: undefined, state: 'answered', assetClass: 'VEHICLE' });
  });

  describe('of several registries of one class', () => {
    const landIn = (n: number, ...regions: string[]) => agency(n, [{ ...service('LAND'), regions }]);
    const directory = [landIn(1, '3208'), landIn(2, '3702'), agency(3, [service('BANK_ACCOUNT')])];
    const planned = (...regions: string[]) =>
      plan(inquiry({ assetClasses: ['LAND', 'BANK_ACCOUNT'], regions: regions.map(regionOf) }), directory);
    const where = (legs: ReturnType<typeof planned>) =>
      legs.map((leg) => `${leg.assetClass} ${leg.agencyCode ?? leg.region ?? 'nobody'}`).sort();

    it('asks the one of the chosen region, and the bank of the whole country as ever', () => {
      expect(where(planned('320812'))).toEqual(['BANK_ACCOUNT agency-3', 'LAND agency-1']);
      expect(where(planned('370000'))).toEqual(['BANK_ACCOUNT agency-3', 'LAND agency-2']);
      expect(where(planned('32', '3702'))).toEqual([
        'BANK_ACCOUNT agency-3',
        'LAND agency-1',
        'LAND agency-2',
      ]);
    });

    it('names a chosen region that none of them covers, answered not_covered with the region', () => {
      const legs = planned('3208', '1101', '110105');
      expect(where(legs)).toEqual(['BANK_ACCOUNT agency-3', 'LAND 1101', 'LAND 110105', 'LAND agency-1']);
      const bare = legs.find((leg) => leg.region === '1101');
      expect(bare).toMatchObject({ agencyCode: undefined, state: 'answered', waitingFor: undefined });
      expect(bare && answerOfUncovered(bare)).toEqual({
        rung: 'not_covered',
        reason: 'NO_AGENCY',
        detail: '1101',
        answeredAt: orderedAt,
      });
    });

    it('asks a registry once, however many of its regions were chosen', () => {
      const [one, ...others] = planned('320812', '320803').filter((leg) => leg.assetClass === 'LAND');
      expect(others).toEqual([]);
      expect(one?.id).toBe(planned('3208').find((leg) => leg.assetClass === 'LAND')?.id);
    });

    it('says once that a class has no agency at all, whatever regions were chosen', () => {
      const legs = plan(
        inquiry({ assetClasses: ['VEHICLE'], regions: ['3208', '3702'].map(regionOf) }),
        directory,
      );
      expect(legs).toMatchObject([{ agencyCode: undefined, region: undefined }]);
      expect(legs.map(answerOfUncovered)).toMatchObject([{ reason: 'NO_AGENCY', detail: '' }]);
    });

    it('asks of the chosen agencies those of the chosen regions, and still names the region that has none', () => {
      const order = inquiry({
        assetClasses: ['LAND'],
        agencies: directory.map(({ code }) => code).slice(0, 1),
        regions: ['3702', '1101'].map(regionOf),
      });
      expect(where(plan(order, directory))).toEqual(['LAND 1101']);
    });
  });

  it('asks only the chosen agencies, and does not call a class uncovered because of the choice', () => {
    const directory = [agency(1, [service('LAND')]), agency(2, [service('BANK_ACCOUNT')])];
    const chosen = directory[1]?.code;
    const legs = plan(
      inquiry({ assetClasses: ['LAND', 'BANK_ACCOUNT'], agencies: chosen === undefined ? [] : [chosen] }),
      directory,
    );
    expect(legs.map((leg) => leg.agencyCode)).toEqual([chosen]);
  });

  it('computes the expiry once, from the time limit of the day of the order in the courts’ zone', () => {
    const dated = {
      ...service('LAND'),
      timeLimits: [
        { minutes: 60, source: 'test', validFrom: '2026-01-01' },
        { minutes: 90, source: 'test', validFrom: '2026-06-02' },
      ],
    } as const;
    const minutesOn = (at: Instant) => {
      const [leg] = plan(inquiry({ assetClasses: ['LAND'], orderedAt: at }), [agency(1, [dated])]);
      return leg && msBetween(at, leg.expiresAt) / 60_000;
    };
    // Midnight in Beijing is 16:00 in UTC.
    expect(minutesOn(instantOf(Date.UTC(2026, 5, 1, 15, 59)))).toBe(60);
    expect(minutesOn(instantOf(Date.UTC(2026, 5, 1, 16, 0)))).toBe(90);
  });

  describe('at an agency that works 8 to 17', () => {
    const at = (text: string) => instantOf(Date.parse(`${text}:00+08:00`));
    const limited = {
      ...service('LAND'),
      usualAnswerSeconds: 600,
      timeLimits: [{ minutes: 120, counted: 'working', source: 'test', validFrom: '2026-01-01' }],
    } as const;
    const row = { ...agency(1, [limited]), calendar: officeHours };
    const legOf = (orderedAt: string, holidays: PublicHolidays = holidaysOf2026) =>
      plan(inquiry({ assetClasses: ['LAND'], orderedAt: at(orderedAt) }), [row], holidays)[0];

    it('a leg of Friday 18:00 is due on Monday at 8:00, says so, and has its time from then on', () => {
      expect(legOf('2026-11-20T18:00')).toMatchObject({
        state: 'pending',
        dueAt: at('2026-11-23T08:00'),
        waitingFor: { kind: 'outside_hours', until: at('2026-11-23T08:00') },
        expectedAt: at('2026-11-23T08:10'),
        expiresAt: at('2026-11-23T10:00'),
        unknownHolidayYears: [],
      });
    });

    it('a leg within the hours is due at once', () => {
      expect(legOf('2026-11-20T16:00')).toMatchObject({
        dueAt: at('2026-11-20T16:00'),
        waitingFor: { kind: 'turn' },
        expiresAt: at('2026-11-23T09:00'),
      });
    });

    it('a leg whose times reach into a year without holiday data names it', () => {
      expect(legOf('2026-12-31T18:00')?.unknownHolidayYears).toEqual([2027]);
      expect(legOf('2026-12-31T18:00')?.dueAt).toBe(at('2027-01-01T08:00'));
    });

    it('announced maintenance puts off what is expected, but not when the leg may be asked', () => {
      const closures = [{ from: at('2026-11-23T08:00'), until: at('2026-11-23T12:00') }];
      const [leg] = planLegs(inquiry({ assetClasses: ['LAND'], orderedAt: at('2026-11-20T18:00') }), [row], {
        holidays: holidaysOf2026,
        closures: new Map([[row.code, closures]]),
      });
      expect(leg).toMatchObject({
        dueAt: at('2026-11-23T08:00'),
        expectedAt: at('2026-11-23T12:10'),
        expiresAt: at('2026-11-23T14:00'),
      });
    });
  });
});
