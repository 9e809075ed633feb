import type { Verdict } from '../judge/finding.js';
import { isScenarioId, languages, wordsOf, type ScenarioId } from '../messages/words.js';
import { allScenarios } from '../scenarios/all-scenarios.js';
import { reportOf, reportScenario, type ReportHead } from './report.js';
import { closingLines, headLines, scenarioLines } from './report-text.js';

const head: ReportHead = {
  target: 'adapter.test:9000',
  agencyCode: 'land-registry-320898',
  agencyName: '样例不动产登记中心',
  adapter: 'sample 1.0',
  contractVersion: '1.0',
  startedAt: '2026-11-21T00:00:00.000Z',
  isPartial: false,
};
const failed: Verdict = {
  outcome: 'failed',
  findings: [{ expected: (words) => words.finding.anAnswer, came: () => 'NOT_FOUND', where: 'leg 1' }],
};
const skipped: Verdict = { outcome: 'skipped', why: (words) => words.skip.noControl };
const passed: Verdict = { outcome: 'passed' };

function report(verdicts: Partial<Record<ScenarioId, Verdict>>, isPartial = false) {
  const scenarios = Object.entries(verdicts).map(([id, verdict]) => {
    if (!isScenarioId(id)) throw new TypeError('no scenario');
    return reportScenario(id, 1, verdict);
  });
  return reportOf({ ...head, isPartial }, scenarios, '2026-11-21T00:01:00.000Z');
}

describe('a report', () => {
  test('has passed only when nothing failed and something was tested', () => {
    expect(report({ found: passed, partial: skipped }).verdict).toBe('passed');
    expect(report({ found: passed, partial: failed }).verdict).toBe('failed');
    expect(report({ found: skipped }).verdict).toBe('failed');
    expect(report({}).verdict).toBe('failed');
  });

  test('says in both languages what was expected and what came', () => {
    expect(report({ found: failed }).scenarios[0]?.findings).toEqual([
      {
        where: 'leg 1',
        expected: { zh: '一个答复', en: 'an answer' },
        came: { zh: 'NOT_FOUND', en: 'NOT_FOUND' },
      },
    ]);
  });

  test('reads as text, the skipped ones named with their reason', () => {
    const told = report({ found: failed, 'back-end-down': skipped, describe: passed });
    const lines = [
      ...headLines(told, 'en'),
      ...told.scenarios.flatMap((each) => scenarioLines(each, 'en')),
      ...closingLines(told, 'en'),
    ];
    expect(lines).toEqual([
      'Dianda 点达 · conformance with the contract dianda.adapter.v1',
      'server adapter.test:9000, agency land-registry-320898',
      '样例不动产登记中心, sample 1.0',
      '',
      'FAILED   found · found, with all mandatory fields and evidence',
      '      [leg 1] expected: an answer',
      '              came:     NOT_FOUND',
      '      see proto/README.md section 1',
      'skipped  back-end-down · back end down: an error of the agency: no --control: nobody can make the back end fail',
      'passed   describe · Describe says who answers, within 2 seconds',
      '',
      'not tested: back-end-down',
      'FAILED: 1 passed, 1 failed, 1 skipped',
    ]);
    expect(closingLines(told, 'zh').at(-1)).toBe('未通过：通过 1 项，未通过 1 项，跳过 1 项');
  });

  test('of chosen scenarios says that it proves nothing', () => {
    expect(closingLines(report({ found: passed }, true), 'en').join()).toContain('proves nothing');
  });
});

test('every scenario has a title, and every title a scenario, once', () => {
  const ids = allScenarios.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const language of languages)
    expect(Object.keys(wordsOf(language).title).sort()).toEqual([...ids].sort());
});
