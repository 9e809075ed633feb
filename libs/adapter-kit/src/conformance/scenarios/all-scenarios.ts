import { answerScenarios } from './answers.js';
import { authorityScenarios } from './authority.js';
import { backEndScenarios } from './back-end-faults.js';
import { cancellationScenarios } from './cancellation.js';
import { concurrencyScenario } from './concurrency.js';
import { connectionScenarios } from './connection.js';
import { deadlineScenarios } from './deadline.js';
import { describeScenarios } from './describe.js';
import { healthScenarios } from './health.js';
import { pageScenarios } from './pages.js';
import { questionScenarios } from './question.js';
import { repeatScenarios } from './repeats.js';
import { sameLegAfterFault } from './same-leg-after-fault.js';
import type { Scenario } from './scenario.js';
import { waitingScenarios } from './waiting.js';
import { wholeRunScenarios } from './whole-run.js';
import { withdrawScenarios } from './withdraw.js';

/** Every scenario in the order in which it runs: from the outside in, what looks back on all of it last. */
export const allScenarios: readonly Scenario[] = [
  ...connectionScenarios,
  ...describeScenarios,
  ...healthScenarios,
  ...authorityScenarios,
  ...questionScenarios,
  ...answerScenarios,
  ...pageScenarios,
  ...repeatScenarios,
  ...waitingScenarios,
  ...withdrawScenarios,
  concurrencyScenario,
  ...deadlineScenarios,
  ...cancellationScenarios,
  ...backEndScenarios,
  sameLegAfterFault,
  ...wholeRunScenarios,
];
