import { randomUUID } from 'node:crypto';
import { instantOf, type AdapterAnswer, type Instant, type Question } from '@dianda/inquiry';
import { answerDigest, signReceipt, type SigningKey } from '@dianda/trust';
import { encodeAnswer } from '@dianda/wire';
import { withoutField } from '../../../stack/src/fakes/protobuf-surgery.js';
import { agencyCode } from '../test-court.js';
import type { Lie } from './lies.js';

/** One page as it is sent, and sent again. */
export interface PocketPage {
  readonly pageToken: string;
  readonly rung: string;
  readonly answer: Buffer;
  readonly receipt: Buffer;
}

export const POCKET_PAGE_SIZE = 10;
/** Answer.nothing_found, NothingFound.coverage (proto/dianda/adapter/v1/answer.proto). */
const COVERAGE = [4, 1];

/** The pages of an answer, each serialized once and signed. */
export async function pocketPages(
  question: Question,
  answer: AdapterAnswer,
  key: SigningKey,
  lies: ReadonlySet<Lie>,
): Promise<readonly PocketPage[]> {
  const parts = partsOf(answer, lies);
  const tokens = parts.map((_, index) => (index === 0 ? '' : randomUUID()));
  const pages: PocketPage[] = [];
  for (const [index, part] of parts.entries()) {
    const pageToken = tokens[index] ?? '';
    const bytes = bytesOf(question, part, tokens[index + 1] ?? '', lies);
    const receipt = await signReceipt(
      {
        number: lies.has('same_receipt_number') ? 'R-1' : randomUUID(),
        iss: agencyCode,
        legId: question.legId,
        round: question.round,
        pageToken,
        rung: answer.rung,
        answerSha256: answerDigest(lies.has('receipt_of_other_bytes') ? Buffer.from('other') : bytes),
        answeredAt: answer.answeredAt,
        operator: 'pocket',
      },
      key,
    );
    pages.push({
      pageToken,
      rung: answer.rung,
      answer: bytes,
      receipt: lies.has('no_receipt') ? Buffer.alloc(0) : receipt,
    });
  }
  return pages;
}

export function pocketNow(): Instant {
  return instantOf(Date.now());
}

function bytesOf(
  question: Question,
  answer: AdapterAnswer,
  nextPageToken: string,
  lies: ReadonlySet<Lie>,
): Buffer {
  const subject = lies.has('wrong_echo') ? { ...question.subject, name: '别人' } : question.subject;
  const told = { ...answer, echo: subject };
  const bytes = encodeAnswer(
    { ...question, subject },
    { answer: told, nextPageToken, totalRecords: undefined },
  );
  const isBare = answer.rung === 'nothing_found' && lies.has('no_coverage');
  return Buffer.from(isBare ? withoutField(bytes, COVERAGE) : bytes);
}

function partsOf(answer: AdapterAnswer, lies: ReadonlySet<Lie>): readonly AdapterAnswer[] {
  if (answer.rung !== 'found') return [answer];
  const records = [...answer.records];
  const isLong = records.length > POCKET_PAGE_SIZE;
  if (isLong && lies.has('loses_a_record')) records.splice(POCKET_PAGE_SIZE, 1);
  const [first] = records;
  if (isLong && lies.has('doubles_a_record') && first !== undefined) records.splice(-1, 1, first);
  return Array.from({ length: Math.ceil(records.length / POCKET_PAGE_SIZE) }, (_, page) => ({
    ...answer,
    records: records.slice(page * POCKET_PAGE_SIZE, (page + 1) * POCKET_PAGE_SIZE),
    missing: page === 0 ? answer.missing : [],
  }));
}
