import { wordsOf, type Language } from '../messages/words.js';
import type { Report, ReportedFinding, ReportedScenario, ReportHead } from './report.js';

/** More findings than this of one scenario say nothing more to a reader; the JSON report holds all. */
const MOST_FINDINGS = 10;

/** The lines of one scenario, as they are printed when it has run. Pure. */
export function scenarioLines(scenario: ReportedScenario, language: Language): readonly string[] {
  const words = wordsOf(language).report;
  const { id, section, title, outcome, findings, note } = scenario;
  const head = `${words.outcome[outcome]}  ${id} · ${title[language]}`;
  switch (outcome) {
    case 'passed':
      return [note[language] === '' ? head : `${head} (${note[language]})`];
    case 'skipped':
      return [`${head}: ${note[language]}`];
    case 'failed':
      return [
        head,
        ...findings.slice(0, MOST_FINDINGS).flatMap((finding) => findingLines(finding, language)),
        ...(findings.length > MOST_FINDINGS ? [`      ${words.more(findings.length - MOST_FINDINGS)}`] : []),
        `      ${words.section(section)}`,
      ];
  }
}

/** What stands above the scenarios. Pure. */
export function headLines(head: ReportHead, language: Language): readonly string[] {
  const words = wordsOf(language).report;
  return [
    words.heading,
    words.target(head.target, head.agencyCode),
    head.adapter === '' ? words.noDescription : words.adapter(head.agencyName, head.adapter),
    '',
  ];
}

/** What stands below: what was not tested and why it matters, and the one line that says how it went. Pure. */
export function closingLines(
  { counts, verdict, scenarios, isPartial }: Report,
  language: Language,
): readonly string[] {
  const words = wordsOf(language).report;
  const skips = scenarios.filter(({ outcome }) => outcome === 'skipped');
  return [
    '',
    ...(skips.length === 0 ? [] : [words.notTested(skips.map(({ id }) => id))]),
    ...(isPartial ? [words.partial] : []),
    words.closing(verdict === 'passed', counts),
  ];
}

function findingLines({ where, expected, came }: ReportedFinding, language: Language): readonly string[] {
  const words = wordsOf(language).report;
  const place = where === '' ? '' : `[${where}] `;
  return [
    `      ${place}${words.expected}${expected[language]}`,
    `      ${' '.repeat(place.length)}${words.came}${came[language]}`,
  ];
}
