import { DiandaError, type AdapterAnswer, type Question } from '@dianda/inquiry';
import { EchoMismatch, readAnswer, writeAnswer, type AnswerPage, type Asked } from './answer.js';
import { FieldFault } from './field-fault.js';
import type { InquireResponse } from './generated/dianda/adapter/v1/adapter_service.js';
import { Answer } from './generated/dianda/adapter/v1/answer.js';

/** One page as it arrived: what it says, and the bytes that prove it. */
export interface InquireReply extends AnswerPage {
  /** Byte-exact; what the receipt signs and the court stores. */
  readonly answerBytes: Uint8Array;
  /** Compact JWS; empty when the agency sent none (yet). Not verified here. */
  readonly receipt: string;
}

/**
 * The bytes of one answer page, to be signed, journalled and sent exactly as they are.
 * @throws DiandaError UNEXPECTED, origin adapter, when the answer lacks evidence, or does not answer this
 *   question: the adapter's defect, found before the court sees it.
 */
export function encodeAnswer(asked: Asked, page: AnswerPage): Uint8Array {
  try {
    const bytes = Answer.encode(writeAnswer(asked, page)).finish();
    readAnswer(Answer.decode(bytes), asked);
    return bytes;
  } catch (fault) {
    if (fault instanceof FieldFault || fault instanceof EchoMismatch) {
      throw DiandaError.internal('UNEXPECTED', { origin: 'adapter', detail: `answer: ${fault.message}` });
    }
    throw fault;
  }
}

/**
 * What the bytes of an answer say about the question that was asked.
 * @throws DiandaError, origin agency: AGENCY_REPLY_MALFORMED when mandatory evidence is missing or malformed
 *   or a record goes beyond what was asked, AGENCY_ECHO_MISMATCH when it is about another leg, class or
 *   subject. Never another rung.
 */
export function decodeAnswer(bytes: Uint8Array, asked: Asked): AnswerPage {
  try {
    return readAnswer(Answer.decode(bytes), asked);
  } catch (fault) {
    if (fault instanceof FieldFault) throw malformedReply(fault.message);
    if (fault instanceof EchoMismatch) throw echoMismatch(fault.path);
    // What the protobuf reader throws (RangeError and plain errors) names offsets; the cause has it.
    throw malformedReply('is not a serialized Answer', fault);
  }
}

/** {@link decodeAnswer} of a whole reply, whose frame has to echo leg and round, too. */
export function decodeInquireReply(response: InquireResponse, question: Question): InquireReply {
  if (response.legId === '' || response.round === 0) throw malformedReply('leg_id or round is missing');
  if (response.legId !== question.legId) throw echoMismatch('leg_id');
  if (response.round !== question.round) throw echoMismatch('round');
  if (response.answer.length === 0) throw malformedReply('answer is missing');
  const page = decodeAnswer(response.answer, question);
  return {
    ...page,
    answerBytes: response.answer,
    receipt: Buffer.from(response.receipt).toString('latin1'),
  };
}

/**
 * One answer of all its pages in order; the first alone, where it is not `found`. `asOf` is the earliest of
 * the pages, `answeredAt` the latest.
 * @throws DiandaError AGENCY_REPLY_MALFORMED when a later page is no `found`, the last one names another, or the
 *   pages hold another number of records than the agency counted.
 */
export function joinPages(first: AnswerPage, ...rest: readonly AnswerPage[]): AdapterAnswer {
  const pages = [first, ...rest];
  if (pages.at(-1)?.nextPageToken !== '') throw malformedReply('pages are not complete');
  if (first.answer.rung !== 'found') {
    if (rest.length > 0) throw malformedReply('only found has pages');
    return first.answer;
  }
  const answers = pages.map(({ answer }) => {
    if (answer.rung !== 'found') throw malformedReply('a later page is not found');
    return answer;
  });
  const records = answers.flatMap((answer) => answer.records);
  for (const { totalRecords } of pages) {
    if (totalRecords !== undefined && totalRecords !== records.length) {
      throw malformedReply(`pages hold ${records.length} records of ${totalRecords}`);
    }
  }
  const times = (of: 'asOf' | 'answeredAt') => answers.map((answer) => answer[of]).sort();
  return {
    ...first.answer,
    asOf: times('asOf')[0] ?? first.answer.asOf,
    answeredAt: times('answeredAt').at(-1) ?? first.answer.answeredAt,
    records,
    missing: answers.flatMap((answer) => answer.missing),
  };
}

function malformedReply(detail: string, cause?: unknown): DiandaError {
  return DiandaError.internal('AGENCY_REPLY_MALFORMED', { origin: 'agency', detail, cause });
}

function echoMismatch(path: string): DiandaError {
  return DiandaError.internal('AGENCY_ECHO_MISMATCH', {
    origin: 'agency',
    detail: `${path} is not what was asked`,
  });
}
