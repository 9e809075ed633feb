import type { ErrorKind } from '@dianda/inquiry';

/** Total, so that a new kind does not compile until it has a status (design.md section 7). */
export const statusOfKind: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  precondition: 409,
  exhausted: 429,
  unavailable: 503,
  timeout: 504,
  internal: 500,
};
