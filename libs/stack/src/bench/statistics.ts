/** The median of some measurements; NaN of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The nearest-rank percentile, `share` between 0 and 1; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Lowest and highest, as shares of the median: how far runs of the same thing lie apart. */
export function spread(values: readonly number[]): { readonly low: number; readonly high: number } {
  const middle = median(values);
  return { low: Math.min(...values) / middle, high: Math.max(...values) / middle };
}
