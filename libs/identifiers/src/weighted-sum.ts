/** Σ valueOf(char) · weight over as many characters as there are weights. */
export function weightedSum(
  chars: Iterable<string>,
  weights: readonly number[],
  valueOf: (char: string) => number,
): number {
  let sum = 0;
  let position = 0;
  for (const char of chars) {
    const weight = weights[position];
    if (weight === undefined) break;
    sum += valueOf(char) * weight;
    position += 1;
  }
  return sum;
}
