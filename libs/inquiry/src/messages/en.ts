import type { Reason } from '../reasons.js';

/** What each reason says to a person; carries no personal data. */
export const en: Record<Reason, string> = {
  REQUEST_INVALID:
    'The request is wrong in the members listed under violations; nothing was stored. Mend them and send it again.',
  SUBJECT_INVALID: 'The subject is wrong: check name, document type and number.',
  NOTHING_TO_ASK:
    'No pair of subject, asset class and agency in this order can be asked; choose at least one that can.',
  CREDENTIALS_MISSING: 'Sign in first: the request carries no access token.',
  CREDENTIALS_INVALID: 'User name, password, client assertion or access token is not right.',
  TOKEN_EXPIRED: 'The access token has expired; sign in again.',
  ROLE_NOT_PERMITTED: 'Your role may not do this.',
  SCOPE_NOT_GRANTED:
    'The client’s token lacks the scope that this needs; ask for it, or have operations grant it to the client.',
  NOT_IN_CASE_TEAM: 'This officer is not in the team of the case and cannot ask in it.',
  COURT_NOT_PERMITTED: 'A court pushes its own cases only.',
  CASE_NOT_FOUND:
    'There is no such case that you may see; check the case number, or have the case system push the case first.',
  INQUIRY_NOT_FOUND: 'There is no such inquiry that you may see.',
  NOTICE_NOT_FOUND: 'There is no such notice that you may see.',
  AGENCY_NOT_FOUND: 'The directory has no such agency.',
  MAINTENANCE_NOT_FOUND: 'The agency has no such maintenance window that is still to end.',
  COURT_NOT_FOUND: 'There is no such court on the register.',
  OFFICER_NOT_FOUND: 'There is no such officer on the register.',
  ACCOUNT_NOT_FOUND: 'There is no such account.',
  BATCH_NOT_FOUND: 'There is no such batch of yours.',
  CLIENT_NOT_FOUND: 'There is no such machine client.',
  CLIENT_KEY_NOT_FOUND: 'The machine client has no key under this key id.',
  REPORT_VERSION_NOT_FOUND: 'The report has no such version.',
  WEBHOOK_NOT_FOUND: 'There is no such webhook.',
  DELIVERY_NOT_FOUND: 'There is no such delivery.',
  WEBHOOK_TARGET_REFUSED:
    'Webhooks go to hosts on the list WEBHOOK_HOSTS over https only; have the host put on it, or correct the address.',
  ROUTE_NOT_FOUND: 'There is nothing at this address; check the path.',
  IDEMPOTENCY_KEY_REUSED:
    'This Idempotency-Key was used for an order with another body; a new order needs a new key.',
  REVISION_STALE: 'Somebody else has changed this meanwhile; look at it again, then decide anew.',
  LEG_INTERVENTION_UNDER_WAY: 'Somebody has already decided about this leg; it is being carried out.',
  USERNAME_TAKEN: 'This user name is taken; case and width do not matter.',
  WORK_ID_TAKEN: 'The court has an officer with this work id already.',
  CLIENT_NAME_TAKEN: 'Another machine client or account has this name.',
  CLIENT_KEY_KNOWN: 'The machine client has a key under this key id already.',
  NOTICE_NUMBER_TAKEN:
    'The case has another notice under this number, with other content; a stored notice never changes: use a new number.',
  CASE_CLOSED: 'The case is closed and cannot be asked in.',
  CASE_TYPE_MAY_NOT_QUERY: 'Cases of this type may not query.',
  CASE_MOVED:
    'The case has moved to another court; legs not yet asked are not asked in the old court’s name. Order anew there.',
  SUBJECT_NOT_LIABLE: 'The subject is not a party liable in this case and cannot be asked about.',
  OFFICER_CREDENTIAL_EXPIRED:
    'The officer’s credentials have expired; have them renewed on the roster first.',
  TOO_MANY_ATTEMPTS: 'Too many attempts; try again later.',
  PASSWORD_CHANGE_DUE:
    'This password is good once only: choose one of your own first (POST /api/v1/sessions/password).',
  AGENCY_ENABLED: 'The agency is enabled already.',
  AGENCY_HELD_BY_OPERATOR: 'Operations hold this agency already.',
  AGENCY_NOT_HELD: 'The agency is not held.',
  LEG_NOT_PARKED: 'Only a parked leg can be taken up again or given up.',
  LAST_ADMINISTRATOR: 'The last administrator cannot be disabled; make another one first.',
  TOO_MANY_REQUESTS:
    'This machine client has sent more requests than it may; go on after the time in Retry-After.',
  TOO_MANY_STREAMS: 'This account follows as many streams as it may; close one first.',
  DOCUMENTS_BUSY: 'Many documents are being made at present; try again shortly.',
  AGENCY_UNAVAILABLE: 'The agency cannot be reached at present.',
  BREAKER_OPEN:
    'The agency is in trouble; questions to it are held and go on by themselves when it recovers.',
  AGENCY_TIMEOUT: 'The agency did not reply within the time of one attempt.',
  AGENCY_OVERLOADED: 'The agency is busy; it is asked again later.',
  AGENCY_FAILED: 'The agency’s search failed and gave no result.',
  AGENCY_REPLY_MALFORMED: 'The agency’s reply lacks evidence or cannot be read; it was not used.',
  AGENCY_REPLY_TOO_LARGE: 'The agency’s reply exceeds the agreed size; it was not used.',
  AGENCY_ECHO_MISMATCH: 'The agency’s reply speaks of another leg or another subject; it was not used.',
  AGENCY_RECEIPT_INVALID: 'The agency’s receipt does not verify; its reply was not used.',
  AGENCY_CANCELLED: 'The agency broke off this search; it is asked again.',
  AGENCY_CONTRACT_MISMATCH:
    'The agency’s interface differs from its directory entry; it is off until this is settled.',
  AGENCY_REJECTED_QUESTION: 'The agency did not accept this leg.',
  AGENCY_UNIMPLEMENTED: 'The agency’s adapter does not offer this.',
  QUESTION_TOO_LARGE: 'The question exceeds what the agency takes in one message; operations have to look.',
  WARRANT_INVALID: 'The warrant does not verify.',
  WARRANT_EXPIRED: 'The warrant has expired.',
  PEER_NOT_PERMITTED: 'The peer is not on the list of those who may connect.',
  QUESTION_INVALID: 'The leg’s question is incomplete or wrong.',
  CLASS_NOT_SERVED: 'This agency does not answer this asset class.',
  PAGE_TOKEN_INVALID: 'The agency does not know the page that was asked for, or keeps it no longer.',
  LEG_UNKNOWN: 'There is no such leg.',
  LEG_CONFLICT: 'The leg differs from what was asked before under the same id.',
  LEG_WITHDRAWN: 'The leg was withdrawn and is not answered any more.',
  LEG_SETTLED: 'The leg is settled or was not asked in this round; the pushed answer was not taken.',
  ROUND_NOT_OPEN: 'The agency asked for no clarification to which this round could be the reply.',
  ANSWER_MALFORMED:
    'The pushed answer lacks evidence or is not about this leg or this subject; it was not taken.',
  RECEIPT_INVALID: 'The receipt that came with the pushed answer does not verify; the answer was not taken.',
  REGISTRY_UNAVAILABLE: 'The agency’s registry cannot be reached at present.',
  REGISTRY_TIMEOUT: 'The agency’s registry did not finish the search in time.',
  REGISTRY_ROW_UNREADABLE: 'A row in the agency’s registry cannot be read, so no result can be given on it.',
  REGISTRY_REFUSED_LOGIN:
    'The agency’s registry refuses the adapter’s login; a person at the agency has to mend it.',
  QUOTA_EXHAUSTED:
    'The quota that the agency grants for questions is used up; it is asked again once there is a new one.',
  ADAPTER_BUSY: 'The adapter is busy; try again later.',
  STORAGE_UNAVAILABLE: 'The database is not available at present; nothing was stored. Try again later.',
  STREAMS_FULL: 'No further stream can be served here at present; try again shortly, or poll the inquiry.',
  SHUTTING_DOWN: 'The system is restarting; try again shortly.',
  DEADLINE_TOO_SHORT: 'Too little time is left for a search.',
  LEG_GIVEN_UP: 'Operations looked into this leg and gave it up; order it anew if it is still needed.',
  UNEXPECTED: 'Something failed inside Dianda; give the request id to operations.',
};
