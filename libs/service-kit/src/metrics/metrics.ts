import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Logger } from '../logger.js';
import { maskToken } from '../log-masking.js';
import { METRICS, type MetricName } from './catalogue.js';
import type { MetricApp, MetricDefinition } from './metric-definition.js';

type NameOfKind<Kind> = {
  [Name in MetricName]: (typeof METRICS)[Name]['kind'] extends Kind ? Name : never;
}[MetricName];

/** A value for each label of the metric, and for nothing else. */
export type LabelsOf<Name extends MetricName> = Readonly<
  Record<(typeof METRICS)[Name]['labels'][number], string>
>;

export interface Sample<Name extends MetricName> {
  readonly labels: LabelsOf<Name>;
  readonly value: number;
}

export type GaugeName = NameOfKind<'gauge'>;

/** Hands over all samples that a gauge has now; those of before are forgotten. */
export type SetGauge<Names extends GaugeName> = <Name extends Names>(
  name: Name,
  samples: readonly Sample<Name>[],
) => void;

/** The metrics of one process. */
export interface Metrics {
  readonly count: <Name extends NameOfKind<'counter'>>(
    name: Name,
    labels: LabelsOf<Name>,
    by?: number,
  ) => void;
  readonly observe: <Name extends NameOfKind<'histogram'>>(
    name: Name,
    labels: LabelsOf<Name>,
    value: number,
  ) => void;
  /**
   * Has gauges read anew for each page. What cannot be read, or not within 3 s, is missing from the page and counted.
   * `component` is one word for the log.
   */
  readonly readForEachPage: <Name extends GaugeName>(
    component: string,
    names: readonly Name[],
    read: (set: SetGauge<Name>) => void | Promise<void>,
  ) => void;
  readonly page: () => Promise<MetricsPage>;
}

export interface MetricsPage {
  readonly contentType: string;
  readonly text: string;
}

/** Beyond it a label is taken for broken and further values are told as `other`, so that no page grows for ever. */
const MOST_SERIES = 10_000;
const READ_LIMIT_MS = 3_000;

/** prom-client's own names that break the rules for names: gauges called `_total`. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

interface Reader {
  readonly component: string;
  readonly names: readonly GaugeName[];
  readonly read: () => void | Promise<void>;
}

/** Makes the metrics of a process: those of the catalogue that its app has, and what any Node process tells of itself. */
export function createMetrics(app: MetricApp, log: Pick<Logger, 'warn'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  const definitions: readonly (readonly [string, MetricDefinition])[] = Object.entries(METRICS);
  for (const [name, definition] of definitions) {
    if (!definition.apps.includes(app)) continue;
    const common = { name, help: definition.help, labelNames: [...definition.labels], registers: [registry] };
    switch (definition.kind) {
      case 'counter':
        counters.set(name, new Counter(common));
        break;
      case 'gauge':
        gauges.set(name, new Gauge(common));
        break;
      case 'histogram':
        histograms.set(name, new Histogram({ ...common, buckets: [...definition.buckets] }));
    }
  }
  const bounds = new Map<string, Set<string>>();
  const readers: Reader[] = [];

  /** Codes pass as they are; what looks like anything else is masked as in a log line. */
  function bounded(name: string, labels: Readonly<Record<string, string>>): Record<string, string> {
    const clean = Object.fromEntries(
      Object.entries(labels).map(([label, value]) => [label, maskToken(value)]),
    );
    const seen = bounds.get(name) ?? new Set();
    bounds.set(name, seen);
    const key = Object.values(clean).join(' ');
    if (seen.has(key)) return clean;
    if (seen.size >= MOST_SERIES)
      return Object.fromEntries(Object.keys(clean).map((label) => [label, 'other']));
    seen.add(key);
    return clean;
  }

  const set: SetGauge<GaugeName> = (name, samples) => {
    const gauge = required(gauges, name);
    gauge.reset();
    // Reset leaves a gauge without labels at 0, which would be a value.
    if (samples.length === 0) gauge.remove({});
    for (const { labels, value } of samples.slice(0, MOST_SERIES)) gauge.set(masked(labels), value);
  };

  async function readAll(): Promise<void> {
    await Promise.all(
      readers.map(async ({ component, names, read }) => {
        try {
          await within(READ_LIMIT_MS, read);
        } catch (error) {
          for (const name of names) set(name, []);
          required(counters, 'dianda_metrics_read_failures_total').inc({ component });
          log.warn('gauges could not be read', { component, error });
        }
      }),
    );
  }

  async function makePage(): Promise<MetricsPage> {
    await readAll();
    return { contentType: registry.contentType, text: await registry.metrics() };
  }

  let making: Promise<MetricsPage> | undefined;
  return {
    count: (name, labels, by = 1) => required(counters, name).inc(bounded(name, labels), by),
    observe: (name, labels, value) => required(histograms, name).observe(bounded(name, labels), value),
    readForEachPage: (component, names, read) => {
      for (const name of names) required(gauges, name);
      required(counters, 'dianda_metrics_read_failures_total').inc({ component }, 0);
      readers.push({ component, names, read: () => read(set) });
    },
    // Those who ask at once get one page: the readers' work is done once, and no gauge is read half set.
    page: () =>
      (making ??= makePage().finally(() => {
        making = undefined;
      })),
  };
}

function masked(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, maskToken(value)]));
}

function required<Metric>(metrics: ReadonlyMap<string, Metric>, name: string): Metric {
  const metric = metrics.get(name);
  if (metric === undefined) throw new TypeError(`the catalogue gives this app no metric ${name}`);
  return metric;
}

async function within(limitMs: number, work: () => void | Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('reading took too long')), limitMs);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
