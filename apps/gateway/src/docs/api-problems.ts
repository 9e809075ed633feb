import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { explainReason, isReason, reasonKinds, type Reason } from '@dianda/inquiry';
import { edgeStatuses, type EdgeReason } from '../problem/edge-error.js';
import { statusOfKind } from '../problem/http-status.js';
import { edgeTexts } from '../problem/messages.js';
import { reference } from './schemas/names.js';

type ProblemReason = Reason | EdgeReason;

/** What every route that wants a token can answer. */
export const ofToken: readonly ProblemReason[] = [
  'CREDENTIALS_MISSING',
  'CREDENTIALS_INVALID',
  'TOKEN_EXPIRED',
  'ROLE_NOT_PERMITTED',
  'PASSWORD_CHANGE_DUE',
  'SCOPE_NOT_GRANTED',
  'TOO_MANY_REQUESTS',
];

/** What every route that takes a body can answer. */
export const ofBody: readonly ProblemReason[] = [
  'REQUEST_INVALID',
  'CONTENT_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
];

/** What any route can answer. */
const ofAny: readonly ProblemReason[] = ['NOT_ACCEPTABLE', 'UNEXPECTED', 'STORAGE_UNAVAILABLE'];

/** Documents the problems a route can answer with: one response a status, naming its reasons. */
export function ApiProblems(...reasons: readonly ProblemReason[]): MethodDecorator {
  return applyDecorators(
    ...problemResponses([...reasons, ...ofAny]).map(({ status, ...response }) =>
      ApiResponse({ status, ...response }),
    ),
  );
}

/** What the edge itself answers, before any route: of every operation, and of those with something in their path. */
export const ofEdge: readonly ProblemReason[] = ['NOT_ACCEPTABLE'];
export const ofPath: readonly ProblemReason[] = ['REQUEST_INVALID', 'URI_TOO_LONG'];

/** One response a status, naming its reasons. */
export function problemResponses(reasons: readonly ProblemReason[]) {
  return [...Map.groupBy(reasons, statusOf)].map(([status, each]) => ({
    status,
    description: each.map((reason) => `\`${reason}\`: ${textOf(reason)}`).join('\n\n'),
    headers: headersOf(status),
    content: { 'application/problem+json': { schema: reference('Problem') } },
  }));
}

function statusOf(reason: ProblemReason): number {
  return isReason(reason) ? statusOfKind[reasonKinds[reason]] : edgeStatuses[reason];
}

function textOf(reason: ProblemReason): string {
  return isReason(reason) ? explainReason(reason, 'en') : edgeTexts.en[reason].detail;
}

function headersOf(status: number) {
  return {
    'X-Request-Id': { description: 'The request id.', schema: { type: 'string' } },
    ...(status === 429 ? { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } } : {}),
    ...(status === 401
      ? { 'WWW-Authenticate': { description: 'RFC 6750.', schema: { type: 'string' } } }
      : {}),
  };
}
