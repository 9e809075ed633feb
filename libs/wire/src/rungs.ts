import type { AdapterAnswer, AgencyContact, Coverage, MatchCandidate, MissingPart } from '@dianda/inquiry';
import type { Codec } from './codec/codec.js';
import { code } from './codec/codes.js';
import { listOfSome } from './codec/messages.js';
import { date, divisionPrefix, text } from './codec/scalars.js';
import { malformed, missing } from './field-fault.js';
import type * as wire from './generated/dianda/adapter/v1/answer.js';
import { Duration } from './generated/google/protobuf/duration.js';
import {
  assetClasses,
  gapParts,
  gapReasons,
  matchedFields,
  notCoveredReasons,
  refusalReasons,
} from './tables.js';

/** Evidence that is the same on several rungs, and the rungs whose evidence is small. */

const longestPollMs = 31 * 24 * 60 * 60 * 1000;

function requireDetail(detail: string, path: string): void {
  if (detail === '') throw missing(`${path}.detail`);
}

export const contact: Codec<AgencyContact, wire.Contact | undefined> = {
  write: ({ name, phone }) => ({ name, phone }),
  read: (value, path) => {
    if (value === undefined) throw missing(path);
    return { name: text.read(value.name, `${path}.name`), phone: text.read(value.phone, `${path}.phone`) };
  },
};

export const gap: Codec<MissingPart, wire.Gap> = {
  write: ({ part, reason, detail }) => ({
    part: gapParts.toWire(part),
    reason: gapReasons.toWire(reason),
    detail,
  }),
  read: (value, path) => {
    const part = code(gapParts).read(value.part, `${path}.part`);
    const reason = code(gapReasons).read(value.reason, `${path}.reason`);
    if (part === 'REGISTER' || part === 'REGION' || reason === 'OTHER') requireDetail(value.detail, path);
    return { part, reason, detail: value.detail };
  },
};

export const coverage: Codec<Coverage, wire.Coverage | undefined> = {
  write: ({ regions, assetClasses: classes, since }) => ({
    regionCodes: [...regions],
    assetClasses: classes.map(assetClasses.toWire),
    sinceOn: since,
  }),
  read: (value, path) => {
    if (value === undefined) throw missing(path);
    return {
      regions: listOfSome(divisionPrefix).read(value.regionCodes, `${path}.region_codes`),
      assetClasses: listOfSome(code(assetClasses)).read(value.assetClasses, `${path}.asset_classes`),
      since: date.read(value.sinceOn, `${path}.since_on`),
    };
  },
};

export const candidate: Codec<MatchCandidate, wire.Candidate> = {
  write: (value) => ({
    matchedFields: value.matchedFields.map(matchedFields.toWire),
    strength: value.strength,
  }),
  read: (value, path) => {
    if (value.strength === 0) throw missing(`${path}.strength`);
    if (value.strength > 100) throw malformed(`${path}.strength`, 'from 1 to 100');
    return {
      matchedFields: listOfSome(code(matchedFields)).read(value.matchedFields, `${path}.matched_fields`),
      strength: value.strength,
    };
  },
};

type Common = Pick<AdapterAnswer, 'echo' | 'answeredAt'>;
type Of<Rung extends AdapterAnswer['rung']> = Extract<AdapterAnswer, { rung: Rung }>;

export function writeNotCovered(answer: Of<'not_covered'>): wire.NotCovered {
  return { reason: notCoveredReasons.toWire(answer.reason), detail: answer.detail };
}

export function readNotCovered(common: Common, value: wire.NotCovered): Of<'not_covered'> {
  const reason = code(notCoveredReasons).read(value.reason, 'not_covered.reason');
  if (reason === 'OTHER') requireDetail(value.detail, 'not_covered');
  return { ...common, rung: 'not_covered', reason, detail: value.detail };
}

export function writeRefused(answer: Of<'refused'>): wire.Refused {
  return {
    reason: refusalReasons.toWire(answer.reason),
    detail: answer.detail,
    contact: contact.write(answer.contact),
  };
}

export function readRefused(common: Common, value: wire.Refused): Of<'refused'> {
  const reason = code(refusalReasons).read(value.reason, 'refused.reason');
  if (reason === 'OTHER') requireDetail(value.detail, 'refused');
  return {
    ...common,
    rung: 'refused',
    reason,
    detail: value.detail,
    contact: contact.read(value.contact, 'refused.contact'),
  };
}

export function readClarification(common: Common, value: wire.Clarification): Of<'clarification'> {
  return {
    ...common,
    rung: 'clarification',
    question: text.read(value.question, 'clarification.question'),
    contact: contact.read(value.contact, 'clarification.contact'),
  };
}

export function writeDeferred(answer: Of<'deferred'>): wire.Deferred {
  const seconds = Math.floor(answer.pollAfterMs / 1000);
  const nanos = Math.round((answer.pollAfterMs - seconds * 1000) * 1e6);
  return { pollAfter: Duration.fromPartial({ seconds: BigInt(seconds), nanos }), note: answer.note };
}

export function readDeferred(common: Common, value: wire.Deferred): Of<'deferred'> {
  const path = 'deferred.poll_after';
  if (value.pollAfter === undefined) throw missing(path);
  const pollAfterMs = Number(value.pollAfter.seconds) * 1000 + Math.floor(value.pollAfter.nanos / 1e6);
  if (pollAfterMs < 1000 || pollAfterMs > longestPollMs) throw malformed(path, 'from 1 second to 31 days');
  return { ...common, rung: 'deferred', pollAfterMs, note: value.note };
}
