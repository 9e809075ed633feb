import {
  legIdOf,
  mustParse,
  parseAttemptId,
  plusMs,
  type AgencyReply,
  type Answer,
  type ClaimedLeg,
  type Leg,
} from '../src/index.js';
import { enforcementCase, officer } from './casework.js';
import { agency, inquiry, orderedAt, service, subject, uuid } from './world.js';

const { id: inquiryId } = inquiry();
export const bank = agency(1, [service('BANK_ACCOUNT')]);
export const person = subject(1, 'person');

/** Leg n: person 1 at bank 1, pending, ordered at `orderedAt`, with an hour to live. */
export function leg(n: number, changes: Partial<Leg> = {}): Leg {
  return {
    id: legIdOf(inquiryId, person.id, bank.code, `BANK_ACCOUNT ${n}`),
    inquiryId,
    subjectId: person.id,
    agencyCode: bank.code,
    assetClass: 'BANK_ACCOUNT',
    region: undefined,
    state: 'pending',
    round: 1,
    attempts: 0,
    polls: 0,
    dueAt: orderedAt,
    expiresAt: plusMs(orderedAt, 3_600_000),
    expectedAt: plusMs(orderedAt, 5_000),
    waitingFor: undefined,
    unknownHolidayYears: [],
    lastError: undefined,
    settledAt: undefined,
    ...changes,
  };
}

/** Leg 1 under the lease of its first attempt, claimed when it was ordered, in a case where all is in order. */
export function claimedLeg(changes: Partial<ClaimedLeg> = {}): ClaimedLeg {
  return {
    leg: leg(1, { state: 'asking', attempts: 1 }),
    attemptId: mustParse(parseAttemptId, uuid(500)),
    claimedAt: orderedAt,
    inquiry: inquiry(),
    subject: person,
    case: enforcementCase(),
    requestedBy: officer(1),
    responsibleOfficer: officer(2),
    agency: bank,
    poll: false,
    ...changes,
  };
}

export const echo = { kind: person.kind, name: person.name, document: person.document };

export type AnswerOf<Rung extends Answer['rung']> = Extract<Answer, { rung: Rung; echo: unknown }>;

export const nothingFound: AnswerOf<'nothing_found'> = {
  rung: 'nothing_found',
  echo,
  answeredAt: orderedAt,
  asOf: orderedAt,
  coverage: { regions: ['320898'], assetClasses: ['BANK_ACCOUNT'], since: '2000-01-01' },
};

export const deferred: AnswerOf<'deferred'> = {
  rung: 'deferred',
  echo,
  answeredAt: orderedAt,
  pollAfterMs: 30_000,
  note: '',
};

export const clarification: AnswerOf<'clarification'> = {
  rung: 'clarification',
  echo,
  answeredAt: orderedAt,
  question: '请补充开户网点',
  contact: { name: '值班员', phone: '0517-00000002' },
};

/** A reply of one page, receipted. */
export function replyOf(answer: AgencyReply['answer']): AgencyReply {
  return {
    answer,
    evidence: [{ answerBytes: new Uint8Array([1]), receipt: 'a.b.c', receiptNumber: 'R-1' }],
  };
}
