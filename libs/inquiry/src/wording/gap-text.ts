import {
  missingParts,
  missingReasons,
  rungs,
  type LegResult,
  type MatchCandidate,
  type Report,
  type ReportGap,
} from '../model/index.js';
import { isReason } from '../reasons.js';
import { shownTime } from './shown-time.js';
import type { GapReason } from './words/leg-words.js';
import type { ReportWords } from './words/words.js';

/** What was not searched, one line each: who, what, where, why in words, and the stable code of the why. */
export function gapLines(report: Report, words: ReportWords): readonly string[] {
  if (report.gaps.length === 0) return [`  ${words.report.noGaps}`];
  const nameOf = new Map(report.subjects.map((subject) => [subject.subjectId, subject.name]));
  return report.gaps.map((gap) => {
    const phrases = [
      nameOf.get(gap.subjectId) ?? '?',
      words.assetClass[gap.assetClass],
      agencyName(gap, words),
      gap.region === undefined ? undefined : words.report.regions(regionName(gap.region, words)),
      gap.part === undefined ? undefined : words.report.part(partName(gap.part, words)),
      `${rungName(gap.rung, words)} — ${explainGap(gap, words)}`,
      gap.detail === '' ? undefined : gap.detail,
    ];
    return `  - ${phrases.filter((each) => each !== undefined).join(' · ')} [${gap.reason}]`;
  });
}

/** A leg that was not searched, where the report shows its class: whom to talk to, and what looked alike. */
export function gapLegLines(
  leg: Extract<LegResult, { status: 'gap' }>,
  words: ReportWords,
): readonly string[] {
  const { attempts, contact, expiredAt } = leg;
  const phrases = [
    words.rung[leg.rung],
    attempts === 0 ? undefined : words.report.attempts(attempts),
    expiredAt === undefined ? undefined : words.report.expired(shownTime(expiredAt)),
    contact === undefined ? undefined : words.report.contact(`${contact.name} ${contact.phone}`.trim()),
    words.report.seeGaps,
  ];
  return [
    phrases.filter((each) => each !== undefined).join(' · '),
    ...leg.candidates.map((candidate) => `  ${candidateText(candidate, words)}`),
  ];
}

export function agencyName(of: Pick<LegResult | ReportGap, 'agency'>, words: ReportWords): string {
  return of.agency === undefined ? words.noAgency : words.local(of.agency.name);
}

/** The number of the whole country is said in words. */
export function regionName(region: string, words: ReportWords): string {
  return region === '000000' ? words.report.wholeCountry : region;
}

function candidateText({ matchedFields, strength }: MatchCandidate, words: ReportWords): string {
  const names = matchedFields.map((field) => words.matchedField[field]);
  return words.report.candidate(names.join(words.listComma), strength);
}

export function rungName(rung: string, words: ReportWords): string {
  const known = rungs.find((each) => each === rung);
  return known === undefined ? words.rung.cancelled : words.rung[known];
}

export function partName(part: string, words: ReportWords): string {
  const known = missingParts.find((each) => each === part);
  return known === undefined ? part : words.missingPart[known];
}

/** The core explains errors' reasons; of the others the demo has words of its own. */
export function explainGap({ reason, part }: ReportGap, words: ReportWords): string {
  if (isReason(reason)) return words.explain(reason);
  if (part !== undefined) {
    const known = missingReasons.find((each) => each === reason);
    if (known !== undefined) return words.missingReason[known];
  }
  return isGapReason(reason, words) ? words.gapReason[reason] : reason;
}

function isGapReason(reason: string, words: ReportWords): reason is GapReason {
  return Object.hasOwn(words.gapReason, reason);
}
