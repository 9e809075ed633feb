/** What every program needs to run as a service: configuration, logs, health, orderly stop, repeating work. */
export {
  ConfigurationError,
  exitOnConfigurationFault,
  readConfig,
  type ConfigurationFault,
  type ConfigurationOf,
  type Environment,
  type Field,
  type Parsed,
  type ReadConfigOptions,
} from './config.js';
export {
  durationMs,
  flag,
  integer,
  list,
  oneOf,
  optional,
  port,
  text,
  url,
  type TextRule,
} from './config-fields.js';
export { filePath, folder, jsonFile, secretFile } from './config-files.js';
export { requireTlsFiles, type TlsFiles } from './config-tls.js';
export { createHealth, type Health, type HealthCheck, type HealthKind, type HealthReport } from './health.js';
export { startHealthListener, type HealthListener } from './health-listener.js';
export { startRepeating, type RepeatingTask } from './interval.js';
export { currentLogContext, withLogContext, type LogContext } from './log-context.js';
export type { LoggableError } from './log-errors.js';
export type { LogFieldName, LogFields } from './log-fields.js';
export { createLogger, LOG_LEVELS, type FixedMessage, type Logger, type LogLevel } from './logger.js';
export { METRICS, PROCESS_METRICS, type MetricName } from './metrics/catalogue.js';
export {
  METRIC_APPS,
  type LabelName,
  type MetricApp,
  type MetricDefinition,
} from './metrics/metric-definition.js';
export {
  createMetrics,
  type GaugeName,
  type LabelsOf,
  type Metrics,
  type MetricsPage,
  type Sample,
} from './metrics/metrics.js';
export { measureCertificates, measurePools, type MeasuredPool } from './metrics/process-gauges.js';
export { nestLogger } from './nest-logger.js';
export { requireSupportedNode } from './node-version.js';
export { PARENT_LINKS, watchParent, type ParentLink } from './parent-watch.js';
export { Secret } from './secret.js';
export { startTracing, type Tracing } from './tracing/start-tracing.js';
export { beginSpan, inSpan, type OpenSpan, type SpanOptions } from './tracing/spans.js';
export { currentTraceId, currentTraceParent } from './tracing/trace-parent.js';
export { createShutdown, type Shutdown, type StopReason } from './shutdown.js';
