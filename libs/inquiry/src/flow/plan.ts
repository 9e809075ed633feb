import { serviceOf, type Agency } from '../model/agency.js';
import type { OwnAnswer } from '../model/answer.js';
import { assetClasses, makesSense, type AssetClass } from '../model/asset-class.js';
import { legIdOf, mustParse, parseAgencyCode } from '../model/ids.js';
import type { Inquiry } from '../model/inquiry.js';
import type { Leg } from '../model/leg.js';
import type { Subject } from '../model/subject.js';
import { plusMs } from '../model/time.js';

/** Stands in the leg id of a class that no agency covers; no directory row may have this code. */
const noAgency = mustParse(parseAgencyCode, 'not-covered');

/**
 * plan: (inquiry, directory) → legs. Every competent pair of subject and agency gets exactly one leg for each asset
 * class ordered; a class that makes sense of a subject but that no agency answers becomes a leg without agency, which
 * is stored answered as `not_covered`. Pure: the same input in any order gives the same legs in the same order.
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
  const chosen = inquiry.agencies.length === 0 ? undefined : new Set(inquiry.agencies);
  const competent = directory.filter(
    (agency) => agency.enabled && serviceOf(agency, assetClass)?.subjectKinds.includes(subject.kind) === true,
  );
  if (competent.length === 0) return [uncoveredLeg(inquiry, subject, assetClass)];
  return competent
    .filter((agency) => chosen === undefined || chosen.has(agency.code))
    .map((agency) => agencyLeg(inquiry, subject, assetClass, agency));
}

function agencyLeg(inquiry: Inquiry, subject: Subject, assetClass: AssetClass, agency: Agency): Leg {
  const service = serviceOf(agency, assetClass);
  if (service === undefined) throw new TypeError('an agency without the service is not competent');
  return {
    ...blankLeg(inquiry, subject, assetClass),
    id: legIdOf(inquiry.id, subject.id, agency.code, assetClass),
    agencyCode: agency.code,
    state: 'pending',
    expiresAt: plusMs(inquiry.orderedAt, service.timeLimit.minutes * 60_000),
    expectedAt: plusMs(inquiry.orderedAt, service.usualAnswerSeconds * 1000),
    waitingFor: { kind: 'turn' },
  };
}

function uncoveredLeg(inquiry: Inquiry, subject: Subject, assetClass: AssetClass): Leg {
  return {
    ...blankLeg(inquiry, subject, assetClass),
    id: legIdOf(inquiry.id, subject.id, noAgency, assetClass),
    agencyCode: undefined,
    state: 'answered',
    expiresAt: inquiry.orderedAt,
    expectedAt: inquiry.orderedAt,
    waitingFor: undefined,
    settledAt: inquiry.orderedAt,
  };
}

/** The answer that such a leg is stored with. */
export function answerOfUncovered(leg: Leg): Extract<OwnAnswer, { rung: 'not_covered' }> {
  return { rung: 'not_covered', answeredAt: leg.dueAt, reason: 'NO_AGENCY', detail: '' };
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
