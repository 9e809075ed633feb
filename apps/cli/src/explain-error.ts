import { explainReason, type DiandaError } from '@dianda/inquiry';

/** What a database that refused a statement means to whoever typed the command, by its SQLSTATE. */
const meanings: Readonly<Record<string, string>> = {
  '42501':
    'The role in DATABASE_URL may not do this; name the role dianda_owner, as the deployment guide says.',
  '23505': 'This is there already under another id; list what there is, then decide.',
  '23503': 'Something that this names is not registered, such as the court of an officer; register it first.',
  '23514': 'A value is outside of what the database takes; check the numbers and names that were given.',
  '23502': 'Something that must be given is missing.',
  '40001': 'Somebody else was changing the same; run the command again.',
  '40P01': 'Somebody else was changing the same; run the command again.',
  '55P03': 'Something else holds this for too long; run the command again, and look for a stuck transaction.',
  '57014': 'The database took too long and broke this off; run the command again when it is less busy.',
  '53100': 'The database’s disk is full; make room, then run the command again.',
  '25006': 'The database is read-only, as a standby is; name the primary in DATABASE_URL.',
};

/** A wrong option in words; the members are those of the API. */
const violations: Readonly<Record<string, string>> = {
  WINDOW_TOO_LONG: 'A window lasts a year at most; hold or disable an agency that is away for longer.',
  WINDOW_OVER: 'The window is over already, or ends before it begins.',
  CURSOR_UNKNOWN: '--cursor must be what the page before ended with.',
  OFFICER_UNKNOWN:
    'The court’s roster knows no officer with this --work-id; enrol him first (“officers enrol”).',
  USERNAME_SHAPE: 'This is no user name: 1 to 64 letters or digits, with . _ @ - between them.',
  ZONE_UNKNOWN: 'The database knows no such time zone; use an IANA name such as Asia/Shanghai.',
};

/** The error for an operator: what it means and what to do, and its code for whoever looks further. */
export function explainError(error: DiandaError): string {
  if (error.reason === 'STORAGE_UNAVAILABLE') {
    return `The database cannot be reached (${error.detail}). Is DATABASE_URL right, and does the server run?`;
  }
  const told = error.violations.map(({ code }) => violations[code] ?? code);
  if (told.length > 0) return told.join('\n');
  const state = /SQLSTATE (\w{5})/.exec(error.detail)?.[1];
  const meaning = state === undefined ? undefined : meanings[state];
  if (meaning !== undefined) return `${meaning} (${error.detail})`;
  const detail = error.detail === '' ? '' : ` (${error.detail})`;
  return `${explainReason(error.reason, 'en')}${detail}`;
}
