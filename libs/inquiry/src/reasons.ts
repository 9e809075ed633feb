import type { ErrorKind } from './errors.js';

/**
 * Every reason the product can give, with its one kind. A reason is a stable interface: courts and agencies
 * branch on it. The message files beside this one explain each in plain words, totally by type.
 */
export const reasonKinds = {
  // What a requester sent
  REQUEST_INVALID: 'invalid',
  SUBJECT_INVALID: 'invalid',
  NOTHING_TO_ASK: 'invalid',
  CREDENTIALS_MISSING: 'unauthenticated',
  CREDENTIALS_INVALID: 'unauthenticated',
  TOKEN_EXPIRED: 'unauthenticated',
  ROLE_NOT_PERMITTED: 'forbidden',
  SCOPE_NOT_GRANTED: 'forbidden',
  NOT_IN_CASE_TEAM: 'forbidden',
  COURT_NOT_PERMITTED: 'forbidden',
  CASE_NOT_FOUND: 'not-found',
  INQUIRY_NOT_FOUND: 'not-found',
  NOTICE_NOT_FOUND: 'not-found',
  AGENCY_NOT_FOUND: 'not-found',
  MAINTENANCE_NOT_FOUND: 'not-found',
  COURT_NOT_FOUND: 'not-found',
  OFFICER_NOT_FOUND: 'not-found',
  ACCOUNT_NOT_FOUND: 'not-found',
  REPORT_VERSION_NOT_FOUND: 'not-found',
  WEBHOOK_NOT_FOUND: 'not-found',
  DELIVERY_NOT_FOUND: 'not-found',
  ROUTE_NOT_FOUND: 'not-found',
  IDEMPOTENCY_KEY_REUSED: 'conflict',
  REVISION_STALE: 'conflict',
  LEG_INTERVENTION_UNDER_WAY: 'conflict',
  USERNAME_TAKEN: 'conflict',
  WORK_ID_TAKEN: 'conflict',
  BATCH_NOT_FOUND: 'not-found',
  CLIENT_NOT_FOUND: 'not-found',
  CLIENT_KEY_NOT_FOUND: 'not-found',
  CLIENT_NAME_TAKEN: 'conflict',
  CLIENT_KEY_KNOWN: 'conflict',
  NOTICE_NUMBER_TAKEN: 'conflict',
  WEBHOOK_TARGET_REFUSED: 'precondition',
  CASE_CLOSED: 'precondition',
  CASE_TYPE_MAY_NOT_QUERY: 'precondition',
  CASE_MOVED: 'precondition',
  SUBJECT_NOT_LIABLE: 'precondition',
  OFFICER_CREDENTIAL_EXPIRED: 'precondition',
  TOO_MANY_ATTEMPTS: 'exhausted',
  PASSWORD_CHANGE_DUE: 'forbidden',
  AGENCY_ENABLED: 'precondition',
  AGENCY_HELD_BY_OPERATOR: 'precondition',
  AGENCY_NOT_HELD: 'precondition',
  LEG_NOT_PARKED: 'precondition',
  LAST_ADMINISTRATOR: 'precondition',
  TOO_MANY_REQUESTS: 'exhausted',
  TOO_MANY_STREAMS: 'exhausted',
  DOCUMENTS_BUSY: 'exhausted',
  // What happens between us and an agency
  AGENCY_UNAVAILABLE: 'unavailable',
  BREAKER_OPEN: 'unavailable',
  AGENCY_TIMEOUT: 'timeout',
  AGENCY_OVERLOADED: 'exhausted',
  AGENCY_FAILED: 'internal',
  AGENCY_REPLY_MALFORMED: 'internal',
  AGENCY_REPLY_TOO_LARGE: 'internal',
  AGENCY_ECHO_MISMATCH: 'internal',
  AGENCY_RECEIPT_INVALID: 'internal',
  AGENCY_CANCELLED: 'unavailable',
  AGENCY_CONTRACT_MISMATCH: 'precondition',
  AGENCY_REJECTED_QUESTION: 'precondition',
  AGENCY_UNIMPLEMENTED: 'precondition',
  QUESTION_TOO_LARGE: 'precondition',
  // What an adapter says of a question, and our inbox of a pushed answer: the contract's (error_reason.proto)
  WARRANT_INVALID: 'forbidden',
  WARRANT_EXPIRED: 'forbidden',
  PEER_NOT_PERMITTED: 'forbidden',
  QUESTION_INVALID: 'invalid',
  CLASS_NOT_SERVED: 'invalid',
  PAGE_TOKEN_INVALID: 'invalid',
  LEG_UNKNOWN: 'not-found',
  LEG_CONFLICT: 'conflict',
  LEG_WITHDRAWN: 'precondition',
  LEG_SETTLED: 'precondition',
  ROUND_NOT_OPEN: 'precondition',
  ANSWER_MALFORMED: 'invalid',
  RECEIPT_INVALID: 'invalid',
  REGISTRY_UNAVAILABLE: 'unavailable',
  REGISTRY_TIMEOUT: 'timeout',
  REGISTRY_ROW_UNREADABLE: 'internal',
  REGISTRY_REFUSED_LOGIN: 'internal',
  QUOTA_EXHAUSTED: 'exhausted',
  ADAPTER_BUSY: 'exhausted',
  // Ourselves
  STORAGE_UNAVAILABLE: 'unavailable',
  STREAMS_FULL: 'unavailable',
  SHUTTING_DOWN: 'unavailable',
  DEADLINE_TOO_SHORT: 'timeout',
  LEG_GIVEN_UP: 'internal',
  UNEXPECTED: 'internal',
} as const satisfies Record<string, ErrorKind>;

export type Reason = keyof typeof reasonKinds;
export type ReasonOf<K extends ErrorKind> = {
  [R in Reason]: (typeof reasonKinds)[R] extends K ? R : never;
}[Reason];

export function isReason(text: string): text is Reason {
  return Object.hasOwn(reasonKinds, text);
}
