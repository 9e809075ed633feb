/** Requests under one key in its present window. */
export interface RequestCount {
  /** With this one. */
  readonly count: number;
  /** Milliseconds until the count begins anew. */
  readonly endsInMs: number;
}

/** Counts requests for all gateway processes together; a window begins with the first request after the last one. */
export abstract class RequestCounter {
  /** Counts one; several at the same moment are counted one by one. */
  abstract take(key: string, windowMs: number): Promise<RequestCount>;
  abstract forget(key: string): Promise<void>;
}
