import type { AdapterAnswer } from '@dianda/inquiry';
import { at, verdictOf, type Finding } from '../judge/finding.js';
import { judgeAnswer, judgeRung } from '../judge/judge-answer.js';
import type { SubjectRow } from '../subjects/subject-row.js';
import type { Bench } from './bench.js';
import { askPatiently } from './repeats.js';
import { aboutAnybody, type Scenario } from './scenario.js';

const LEGS = 64;

/** 64 legs at once: each is answered about its own subject, now or after the adapter said that it is busy. */
export const concurrencyScenario: Scenario = {
  id: 'concurrent-legs',
  section: 2,
  run: aboutAnybody(async (bench) => {
    const kinds = kindsOf(bench);
    const legs = Array.from({ length: LEGS }, async (_, index) => {
      const kind = kinds[index % kinds.length];
      return kind === undefined ? [] : at(`leg ${index + 1}`, await judgeLeg(bench, kind));
    });
    return verdictOf((await Promise.all(legs)).flat());
  }),
};

interface LegKind {
  readonly subject: SubjectRow;
  readonly rung: AdapterAnswer['rung'];
}

/** Found and not found in turn, so that an answer that went to the wrong caller shows. */
function kindsOf({ subjects }: Bench): readonly LegKind[] {
  const { found, nothing_found: nobody } = subjects;
  return [
    ...(found === undefined ? [] : [{ subject: found, rung: 'found' } as const]),
    ...(nobody === undefined ? [] : [{ subject: nobody, rung: 'nothing_found' } as const]),
  ];
}

async function judgeLeg(bench: Bench, { subject, rung }: LegKind): Promise<readonly Finding[]> {
  const exchange = await askPatiently(bench, bench.court.question(subject));
  const { reply, findings } = await judgeAnswer(exchange, bench.receipts);
  return reply === undefined ? findings : [...findings, ...judgeRung(reply, rung)];
}
