/** How far the making of a world has come. */
export interface Progress {
  readonly filings: number;
  readonly rows: number;
}

/** How a long run is watched and stopped. */
export interface RunOptions {
  /** Called after each filing; must be quick. */
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}
