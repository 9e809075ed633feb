/** A thing that the constellation runs: a server or an app. */
export interface PartEvent {
  readonly part: string;
  readonly what: 'starting' | 'ready' | 'stopped' | 'died' | 'restarting';
  /** Milliseconds since the constellation began to start. */
  readonly afterMs: number;
  /** For `died`: how the process ended and where its log lies. */
  readonly detail?: string;
  /** For `restarting`: milliseconds until it is tried. */
  readonly waitMs?: number;
}

export type PartListener = (event: PartEvent) => void;

/** Order in which parts end: whoever faces people first, whoever keeps the data last. */
export const stopOrder = ['gateway', 'dispatcher', 'adapters', 'servers'] as const;
export type Tier = (typeof stopOrder)[number];
