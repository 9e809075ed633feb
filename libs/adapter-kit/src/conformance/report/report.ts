import type { Finding, Phrase, Verdict } from '../judge/finding.js';
import { languages, wordsOf, type Language, type ScenarioId } from '../messages/words.js';

/** One sentence in every language of the report. */
export type LocalText = Readonly<Record<Language, string>>;

export interface ReportedFinding {
  /** Which of several like things, in the contract's names. */
  readonly where: string;
  readonly expected: LocalText;
  readonly came: LocalText;
}

export interface ReportedScenario {
  readonly id: ScenarioId;
  readonly title: LocalText;
  /** Of proto/README.md. */
  readonly section: number;
  readonly outcome: Verdict['outcome'];
  readonly findings: readonly ReportedFinding[];
  /** Why it was skipped, or what else is worth knowing of a pass; empty otherwise. */
  readonly note: LocalText;
}

export interface ReportHead {
  readonly target: string;
  readonly agencyCode: string;
  /** As Describe names it; empty when that could not be read. */
  readonly agencyName: string;
  readonly adapter: string;
  readonly contractVersion: string;
  /** RFC 3339. */
  readonly startedAt: string;
  /** Whether scenarios were left out by choice: such a report proves nothing to a court. */
  readonly isPartial: boolean;
}

/** What an agency hands in. Holds no personal data. */
export interface Report extends ReportHead {
  readonly suite: 'dianda-conformance';
  readonly endedAt: string;
  readonly verdict: 'passed' | 'failed';
  readonly counts: Readonly<Record<Verdict['outcome'], number>>;
  readonly scenarios: readonly ReportedScenario[];
}

/** One scenario as the report tells it. Pure. */
export function reportScenario(id: ScenarioId, section: number, verdict: Verdict): ReportedScenario {
  return {
    id,
    section,
    title: inAll((words) => words.title[id]),
    outcome: verdict.outcome,
    findings: verdict.outcome === 'failed' ? verdict.findings.map(reportFinding) : [],
    note: noteOf(verdict),
  };
}

/** The whole report. It has passed only when nothing failed and something was tested at all. Pure. */
export function reportOf(head: ReportHead, scenarios: readonly ReportedScenario[], endedAt: string): Report {
  const count = (outcome: Verdict['outcome']): number =>
    scenarios.filter((each) => each.outcome === outcome).length;
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  const verdict = counts.failed === 0 && counts.passed > 0 ? 'passed' : 'failed';
  return { suite: 'dianda-conformance', ...head, endedAt, verdict, counts, scenarios };
}

function noteOf(verdict: Verdict): LocalText {
  switch (verdict.outcome) {
    case 'skipped':
      return inAll(verdict.why);
    case 'passed':
      return verdict.note === undefined ? inAll(() => '') : inAll(verdict.note);
    case 'failed':
      return inAll(() => '');
  }
}

function reportFinding({ where, expected, came }: Finding): ReportedFinding {
  return { where: where ?? '', expected: inAll(expected), came: inAll(came) };
}

function inAll(phrase: Phrase): LocalText {
  const [zh, en] = languages.map((language) => phrase(wordsOf(language)));
  return { zh: zh ?? '', en: en ?? '' };
}
