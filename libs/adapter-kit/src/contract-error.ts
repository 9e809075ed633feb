import { DiandaError, isReason, type ErrorFacts, type Reason } from '@dianda/inquiry';

/**
 * Reasons of the contract (proto/dianda/adapter/v1/error_reason.proto) that the core need not know by name, each with
 * the nearest one that it knows.
 */
const fallbacks = {
  PAGE_TOKEN_INVALID: 'QUESTION_INVALID',
  LEG_CONFLICT: 'LEG_CONFLICT',
  LEG_WITHDRAWN: 'LEG_CONFLICT',
  ROUND_NOT_OPEN: 'LEG_CONFLICT',
  REGISTRY_REFUSED_LOGIN: 'UNEXPECTED',
} as const satisfies Record<string, Reason>;

/** An error of the contract; caused by the asking side unless `facts` say otherwise. */
export function contractError(reason: keyof typeof fallbacks, facts: ErrorFacts = {}): DiandaError {
  const text: string = reason;
  return DiandaError.fromReason(isReason(text) ? text : fallbacks[reason], {
    detail: reason,
    origin: 'dianda',
    ...facts,
  });
}
