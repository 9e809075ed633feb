/**
 * What the HTTP edge itself refuses, with its status: matters of HTTP that the core knows nothing of
 * (design.md section 7).
 */
export const edgeStatuses = {
  REQUEST_TIMED_OUT: 408,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  CONTENT_TOO_LARGE: 413,
  URI_TOO_LONG: 414,
  UNSUPPORTED_MEDIA_TYPE: 415,
  HEADERS_TOO_LARGE: 431,
} as const satisfies Record<string, number>;

export type EdgeReason = keyof typeof edgeStatuses;

/** A refusal by the edge; `headers` go onto the reply, such as `allow` on a 405. */
export class EdgeError extends Error {
  override readonly name = 'EdgeError';

  constructor(
    readonly reason: EdgeReason,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(reason);
  }
}
