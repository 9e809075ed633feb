import { coversRegion, serviceOf, type Agency, type AgencyService } from '../model/agency.js';
import type { OwnAnswer } from '../model/answer.js';
import { assetClasses, makesSense, type AssetClass } from '../model/asset-class.js';
import { legIdOf, mustParse, parseAgencyCode } from '../model/ids.js';
import type { Inquiry } from '../model/inquiry.js';
import type { Leg } from '../model/leg.js';
import type { Region } from '../model/region.js';
import type { Subject } from '../model/subject.js';
import { timeLimitOn } from '../model/time-limit.js';
import { dayOf, plusMs } from '../model/time.js';

/** Stands in the leg id of a class that no agency covers; no directory row may have this code. */
const noAgency = mustParse(parseAgencyCode, 'not-covered');

/**
 * plan: (inquiry, directory) → legs. Every competent pair of subject and agency gets exactly one leg for each asset
 * class ordered, an agency with regions only where it covers a chosen one. A class that makes sense of a subject but
 * that no agency answers becomes a leg without agency, and so does each chosen region in which none of those does that
 * answer it: stored answered as `not_covered`. Pure: the same input in any order gives the same legs in the same order.
 */
export function planLegs(inquiry: Inquiry, directory: readonly Agency[]): readonly Leg[] {
  const wanted = inquiry.assetClasses.length === 0 ? assetClasses : inquiry.assetClasses;
  const legs = new Map<string, Leg>();
  for (const subject of inquiry.subjects) {
    for (const assetClass of wanted) {
      if (!makesSense(assetClass, subject.kind)) continue;
      for (const leg of legsOfPair(inquiry, subject, assetClass, directory)) legs.set(leg.id, leg);
    }
  }
  return [...legs.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function legsOfPair(
  inquiry: Inquiry,
  subject: Subject,
  assetClass: AssetClass,
  directory: readonly Agency[],
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
    ...asked.map(({ agency, service }) => agencyLeg(inquiry, subject, agency, service)),
    ...bare.map((region) => uncoveredLeg(inquiry, subject, assetClass, region)),
  ];
}

function agencyLeg(inquiry: Inquiry, subject: Subject, agency: Agency, service: AgencyService): Leg {
  return {
    ...blankLeg(inquiry, subject, service.assetClass),
    id: legIdOf(inquiry.id, subject.id, agency.code, service.assetClass),
    agencyCode: agency.code,
    region: undefined,
    state: 'pending',
    expiresAt: plusMs(
      inquiry.orderedAt,
      timeLimitOn(service.timeLimits, dayOf(inquiry.orderedAt)).minutes * 60_000,
    ),
    expectedAt: plusMs(inquiry.orderedAt, service.usualAnswerSeconds * 1000),
    waitingFor: { kind: 'turn' },
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
    lastError: undefined,
    settledAt: undefined,
  } satisfies Partial<Leg>;
}
