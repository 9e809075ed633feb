import type { MetricDefinition } from './metric-definition.js';

/**
 * How long an agency or a person in front of a screen is waited for: from 5 ms to two minutes, about three steps a
 * decade, so that p50, p95 and p99 are read off within a third of their value.
 */
const CALL_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120] as const;

/** How long a leg lives: answers come after milliseconds from a register and after days from a desk. */
const ANSWER_SECONDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 43_200, 86_400,
  172_800, 259_200, 432_000, 604_800, 864_000, 1_296_000, 2_592_000,
] as const;

const BATCH_SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000] as const;

const byAgencyAndClass = ['agency', 'asset_class'] as const;

/**
 * The allow-list of Dianda's metrics: what is not named here is not on any page. A label holds a code out of a table of
 * ours or of the agency directory, never what somebody sent. `deploy/metrics.md` is this table for people; dashboards
 * and alert rules name nothing else.
 */
export const METRICS = {
  // the court's side
  dianda_http_request_duration_seconds: {
    kind: 'histogram',
    help: 'HTTP requests by the pattern of their route; what matches no route is one route, none.',
    labels: ['method', 'route', 'status_class'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 30],
    apps: ['gateway'],
    across: 'sum',
  },
  dianda_event_streams_open: {
    kind: 'gauge',
    help: 'Streams of events that are open; they are not among the requests above.',
    labels: [],
    apps: ['gateway'],
    across: 'sum',
  },
  dianda_event_streams_buffered_bytes: {
    kind: 'gauge',
    help: 'What is kept for readers of streams that have yet to take it.',
    labels: [],
    apps: ['gateway'],
    across: 'sum',
  },
  dianda_legs_ordered_total: {
    kind: 'counter',
    help: 'Legs that orders were planned into; agency none for what no agency covers.',
    labels: byAgencyAndClass,
    apps: ['gateway'],
    across: 'sum',
  },

  // a leg's life
  dianda_leg_first_attempt_delay_seconds: {
    kind: 'histogram',
    help: 'From the order to the moment the agency is first asked, on PostgreSQL’s clock.',
    labels: byAgencyAndClass,
    buckets: ANSWER_SECONDS,
    apps: ['dispatcher'],
    across: 'sum',
  },
  dianda_leg_answer_delay_seconds: {
    kind: 'histogram',
    help: 'From the order to the answer that settles the leg, on PostgreSQL’s clock.',
    labels: [...byAgencyAndClass, 'rung'],
    buckets: ANSWER_SECONDS,
    apps: ['dispatcher'],
    across: 'sum',
  },
  dianda_answers_total: {
    kind: 'counter',
    help: 'Answers recorded, clarifications and deferrals included; late is true for one that came after no_response.',
    labels: [...byAgencyAndClass, 'rung', 'late'],
    apps: ['gateway', 'dispatcher'],
    across: 'sum',
  },
  dianda_legs_cancelled_total: {
    kind: 'counter',
    help: 'Legs that ended without an answer because nobody may or need ask any more.',
    labels: byAgencyAndClass,
    apps: ['dispatcher'],
    across: 'sum',
  },
  dianda_attempt_errors_total: {
    kind: 'counter',
    help: 'Turns of a leg that ended in an error, by whose it is and why.',
    labels: ['agency', 'origin', 'reason'],
    apps: ['dispatcher'],
    across: 'sum',
  },
  dianda_agency_call_duration_seconds: {
    kind: 'histogram',
    help: 'Asking an agency one question, all pages of its answer; outcome is ok or the kind of the error.',
    labels: [...byAgencyAndClass, 'outcome'],
    buckets: CALL_SECONDS,
    apps: ['dispatcher'],
    across: 'sum',
  },
  dianda_agency_calls_in_flight: {
    kind: 'gauge',
    help: 'Questions on their way to an agency from this process.',
    labels: ['agency'],
    apps: ['dispatcher'],
    across: 'sum',
  },
  dianda_agency_checks_total: {
    kind: 'counter',
    help: 'Times an agency was asked to describe itself: agrees, differs from its directory row, or silent.',
    labels: ['agency', 'outcome'],
    apps: ['dispatcher'],
    across: 'sum',
  },

  // what the database says, the same on every dispatcher
  dianda_legs_open: {
    kind: 'gauge',
    help: 'Legs the court waits for, by state and by what they wait for.',
    labels: [...byAgencyAndClass, 'state', 'waiting_for'],
    apps: ['dispatcher'],
    across: 'max',
  },
  dianda_leg_oldest_due_age_seconds: {
    kind: 'gauge',
    help: 'The queue’s age: how long the leg that is due longest has been due; 0 when none is.',
    labels: ['agency'],
    apps: ['dispatcher'],
    across: 'max',
  },
  dianda_leg_oldest_open_age_seconds: {
    kind: 'gauge',
    help: 'How long ago the oldest open leg was ordered; 0 when none is open.',
    labels: ['agency'],
    apps: ['dispatcher'],
    across: 'max',
  },
  dianda_legs_overdue: {
    kind: 'gauge',
    help: 'Open legs whose time has run out and that the sweep has not settled yet.',
    labels: ['agency'],
    apps: ['dispatcher'],
    across: 'max',
  },
  dianda_agency_enabled: {
    kind: 'gauge',
    help: '1 when the agency is enabled in the directory, else 0.',
    labels: ['agency'],
    apps: ['dispatcher'],
    across: 'max',
  },
  dianda_agency_held: {
    kind: 'gauge',
    help: '1 while nobody may ask the agency for this cause, else 0.',
    labels: ['agency', 'cause'],
    apps: ['dispatcher'],
    across: 'max',
  },
  dianda_agency_hold_age_seconds: {
    kind: 'gauge',
    help: 'How long the agency has been held; 0 when it is not.',
    labels: ['agency'],
    apps: ['dispatcher'],
    across: 'max',
  },
  dianda_agency_concurrency_limit: {
    kind: 'gauge',
    help: 'How many questions the directory lets be asked of the agency at once.',
    labels: ['agency'],
    apps: ['dispatcher'],
    across: 'max',
  },
  dianda_agency_concurrency_used: {
    kind: 'gauge',
    help: 'How many legs are being asked at the agency now, over all dispatchers.',
    labels: ['agency'],
    apps: ['dispatcher'],
    across: 'max',
  },
  dianda_agency_in_maintenance: {
    kind: 'gauge',
    help: '1 during a maintenance window of the agency, else 0.',
    labels: ['agency'],
    apps: ['dispatcher'],
    across: 'max',
  },
  dianda_agency_quota_used_requests: {
    kind: 'gauge',
    help: 'Requests counted against the quota in the agency’s present day; only where there is a quota of the day.',
    labels: ['agency'],
    apps: ['dispatcher'],
    across: 'max',
  },
  dianda_agency_quota_limit_requests: {
    kind: 'gauge',
    help: 'Requests that the agency takes in a day; only where there is a quota of the day.',
    labels: ['agency'],
    apps: ['dispatcher'],
    across: 'max',
  },
  dianda_agency_breaker_open: {
    kind: 'gauge',
    help: '1 while this process’s breaker refuses to ask the agency, else 0.',
    labels: ['agency'],
    apps: ['dispatcher'],
    across: 'max',
  },

  // the dispatcher at work
  dianda_feed_batch_legs: {
    kind: 'histogram',
    help: 'Legs rung in one round of the feed that rang any.',
    labels: [],
    buckets: BATCH_SIZES,
    apps: ['dispatcher'],
    across: 'sum',
  },
  dianda_settle_batch_legs: {
    kind: 'histogram',
    help: 'Legs whose change one transaction recorded.',
    labels: [],
    buckets: BATCH_SIZES,
    apps: ['dispatcher'],
    across: 'sum',
  },
  dianda_swept_legs_total: {
    kind: 'counter',
    help: 'What the sweep brought back: expired legs, legs of dead leases, lost rings.',
    labels: ['kind'],
    apps: ['dispatcher'],
    across: 'sum',
  },
  dianda_task_turn_duration_seconds: {
    kind: 'histogram',
    help: 'One turn of a repeating task (lines, feed, sweep, probe).',
    labels: ['task', 'outcome'],
    buckets: CALL_SECONDS,
    apps: ['dispatcher'],
    across: 'sum',
  },
  dianda_task_last_success_timestamp_seconds: {
    kind: 'gauge',
    help: 'When the last good turn of a repeating task ended; 0 before the first.',
    labels: ['task'],
    apps: ['dispatcher'],
    across: 'max',
  },

  // an agency's adapter
  dianda_adapter_call_duration_seconds: {
    kind: 'histogram',
    help: 'gRPC calls served; outcome is ok or the kind of the error.',
    labels: ['agency', 'method', 'outcome'],
    buckets: CALL_SECONDS,
    apps: ['adapter'],
    across: 'sum',
  },
  dianda_adapter_questions_total: {
    kind: 'counter',
    help: 'Questions answered: searched now, joined to a running search, or repeated out of the journal (a hit).',
    labels: [...byAgencyAndClass, 'how', 'rung'],
    apps: ['adapter'],
    across: 'sum',
  },
  dianda_adapter_errors_total: {
    kind: 'counter',
    help: 'Calls that were not answered, by whose the error is and why.',
    labels: ['agency', 'method', 'origin', 'reason'],
    apps: ['adapter'],
    across: 'sum',
  },

  // every process
  dianda_database_pool_connections: {
    kind: 'gauge',
    help: 'Connections of a pool to a database, busy and idle.',
    labels: ['pool', 'state'],
    apps: ['gateway', 'dispatcher', 'adapter'],
    across: 'sum',
  },
  dianda_database_pool_waiting_requests: {
    kind: 'gauge',
    help: 'Pieces of work that wait for a connection; above 0 for long, the pool is too small.',
    labels: ['pool'],
    apps: ['gateway', 'dispatcher', 'adapter'],
    across: 'sum',
  },
  dianda_certificate_expiry_timestamp_seconds: {
    kind: 'gauge',
    help: 'When a certificate of this process ends; days left are (this - time()) / 86400.',
    labels: ['certificate'],
    apps: ['dispatcher', 'adapter'],
    across: 'each',
  },
  dianda_metrics_read_failures_total: {
    kind: 'counter',
    help: 'Times that gauges could not be read for a page; they are then missing from it, never stale.',
    labels: ['component'],
    apps: ['gateway', 'dispatcher', 'adapter'],
    across: 'sum',
  },
} as const satisfies Readonly<Record<`dianda_${string}`, MetricDefinition>>;

export type MetricName = keyof typeof METRICS;

/** What prom-client tells of any Node process; names and meaning are its own. */
export const PROCESS_METRICS = [
  'nodejs_active_handles',
  'nodejs_active_requests',
  'nodejs_active_resources',
  'nodejs_eventloop_lag_max_seconds',
  'nodejs_eventloop_lag_mean_seconds',
  'nodejs_eventloop_lag_min_seconds',
  'nodejs_eventloop_lag_p50_seconds',
  'nodejs_eventloop_lag_p90_seconds',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_eventloop_lag_seconds',
  'nodejs_eventloop_lag_stddev_seconds',
  'nodejs_external_memory_bytes',
  'nodejs_gc_duration_seconds',
  'nodejs_heap_size_total_bytes',
  'nodejs_heap_size_used_bytes',
  'nodejs_heap_space_size_available_bytes',
  'nodejs_heap_space_size_total_bytes',
  'nodejs_heap_space_size_used_bytes',
  'nodejs_version_info',
  'process_cpu_seconds_total',
  'process_cpu_system_seconds_total',
  'process_cpu_user_seconds_total',
  'process_heap_bytes',
  'process_max_fds',
  'process_open_fds',
  'process_resident_memory_bytes',
  'process_start_time_seconds',
  'process_virtual_memory_bytes',
] as const;
