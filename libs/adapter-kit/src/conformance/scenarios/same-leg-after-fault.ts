import { verdictOf } from '../judge/finding.js';
import { judgeAnswer, judgeRung } from '../judge/judge-answer.js';
import { about, withControl, type Scenario } from './scenario.js';
import { until } from './until.js';

/** An error is no answer: the journal must not keep it, and the same leg is answered once the back end is back. */
export const sameLegAfterFault: Scenario = {
  id: 'same-leg-after-fault',
  section: 6,
  run: about('found', (bench, subject) =>
    withControl(bench, async (control) => {
      const question = bench.court.question(subject);
      await control.strike('cut');
      await bench.court.ask(question, { deadlineMs: bench.paces.hungCallMs });
      await control.heal();
      let judged = await judgeAnswer(await bench.court.ask(question), bench.receipts);
      await until(bench.paces.healthFlipMs, async () => {
        if (judged.reply !== undefined) return true;
        judged = await judgeAnswer(await bench.court.ask(question), bench.receipts);
        return judged.reply !== undefined;
      });
      const { reply, findings } = judged;
      return verdictOf(reply === undefined ? findings : [...findings, ...judgeRung(reply, 'found')]);
    }),
  ),
};
