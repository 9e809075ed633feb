import { DiandaError, parseLegId, type Identity, type Question } from '@dianda/inquiry';
import { checkAuthority, readAuthority, writeAuthority, type WarrantOnWire } from './authority.js';
import { code } from './codec/codes.js';
import { parsed, text } from './codec/scalars.js';
import { FieldFault, missing } from './field-fault.js';
import type { InquireRequest } from './generated/dianda/adapter/v1/adapter_service.js';
import type { Subject } from './generated/dianda/adapter/v1/subject.js';
import { documentType, subjectKind } from './identity.js';
import { assetClasses } from './tables.js';
import { Violations } from './violations.js';

/** A question as an adapter receives it; nothing in it is verified but its form. */
export interface ReceivedQuestion {
  /** Its `expiresAt` is the warrant's. */
  readonly question: Question;
  readonly warrant: WarrantOnWire;
  /** Empty for the first page. */
  readonly pageToken: string;
}

/** The request that asks a question, or a further page of its answer. */
export function encodeInquire(question: Question, warrant: WarrantOnWire, pageToken = ''): InquireRequest {
  return {
    legId: question.legId,
    round: question.round,
    authority: writeAuthority(question, warrant),
    warrant: Buffer.from(warrant.jws),
    subject: writeSubject(question.subject),
    assetClass: assetClasses.toWire(question.assetClass),
    pageToken,
    clarificationReply:
      question.clarificationReply === undefined ? undefined : { text: question.clarificationReply },
    documents: [],
  };
}

function writeSubject(subject: Identity): Subject {
  const { type, number } = subject.document;
  return {
    kind: subjectKind.write(subject.kind),
    name: subject.name,
    documentType: documentType.write(type),
    documentNumber: number,
    documentNumber15: type === 'RESIDENT_ID' ? shortForm(number) : '',
    country: '',
    issuingPlace: '',
  };
}

/** 15-digit numbers mean births of 1900 to 1999: of any other year they would be somebody else's. */
function shortForm(number: string): string {
  return /^\d{6}19\d{9}[\dX]$/.test(number) ? number.slice(0, 6) + number.slice(8, 17) : '';
}

/**
 * The question that a request puts.
 * @throws DiandaError QUESTION_INVALID naming every wrong field; WARRANT_INVALID when there are no warrant bytes.
 */
export function decodeInquire(request: InquireRequest): ReceivedQuestion {
  const found = new Violations();
  const frame = found.all({
    legId: () => parsed(parseLegId, request.legId, 'leg_id', 'a UUID'),
    round: () => {
      if (request.round === 0) throw missing('round');
      return request.round;
    },
    assetClass: () => code(assetClasses).read(request.assetClass, 'asset_class'),
    clarificationReply: () => readReply(request),
    ...readSubject(request.subject),
  });
  const authority = found.all(readAuthority(request.authority));
  const checked = found.all(checkAuthority(request.authority));
  if (frame === undefined || authority === undefined || checked === undefined) {
    throw found.error('QUESTION_INVALID');
  }
  if (request.warrant.length === 0) {
    throw DiandaError.forbidden('WARRANT_INVALID', { origin: 'dianda', detail: 'warrant is missing' });
  }
  const { kind, name, type, number, ...rest } = frame;
  const { nonce, issuedAt, expiresAt, agencyCode, agencyCategory, ...claims } = authority;
  return {
    question: {
      ...rest,
      agencyCode,
      agencyCategory,
      subject: { kind, name, document: { type, number } },
      authority: claims,
      expiresAt,
    },
    warrant: { jws: request.warrant, id: nonce, issuedAt, expiresAt },
    pageToken: request.pageToken,
  };
}

function readReply(request: InquireRequest): string | undefined {
  const path = 'clarification_reply';
  const reply = request.clarificationReply;
  if (request.round > 1 && reply === undefined) throw missing(path);
  if (request.round <= 1 && reply !== undefined) {
    throw new FieldFault(path, 'DISAGREES', 'replies to nothing in the first round');
  }
  return reply === undefined ? undefined : text.read(reply.text, `${path}.text`);
}

function readSubject(subject: Subject | undefined) {
  const present = <T>(read: (value: Subject) => T) => {
    return (): T => {
      if (subject === undefined) throw missing('subject');
      return read(subject);
    };
  };
  return {
    kind: present((value) => subjectKind.read(value.kind, 'subject.kind')),
    name: present((value) => text.read(value.name, 'subject.name')),
    type: present((value) => documentType.read(value.documentType, 'subject.document_type')),
    number: present((value) => text.read(value.documentNumber, 'subject.document_number')),
  };
}
