export * from './errors.js';
export * from './reasons.js';
export * from './calendar/index.js';
export * from './model/index.js';
export * from './ports/index.js';
export * from './policy/case-type-rules.js';
export * from './policy/may-ask.js';
export * from './policy/may-operate.js';
export * from './policy/may-follow.js';
export * from './policy/may-put.js';
export * from './flow/ask-leg.js';
export * from './flow/delivery-step.js';
export * from './flow/feed.js';
export * from './flow/hold-probe.js';
export * from './flow/next-step.js';
export * from './flow/order-inquiry.js';
export * from './flow/plan.js';
export * from './flow/put-case.js';
export * from './flow/read-report.js';
export * from './flow/report.js';
export * from './flow/run-batch.js';
export * from './flow/right-to-ask.js';
export * from './flow/store-notice.js';
export * from './flow/sweep.js';
export { canonicalJson } from './flow/canonical-json.js';
export { explainReason, languages, type Language } from './messages/index.js';
export {
  agencyName,
  explainGap,
  gapLegLines,
  gapLines,
  partName,
  regionName,
  rungName,
} from './wording/gap-text.js';
export {
  recordCells,
  thirdPersonsOn,
  type RecordCell,
  type ThirdPersonOnRecord,
} from './wording/records/record-cells.js';
export { recordLines } from './wording/records/record-text.js';
export {
  evidenceText,
  coverageText,
  reportLines,
  headLines,
  summaryLines,
  totalText,
} from './wording/report-text.js';
export { shownClock, shownTime } from './wording/shown-time.js';
export { nextAt, waitingText } from './wording/waiting-text.js';
export { reportWordsOf, type ReportWords } from './wording/words/words.js';
