import type { AdapterAnswer } from '@dianda/inquiry';
import { verdictOf, type Finding, type Verdict } from '../judge/finding.js';
import { judgePages, recordKey, recordsOf } from '../judge/judge-pages.js';
import { judgeThirdPersons } from '../judge/judge-third-persons.js';
import type { ScenarioId } from '../messages/words.js';
import type { SubjectRole, SubjectRow } from '../subjects/subject-row.js';
import { askWhole, type WholeAnswer } from './ask-whole.js';
import type { Bench } from './bench.js';
import { about, type Scenario } from './scenario.js';

interface AnswerRow {
  readonly id: ScenarioId;
  readonly section: number;
  readonly role: SubjectRole;
  readonly rung: AdapterAnswer['rung'];
  /** What besides the rung and its evidence this kind of subject shows. */
  readonly judge?: (answer: WholeAnswer) => readonly Finding[];
}

/** One subject of the back end, the one rung that it earns, and what the records about it hold. */
const rows: readonly AnswerRow[] = [
  { id: 'found', section: 1, role: 'found', rung: 'found' },
  { id: 'nothing-found', section: 1, role: 'nothing_found', rung: 'nothing_found' },
  { id: 'namesake', section: 4, role: 'namesake', rung: 'nothing_found' },
  { id: 'ambiguous', section: 1, role: 'ambiguous', rung: 'ambiguous' },
  { id: 'fifteen-digits', section: 4, role: 'fifteen_digits', rung: 'found' },
  { id: 'rare-characters', section: 4, role: 'rare_characters', rung: 'found' },
  { id: 'gbk-born', section: 4, role: 'gbk', rung: 'found' },
  { id: 'third-persons', section: 4, role: 'third_persons', rung: 'found' },
  { id: 'organisation', section: 4, role: 'organisation', rung: 'found' },
  { id: 'partial', section: 1, role: 'partial', rung: 'found', judge: judgeMissing },
  { id: 'refused', section: 1, role: 'refused', rung: 'refused' },
];

export const answerScenarios: readonly Scenario[] = [
  ...rows.map(({ id, section, role, rung, judge }): Scenario => ({
    id,
    section,
    run: about(role, async (bench, subject) => {
      const answer = await askWhole(bench, bench.court.question(subject));
      const extra = judge?.(answer) ?? [];
      return verdictOf([...judgeWhole(bench, subject, answer, rung), ...extra]);
    }),
  })),
  {
    id: 'record-ids-stay',
    section: 1,
    run: about('found', recordIdsStay),
  },
];

/** Evidence, rung, pages, people and the texts that the subjects file promises; in this order. */
export function judgeWhole(
  bench: Bench,
  subject: SubjectRow,
  answer: WholeAnswer,
  rung: AdapterAnswer['rung'],
): readonly Finding[] {
  const { pages, findings } = answer;
  if (findings.length > 0 || answer.rung === undefined) return findings;
  if (answer.rung !== rung) {
    const came = answer.rung;
    return [{ expected: (words) => words.finding.rung([rung]), came: () => `answer ${came}` }];
  }
  const records = pages.flatMap(recordsOf);
  return [
    ...judgePages(pages, { maxPageSize: maxPageSizeOf(bench), records: subject.records }),
    ...judgeThirdPersons(records, subject.identity, subject.thirdPersons),
    ...judgeTexts(JSON.stringify(records), subject.contains),
  ];
}

export function maxPageSizeOf({ description }: Bench): number {
  return description?.maxPageSize ?? Number.POSITIVE_INFINITY;
}

/** Pure. The texts are named by their place in the subjects file, since they are personal data. */
function judgeTexts(records: string, texts: readonly string[]): readonly Finding[] {
  return texts.flatMap((text, index): Finding[] => {
    // As it stands in JSON, where quotes and control characters are escaped.
    if (records.includes(JSON.stringify(text).slice(1, -1))) return [];
    const finding: Finding = {
      expected: (words) => words.finding.textDelivered,
      came: (words) => words.came.textAbsent,
      where: `contains/${index}`,
    };
    return [finding];
  });
}

function judgeMissing({ pages }: WholeAnswer): readonly Finding[] {
  const [first] = pages;
  if (first?.answer.rung !== 'found' || first.answer.missing.length > 0) return [];
  return [{ expected: (words) => words.finding.missingNamed, came: (words) => words.came.nothingMissing }];
}

/** The same asset keeps its id from answer to answer, so that a court can tell what is new. */
async function recordIdsStay(bench: Bench, subject: SubjectRow): Promise<Verdict> {
  const [one, other] = [
    await askWhole(bench, bench.court.question(subject)),
    await askWhole(bench, bench.court.question(subject)),
  ];
  const keysOf = ({ pages }: WholeAnswer) => new Set(pages.flatMap(recordsOf).map(recordKey));
  const [before, after] = [keysOf(one), keysOf(other)];
  const changed =
    [...before].filter((key) => !after.has(key)).length + [...after].filter((key) => !before.has(key)).length;
  const findings = [...one.findings, ...other.findings];
  if (changed > 0) {
    findings.push({
      expected: (words) => words.finding.recordIdsStay,
      came: (words) => words.came.records(changed),
    });
  }
  return verdictOf(findings);
}
