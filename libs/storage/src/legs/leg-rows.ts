import {
  instantOf,
  mustParse,
  parseAgencyCode,
  parseInquiryId,
  parseLegId,
  parseRegion,
  parseSubjectId,
  type Leg,
  type LegError,
  type WaitingFor,
} from '@dianda/inquiry';
import type { CaseSeal, Place } from '../cases/case-vault.js';
import { LegEntity } from '../entities/index.js';
import { RowShape } from '../database/row-shape.js';
import { optionalInstant } from '../database/times.js';

export const legShape = new RowShape({ leg: LegEntity });

/** What the ciphertext of a leg that waits for a clarification holds. */
export interface SealedClarification {
  readonly question: string;
  readonly contact: string;
}

export function clarificationPlace(legId: string): Place<SealedClarification> {
  return { table: 'leg', rowId: legId, column: 'waiting_sealed' };
}

/** Why nobody asks an agency at present. */
export type Block = Extract<WaitingFor, { kind: 'agency_held' | 'outside_hours' | 'maintenance' | 'quota' }>;

/** `block` is the agency's, if it is blocked: what the leg then waits for, whatever its row says. */
export function legFromRow(row: LegEntity, seal: CaseSeal, block: Block | undefined): Leg {
  return {
    id: mustParse(parseLegId, row.id),
    inquiryId: mustParse(parseInquiryId, row.inquiryId),
    subjectId: mustParse(parseSubjectId, row.subjectId),
    agencyCode: row.agencyCode === null ? undefined : mustParse(parseAgencyCode, row.agencyCode),
    assetClass: row.assetClass,
    region: row.region === null ? undefined : mustParse(parseRegion, row.region),
    state: row.state,
    round: row.round,
    attempts: row.attempts,
    polls: row.polls,
    // A leg that only a reply makes due has no due time; nothing happens to it before it expires.
    dueAt: instantOf(row.dueAt ?? row.expiresAt),
    expiresAt: instantOf(row.expiresAt),
    expectedAt: instantOf(row.expectedAt),
    unknownHolidayYears: row.unknownHolidayYears,
    waitingFor: waitingFor(row, seal, block),
    lastError: lastErrorOf(row),
    settledAt: optionalInstant(row.settledAt),
  };
}

export function lastErrorOf(row: LegEntity): LegError | undefined {
  if (row.errorReason === null || row.errorOrigin === null || row.errorAt === null) return undefined;
  return { reason: row.errorReason, origin: row.errorOrigin, at: instantOf(row.errorAt) };
}

function waitingFor(row: LegEntity, seal: CaseSeal, block: Block | undefined): WaitingFor | undefined {
  if (row.waitingKind === null) return undefined;
  const dueAt = instantOf(row.dueAt ?? row.expiresAt);
  const since = instantOf(row.waitingSince ?? row.orderedAt);
  if (block !== undefined && isHeldUp(row)) return block;
  switch (row.waitingKind) {
    case 'turn':
    case 'answer':
      return { kind: row.waitingKind };
    case 'retry': {
      const error = lastErrorOf(row);
      if (error === undefined) throw new TypeError('a leg to be asked again has no error');
      return { kind: 'retry', reason: error.reason, origin: error.origin, until: dueAt };
    }
    case 'agency_working':
      return {
        kind: 'agency_working',
        since: instantOf(row.deferredSince ?? row.orderedAt),
        nextPollAt: dueAt,
      };
    case 'clarification': {
      const sealed = row.waitingSealed;
      if (sealed === null) throw new TypeError('a leg in clarification has no question');
      return { kind: 'clarification', since, ...seal.openJson(clarificationPlace(row.id), sealed) };
    }
    case 'operator':
      return { kind: 'operator', since };
    default:
      return row.waitingKind satisfies never;
  }
}

/** A block stops what would be asked next; a question on its way and one that waits for people go on. */
function isHeldUp(row: LegEntity): boolean {
  return (row.state === 'pending' || row.state === 'waiting') && row.waitingKind !== 'clarification';
}
