import { DiandaError, type AssetClass } from '@dianda/inquiry';
import type { Metrics } from '@dianda/service-kit';
import type { AnswerStory } from '../question/answer-question.js';

/** Turns what an adapter serves into metrics. */
export class AdapterMeter {
  constructor(
    private readonly metrics: Metrics,
    private readonly agency: string,
  ) {}

  /** One gRPC call that was served; `error` is what it ended with instead of an answer. */
  called(method: string, tookMs: number, error?: unknown): void {
    const { agency } = this;
    const thrown = error === undefined ? undefined : asDianda(error);
    const labels = { agency, method, outcome: thrown?.kind ?? 'ok' };
    this.metrics.observe('dianda_adapter_call_duration_seconds', labels, tookMs / 1_000);
    if (thrown === undefined) return;
    const { origin, reason } = thrown;
    this.metrics.count('dianda_adapter_errors_total', { agency, method, origin, reason });
  }

  /** One question that was answered, and whence. */
  answered(assetClass: AssetClass, { how, rung }: Pick<AnswerStory, 'how' | 'rung'>): void {
    const { agency } = this;
    this.metrics.count('dianda_adapter_questions_total', { agency, asset_class: assetClass, how, rung });
  }
}

/** As it is told on the wire: what is not ours is the adapter's own defect. */
function asDianda(error: unknown): Pick<DiandaError, 'kind' | 'origin' | 'reason'> {
  return error instanceof DiandaError ? error : { kind: 'internal', origin: 'adapter', reason: 'UNEXPECTED' };
}
