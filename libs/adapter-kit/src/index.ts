/** Everything an adapter needs, so that an agency's code is only its search and its code tables. */
export { Adapter, type AgencyAdapterDescription, type SearchResult } from './adapter.js';
export { documentKeys } from './matching/document-keys.js';
export { readDocumentType, searchableTypes } from './matching/document-types.js';
export { matchPerson, matchRows, type MatchedRows, type PersonColumns } from './matching/match-person.js';
export { candidateOf, matchSubject, type HeldIdentity, type SubjectMatch } from './matching/match-subject.js';
export { numberCondition } from './matching/number-condition.js';
export {
  readDocument,
  readHolder,
  readSubject,
  readThirdPerson,
  type PersonDetails,
} from './matching/read-person.js';
export type { Reading } from './matching/reading.js';
export type { RegisteredType } from './matching/third-person-kind.js';
export { concludeSearch } from './question/conclude-search.js';
export { RegisterAdapter, type AgencySettings } from './question/register-adapter.js';
export { codeTable, readCode, type CodeTable, type ReadCode } from './registry/code-table.js';
export { copyAsOf, type RenewalQuery } from './registry/copy-as-of.js';
export { FieldReader } from './registry/field-reader.js';
export { held } from './registry/held.js';
export { RegistryConnection, type RegistryOptions } from './registry/registry-connection.js';
export { RegistryReader, type RegistryQuery } from './registry/registry-reader.js';
export { RegistryRow } from './registry/registry-row.js';
export type { SearchLimits } from './registry/search-limits.js';
export type { AdapterOptions } from './serve/adapter-options.js';
export { serveAdapter, type ServedAdapter } from './serve/serve-adapter.js';
export { adapterFields, type AdapterConfig } from './config.js';
export { runAdapter, type AdapterProgram } from './serve/run-adapter.js';
export { ReviewDesk, type ReviewDeskOptions } from './review/review-desk.js';
export type { ReviewDecision, ReviewStanding, ReviewTask, ReviewTiming } from './review/review-task.js';
