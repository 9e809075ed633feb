/** What storage tells of by itself; errors of a caller's statement are thrown at the caller. */
export type StorageMessage =
  | 'an idle database connection was lost'
  | 'the listening database connection was lost'
  | 'times were reckoned without the public holidays of a year'
  | 'a wake to other processes was lost'
  | 'the Redis that counts requests is away, PostgreSQL counts them';

/** The part of the service's logger that storage uses. */
export interface StorageLog {
  readonly warn: (
    message: StorageMessage,
    fields: { readonly error: unknown } | { readonly code: string },
  ) => void;
}

/** For programs that run one command and end. */
export const silentLog: StorageLog = { warn: () => undefined };
