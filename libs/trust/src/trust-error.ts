/** Every reason this library refuses for. Stable: callers map them, logs and runbooks name them. */
export const TRUST_REASONS = [
  'SECRET_FILE_MISSING',
  'SECRET_FILE_TOO_OPEN',
  'SECRET_FILE_UNREADABLE',
  'SECRET_FILE_MALFORMED',
  'FILE_LOCKED',
  'KEY_UNKNOWN',
  'KEY_SET_MALFORMED',
  'BINDING_MISSING',
  'CIPHERTEXT_MALFORMED',
  'CIPHERTEXT_REJECTED',
  'SUBJECT_NOT_CANONICAL',
  'WARRANT_MISSING',
  'WARRANT_MALFORMED',
  'WARRANT_SIGNATURE_INVALID',
  'WARRANT_EXPIRED',
  'WARRANT_NOT_YET_VALID',
  'WARRANT_WRONG_AUDIENCE',
  'WARRANT_WRONG_LEG',
  'WARRANT_WRONG_SUBJECT',
  'WARRANT_WRONG_CLASS',
  'RECEIPT_MISSING',
  'RECEIPT_MALFORMED',
  'RECEIPT_SIGNATURE_INVALID',
  'RECEIPT_WRONG_ANSWER',
  'RECEIPT_WRONG_LEG',
  'RECEIPT_WRONG_AGENCY',
  'CERTIFICATE_MALFORMED',
  'CERTIFICATE_ENTRY_INVALID',
  'PASSWORD_HASH_MALFORMED',
  'CLIENT_KEY_INVALID',
  'ASSERTION_INVALID',
] as const;

export type TrustReason = (typeof TRUST_REASONS)[number];

/**
 * The only error this library throws on purpose. `detail` names files, key ids and claim names, never
 * a value that could be a person's, a secret, or part of a ciphertext.
 */
export class TrustError extends Error {
  override readonly name = 'TrustError';
  /** May stand in a log: whoever cannot start has to see which file is at fault. */
  readonly detailIsSafe = true;

  constructor(
    readonly reason: TrustReason,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${reason}: ${detail}`, options);
  }
}
