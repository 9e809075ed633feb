import type { ViolationCode } from './messages-zh.js';

/** What each wrong member says to a person; `{…}` holds a limit or the choices, never what was submitted. */
export const violationsEn: Record<ViolationCode, string> = {
  BODY_MISSING: 'The request has no body; a JSON object is expected.',
  JSON_MALFORMED: 'The body is not whole JSON in UTF-8; it may have been cut off.',
  JSON_TOO_DEEP: 'Nested too deeply; at most {max} levels.',
  OBJECT_EXPECTED: 'A JSON object is expected here.',
  MEMBER_UNKNOWN: 'There is no such member; remove it or check its name.',
  REQUIRED: 'This member is required.',
  TEXT_EXPECTED: 'Text (a JSON string) is expected here.',
  TEXT_EMPTY: 'This may not be empty.',
  TEXT_TOO_LONG: 'Too long; at most {max} characters.',
  TEXT_UNREADABLE: 'Holds control characters or broken encoding.',
  TEXT_SHAPE: 'Not of the right shape; expected: {shape}.',
  BOOLEAN_EXPECTED: 'true or false is expected here.',
  WHOLE_NUMBER_EXPECTED: 'A whole number from {min} to {max} is expected here.',
  LIST_EXPECTED: 'A list (JSON array) is expected here.',
  LIST_TOO_SHORT: 'At least {min} are needed.',
  LIST_TOO_LONG: 'At most {max} are allowed.',
  LIST_REPEATS: 'Repeats an earlier item.',
  VALUE_UNKNOWN: 'There is no such value; choose one of: {allowed}.',
  DOCUMENT_TYPE_NOT_FOR_KIND:
    'This document does not belong to this kind of subject; choose one of: {allowed}.',
  CASE_TYPE_DIFFERS: 'Differs from the type in the case number.',
  RESPONSIBLE_NOT_ONE: 'A case has one responsible officer at most.',
  AGENCY_UNKNOWN: 'The directory has no such agency, or it is not enabled.',
  SUBJECT_NOT_LIABLE: 'Not a party liable in this case; kind, name, document type and number must all agree.',
  OFFICER_UNKNOWN: 'The court’s roster has no officer with this work id.',
  OFFICER_NOT_ONESELF: 'An officer orders in his own name; leave this out.',
  SCOPE_UNKNOWN: 'The client has not been granted one of these scopes.',
  CLIENT_KEY_INVALID:
    'Not a public key that is taken: a JWK of EC P-256, Ed25519 or RSA of 2048 to 4096 bits, without private members.',
  COURT_UNKNOWN: 'This court is not registered.',
  REFERENCE_REPEATED: 'Another party has the same reference.',
  WINDOW_OVER: 'The window is over already, or ends before it begins.',
  ZONE_UNKNOWN: 'There is no such time zone; use an IANA name such as Asia/Shanghai.',
  CURSOR_UNKNOWN: 'The page cursor is not valid; begin with the first page.',
};
