import type { Metrics } from '@dianda/service-kit';
import type { StorageMeter } from '@dianda/storage';

/** Counts what orders are planned into, and the answers that the plan gives by itself. */
export function orderMeter(metrics: Metrics): StorageMeter {
  return {
    committed: (facts) => {
      for (const fact of facts) {
        if (fact.what !== 'ordered') continue;
        const labels = { agency: fact.agencyCode ?? 'none', asset_class: fact.assetClass };
        metrics.count('dianda_legs_ordered_total', labels);
        if (fact.rung !== undefined)
          metrics.count('dianda_answers_total', { ...labels, rung: fact.rung, late: 'false' });
      }
    },
  };
}
