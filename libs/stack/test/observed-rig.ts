import type { SystemRig } from './system-rig.js';
import { MetricsPage } from './metrics-page.js';

/** The page of metrics of one app of a running constellation. */
export async function pageOf(rig: SystemRig, app: string): Promise<MetricsPage> {
  const url = rig.constellation.apps.get(app)?.metricsUrl;
  if (url === undefined) throw new Error(`${app} has no page of metrics`);
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`${app} answers ${response.status}`);
  return MetricsPage.parse(await response.text());
}
