/** How long a search may go on. The kit makes it; everything that waits on a registry obeys it. */
export interface SearchLimits {
  /** Aborted when nobody waits for the answer any more; its reason is the DiandaError to throw. */
  readonly signal: AbortSignal;
  /** Milliseconds until the answer has to leave; may be negative. */
  readonly leftMs: () => number;
}

/** The error for which a signal was aborted. */
export function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('aborted');
}
