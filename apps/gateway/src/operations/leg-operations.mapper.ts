import {
  DiandaError,
  legStates,
  msBetween,
  mustParse,
  parseAgencyCode,
  parseLegId,
  type LegAttempt,
  type LegId,
  type LegListing,
  type LegSearch,
  type OperatedLeg,
} from '@dianda/inquiry';
import { readCaseNumber } from '../subjects/subject-checks.js';
import { accepted, chosen } from '../validation/accepted.js';
import type { LegAttemptBody, OperatedLegBody, OperatedLegListBody } from './leg-operations.body.js';
import { DEFAULT_PAGE, type SearchLegsDto } from './leg-operations.dto.js';

/** A text that is no id names no leg. */
export function legIdOf(text: string): LegId {
  const id = parseLegId(text);
  if (id === undefined) throw DiandaError.notFound('LEG_UNKNOWN');
  return id;
}

export function legSearchOf(dto: SearchLegsDto): LegSearch {
  return {
    caseNumber: dto.caseNumber === undefined ? undefined : accepted(readCaseNumber(dto.caseNumber)),
    agency: dto.agency === undefined ? undefined : mustParse(parseAgencyCode, dto.agency),
    state: dto.state === undefined ? undefined : chosen(legStates, dto.state),
    cursor: dto.cursor,
    limit: dto.limit === undefined ? DEFAULT_PAGE : Number(dto.limit),
  };
}

export function operatedLegListBody({ items, nextCursor }: LegListing): OperatedLegListBody {
  return { items: items.map(operatedLegBody), ...(nextCursor === undefined ? {} : { nextCursor }) };
}

export function operatedLegBody(leg: OperatedLeg): OperatedLegBody {
  const { agencyCode, dueAt, waitingFor, lastError, rung, settledAt, intervention, ...always } = leg;
  return {
    ...always,
    ...(agencyCode === undefined ? {} : { agencyCode }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(waitingFor === undefined ? {} : { waitingFor }),
    ...(lastError === undefined ? {} : { lastError }),
    ...(rung === undefined ? {} : { rung }),
    ...(settledAt === undefined ? {} : { settledAt }),
    ...(intervention === undefined ? {} : { intervention }),
  };
}

export function legAttemptBody({ endedAt, outcome, error, ...always }: LegAttempt): LegAttemptBody {
  return {
    ...always,
    ...(endedAt === undefined ? {} : { endedAt, tookMs: Math.max(0, msBetween(always.startedAt, endedAt)) }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(error === undefined ? {} : { error }),
  };
}
