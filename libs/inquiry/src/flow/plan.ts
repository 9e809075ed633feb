import { calendarOf, hoursOnly, type Calendars } from '../calendar/agency-calendar.js';
import { addWorkingTime, endOfLimit, nextOpening } from '../calendar/working-time.js';
import { coversRegion, serviceOf, type Agency, type AgencyService } from '../model/agency.js';
import type { OwnAnswer } from '../model/answer.js';
import { assetClasses, makesSense, type AssetClass } from '../model/asset-class.js';
import { legIdOf, mustParse, parseAgencyCode } from '../model/ids.js';
import type { Inquiry } from '../model/inquiry.js';
import type { Leg } from '../model/leg.js';
import type { Region } from '../model/region.js';
import type { Subject } from '../model/subject.js';
import { timeLimitOn } from '../model/time-limit.js';
import { dayOf } from '../model/time.js';

/** Stands in the leg id of a class that no agency covers; no directory row may have this code. */
const noAgency = mustParse(parseAgencyCode, 'not-covered');

/**
 * plan: (inquiry, directory, calendars) → legs. Every competent pair of subject and agency gets exactly one leg for each asset
 * class ordered, an agency with regions only where it covers a chosen one. A class that makes sense of a subject but
 * that no agency answers becomes a leg without agency, and so does each chosen region in which none of those does that
 * answer it: stored answered as `not_covered`. Times are reckoned once, on the agency's calendar. Pure: the same input in any order gives the same legs in the same order.
 */
export function planLegs(
  inquiry: Inquiry,
  directory: readonly Agency[],
  calendars: Calendars,
): readonly Leg[] {
  const timesOf = timesIn(inquiry, calendars);
  const wanted = inquiry.assetClasses.length === 0 ? assetClasses : inquiry.assetClasses;
  const legs = new Map<string, Leg>();
  for (const subject of inquiry.subjects) {
    for (const assetClass of wanted) {
      if (!makesSense(assetClass, subject.kind)) continue;
      for (const leg of legsOfPair(inquiry, subject, assetClass, directory, timesOf)) legs.set(leg.id, leg);
    }
  }
  return [...legs.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function legsOfPair(
  inquiry: Inquiry,
  subject: Subject,
  assetClass: AssetClass,
  directory: readonly Agency[],
  timesOf: TimesOf,
): readonly Leg[] {
  const competent = directory.flatMap((agency) => {
    const service = agency.enabled ? serviceOf(agency, assetClass) : undefined;
    return service?.subjectKinds.includes(subject.kind) === true ? [{ agency, service }] : [];
  });
  if (competent.length === 0) return [uncoveredLeg(inquiry, subject, assetClass, undefined)];
  const asked = competent.filter(
    ({ agency, service }) =>
      (inquiry.agencies.length === 0 || inquiry.agencies.includes(agency.code)) &&
      (inquiry.regions.length === 0 || inquiry.regions.some((region) => coversRegion(service, region))),
  );
  // Whom the officer chose to ask does not change what the directory covers.
  const bare = inquiry.regions.filter(
    (region) => !competent.some(({ service }) => coversRegion(service, region)),
  );
  return [
    ...asked.map(({ agency, service }) => agencyLeg(inquiry, subject, agency, service, timesOf)),
    ...bare.map((region) => uncoveredLeg(inquiry, subject, assetClass, region)),
  ];
}

type LegTimes = Pick<Leg, 'dueAt' | 'expiresAt' | 'expectedAt' | 'unknownHolidayYears' | 'waitingFor'>;
type TimesOf = (agency: Agency, service: AgencyService) => LegTimes;

/** The times of all legs of an agency in a class are the same, and reckoned once. */
function timesIn({ orderedAt }: Inquiry, calendars: Calendars): TimesOf {
  const reckoned = new Map<AgencyService, LegTimes>();
  return (agency, service) => {
    const known = reckoned.get(service);
    if (known !== undefined) return known;
    const calendar = calendarOf(agency, calendars);
    const opening = nextOpening(hoursOnly(calendar), orderedAt);
    const expiry = endOfLimit(calendar, orderedAt, timeLimitOn(service.timeLimits, dayOf(orderedAt)));
    const expected = addWorkingTime(calendar, orderedAt, service.usualAnswerSeconds * 1000);
    const times: LegTimes = {
      dueAt: opening.value,
      expiresAt: expiry.value,
      expectedAt: expected.value,
      unknownHolidayYears: [
        ...new Set([opening, expiry, expected].flatMap(({ unknownYears }) => unknownYears)),
      ].sort((one, other) => one - other),
      waitingFor:
        opening.value > orderedAt ? { kind: 'outside_hours', until: opening.value } : { kind: 'turn' },
    };
    reckoned.set(service, times);
    return times;
  };
}

function agencyLeg(
  inquiry: Inquiry,
  subject: Subject,
  agency: Agency,
  service: AgencyService,
  timesOf: TimesOf,
): Leg {
  return {
    ...blankLeg(inquiry, subject, service.assetClass),
    id: legIdOf(inquiry.id, subject.id, agency.code, service.assetClass),
    agencyCode: agency.code,
    region: undefined,
    state: 'pending',
    ...timesOf(agency, service),
  };
}

function uncoveredLeg(
  inquiry: Inquiry,
  subject: Subject,
  assetClass: AssetClass,
  region: Region | undefined,
): Leg {
  return {
    ...blankLeg(inquiry, subject, assetClass),
    id: legIdOf(inquiry.id, subject.id, noAgency, assetClass, region),
    agencyCode: undefined,
    region,
    state: 'answered',
    expiresAt: inquiry.orderedAt,
    expectedAt: inquiry.orderedAt,
    waitingFor: undefined,
    settledAt: inquiry.orderedAt,
  };
}

/** The answer that a leg without agency is stored with; its detail is the region, where there is one. */
export function answerOfUncovered(leg: Leg): Extract<OwnAnswer, { rung: 'not_covered' }> {
  return { rung: 'not_covered', answeredAt: leg.dueAt, reason: 'NO_AGENCY', detail: leg.region ?? '' };
}

function blankLeg(inquiry: Inquiry, subject: Subject, assetClass: AssetClass) {
  return {
    inquiryId: inquiry.id,
    subjectId: subject.id,
    assetClass,
    round: 1,
    attempts: 0,
    polls: 0,
    dueAt: inquiry.orderedAt,
    unknownHolidayYears: [],
    lastError: undefined,
    settledAt: undefined,
  } satisfies Partial<Leg>;
}
