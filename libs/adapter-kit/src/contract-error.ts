import { DiandaError, isReason, type ErrorFacts, type Reason } from '@dianda/inquiry';

/** Reasons of the contract (proto/dianda/adapter/v1/error_reason.proto) that the core need not know by name. */
const fallbacks = {
  PAGE_TOKEN_INVALID: 'QUESTION_INVALID',
  LEG_CONFLICT: 'LEG_CONFLICT',
  LEG_WITHDRAWN: 'LEG_CONFLICT',
  ROUND_NOT_OPEN: 'LEG_CONFLICT',
} as const satisfies Record<string, Reason>;

/** An error of the contract, caused by the asking side; as the nearest reason where the core lacks its own. */
export function contractError(
  reason: keyof typeof fallbacks,
  facts: Pick<ErrorFacts, 'detail' | 'violations'> = {},
): DiandaError {
  const text: string = reason;
  return DiandaError.fromReason(isReason(text) ? text : fallbacks[reason], {
    detail: reason,
    ...facts,
    origin: 'dianda',
  });
}
