/** What can be done to the agency's own system while the adapter searches it (standards.md F6, F7, F20). */
export const faults = ['cut', 'hung', 'garbled'] as const;
/** `cut`: its connections break and no new one is let in. `hung`: it says nothing. `garbled`: its replies are noise. */
export type Fault = (typeof faults)[number];

/** The suite's hand on the back end behind the adapter under test. */
export interface BackEndControl {
  /** Brings the fault about at once and until {@link heal}. */
  strike(fault: Fault): Promise<void>;
  /** Everything as it should be again; connections that met a fault do not survive it. */
  heal(): Promise<void>;
  /** What only a proxy on the way can do; undefined where there is none. */
  readonly proxy: SearchProxy | undefined;
  close(): Promise<void>;
}

/** The suite stands between the adapter and its back end and sees each search pass. */
export interface SearchProxy {
  /**
   * Lets `reply - 1` pieces of the back end's replies through, counted from now on, and brings the fault about with the
   * next: in the middle of a search.
   */
  strikeAt(fault: Fault, reply: number): void;
  /** Whether a fault of {@link strikeAt} has come about. */
  readonly hasStruck: boolean;
  /**
   * Withholds what comes from the `reply`-th piece on, counted after a request that holds one of the texts by which the
   * search's connection is told from all others. Without texts any request will do.
   */
  holdSearch(reply: number, texts: readonly Buffer[]): HeldSearch;
}

/** How a cancellation showed itself at the back end. */
export const cancelMarks = ['closed', 'cancel_request', 'spoke'] as const;
/**
 * `closed`: the adapter closed the search's connection. `cancel_request`: it sent a known cancel command on another
 * one. `spoke`: it sent something on the search's own connection, whose reply was still due.
 */
export type CancelMark = (typeof cancelMarks)[number];

/** A search whose reply is withheld, so that it goes on until it is stopped. */
export interface HeldSearch {
  /** Whether a request with one of the texts passed. */
  readonly isSeen: boolean;
  /** Whether the search has come as far as the reply that is withheld. */
  readonly isHeld: boolean;
  /** From now on what the adapter does counts as its answer to the cancellation. */
  watchForCancel(): void;
  readonly cancelMark: CancelMark | undefined;
  /** Lets the replies go. */
  release(): void;
}
