/** Every label there is. Each takes its values from a table of ours, the agency directory or the routes of an app. */
export type LabelName =
  | 'agency'
  | 'asset_class'
  | 'cause'
  | 'certificate'
  | 'component'
  | 'how'
  | 'kind'
  | 'late'
  | 'method'
  | 'origin'
  | 'outcome'
  | 'pool'
  | 'reason'
  | 'route'
  | 'rung'
  | 'state'
  | 'status_class'
  | 'task'
  | 'waiting_for';

/** The programs that have a page of metrics; `adapter` is every adapter. */
export const METRIC_APPS = ['gateway', 'dispatcher', 'adapter'] as const;
export type MetricApp = (typeof METRIC_APPS)[number];

interface Described {
  /** One sentence, as it stands on the page. */
  readonly help: string;
  readonly labels: readonly LabelName[];
  readonly apps: readonly MetricApp[];
  /**
   * How the series of several processes become one: added, or the greatest of them (each dispatcher tells the same of
   * the database), or not at all.
   */
  readonly across: 'sum' | 'max' | 'each';
}

/** One metric of the catalogue. Units are base units and stand in the name. */
export type MetricDefinition =
  | (Described & { readonly kind: 'counter' })
  | (Described & { readonly kind: 'gauge' })
  | (Described & { readonly kind: 'histogram'; readonly buckets: readonly number[] });
