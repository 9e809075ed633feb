import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '../logger.js';
import { cataloguePage } from './catalogue-page.js';
import { METRICS, PROCESS_METRICS } from './catalogue.js';
import { METRIC_APPS, type MetricDefinition } from './metric-definition.js';
import { createMetrics } from './metrics.js';

const log = createLogger({ service: 'tested', level: 'silent' });
const definitions: readonly (readonly [string, MetricDefinition])[] = Object.entries(METRICS);

function namesOn(page: string): string[] {
  return [...page.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name).sort();
}

describe('the catalogue of metrics', () => {
  it.each(METRIC_APPS)('is what the page of the %s has, no more and no less', async (app) => {
    const { text } = await createMetrics(app, log).page();
    const own = definitions.filter(([, { apps }]) => apps.includes(app)).map(([name]) => name);
    expect(namesOn(text)).toEqual([...own, ...PROCESS_METRICS].sort());
  });

  it('is what deploy/metrics.md says', () => {
    expect(readFileSync(join(process.cwd(), 'deploy/metrics.md'), 'utf8')).toBe(cataloguePage());
  });

  it.each(definitions)('names %s by the conventions: unit and kind are in the name', (name, definition) => {
    expect(name).toMatch(/^dianda_[a-z]+(?:_[a-z]+)+$/);
    expect(name.endsWith('_total')).toBe(definition.kind === 'counter');
    if (definition.kind === 'histogram') {
      expect(name).toMatch(/_(?:seconds|legs)$/);
      expect(definition.buckets).toEqual([...definition.buckets].sort((a, b) => a - b));
    }
    expect(definition.help).toMatch(/^(?:[A-Z1]|gRPC).*\.$/);
  });
});
