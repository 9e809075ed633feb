/** The code of a system error such as `EEXIST`. No `instanceof`: under jest the error is of another realm. */
export function systemErrorCode(error: unknown): string | undefined {
  const hasCode =
    typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
  return hasCode ? String(error.code) : undefined;
}
