import { METRICS, PROCESS_METRICS } from './catalogue.js';
import { METRIC_APPS, type MetricApp, type MetricDefinition } from './metric-definition.js';

const across: Readonly<Record<MetricDefinition['across'], string>> = {
  sum: 'add them up',
  max: 'take the greatest (every dispatcher tells the same)',
  each: 'look at each',
};

const headings: Readonly<Record<MetricApp, string>> = {
  gateway: 'The gateway',
  dispatcher: 'The dispatcher',
  adapter: 'Each adapter',
};

/** The catalogue as the Markdown page `deploy/metrics.md`. */
export function cataloguePage(): string {
  const metrics: readonly (readonly [string, MetricDefinition])[] = Object.entries(METRICS);
  const sections = METRIC_APPS.flatMap((app) => [
    `## ${headings[app]}`,
    ...metrics.filter(([, { apps }]) => apps[0] === app && apps.length === 1).map(entry),
  ]);
  return `${[
    intro,
    ...sections,
    '## More than one of them',
    ...metrics.filter(([, { apps }]) => apps.length > 1).map(entry),
    '## Every Node process',
    'As prom-client names them: memory, CPU, garbage collection, event loop lag, file descriptors.',
    PROCESS_METRICS.map((name) => `- \`${name}\``).join('\n'),
  ].join('\n\n')}\n`;
}

const intro = `# Metrics

Every program serves \`GET /metrics\` in Prometheus' text format on its inner listener (\`HEALTH_HOST\`, default 127.0.0.1, and \`HEALTH_PORT\`: gateway 3002, dispatcher 3001, adapters as configured), beside \`/health/live\` and \`/health/ready\`. The listener asks nobody who he is: bind it where only probes and Prometheus reach it. The port that people use has no \`/metrics\`.

This page is made from the catalogue in \`libs/service-kit/src/metrics/catalogue.ts\` (after a build: \`node dist/libs/service-kit/src/metrics/print-catalogue.js > deploy/metrics.md\`); a test keeps the two alike. What is not listed here is on no page, and dashboards and alert rules name nothing else.

- **Labels are bounded.** \`agency\` is a code of the directory (\`none\`: covered by no agency); \`asset_class\`, \`rung\`, \`origin\`, \`reason\`, \`kind\`, \`state\`, \`waiting_for\`, \`cause\` come from Dianda's own tables; \`route\` is the pattern of a route (\`none\`: every path that matches none). No person, number, case or address is a label. A metric that reaches 10,000 series tells further ones as \`other\`.
- **Percentiles** come from histograms, and histograms of several processes may be added: \`histogram_quantile(0.95, sum by (le, agency) (rate(dianda_agency_call_duration_seconds_bucket[5m])))\`. Calls have buckets from 5 ms to 2 minutes. Answers have buckets from 5 ms to 30 days, because a register answers in milliseconds and a desk in days.
- **What the database says** (open legs, ages, holds) is read on a scrape, at most every five seconds, and every dispatcher tells the same: aggregate with \`max by (…)\`, never with \`sum\`. No leader is needed, and nothing is missing while one dispatcher is down. If the database cannot be read, these gauges are absent, never stale, and \`dianda_metrics_read_failures_total\` rises.
- **Counters** count what this process did since it started, after the commit.`;

function entry([name, definition]: readonly [string, MetricDefinition]): string {
  const labels = definition.labels.map((label) => `\`${label}\``).join(', ');
  const lines = [
    `- ${definition.kind}; labels: ${labels === '' ? 'none' : labels}; served by: ${definition.apps.join(', ')}`,
    `- over several processes: ${across[definition.across]}`,
    ...(definition.kind === 'histogram' ? [`- buckets: ${definition.buckets.join(', ')}`] : []),
  ];
  return `### \`${name}\`\n\n${definition.help}\n\n${lines.join('\n')}`;
}
