import { randomBytes } from 'node:crypto';
import { DiandaError, instantOf, type AdapterAnswer, type Question } from '@dianda/inquiry';
import { answerDigest, signReceipt, type SigningKey } from '@dianda/trust';
import { encodeAnswer } from '@dianda/wire';
import type { SearchResult } from '../adapter.js';
import type { AnsweredPage, SearchOutcome } from '../journal/journal-entry.js';

/** How large one page may be. */
export interface PageLimits {
  readonly maxRecords: number;
  /** Of the serialized answer; below the 4 MiB that a message may have, with room for the receipt. */
  readonly maxBytes: number;
}

/** Who signs receipts, and how they are numbered. */
export interface ReceiptSigner {
  readonly agencyCode: string;
  readonly key: SigningKey;
  /** Id of the person or system that answers for it. */
  readonly operator: string;
  readonly nextNumber: () => Promise<string>;
}

/** The token that stands for a place in a kept result says nothing and cannot be guessed. */
const TOKEN_BYTES = 18;

/**
 * A search's result as the pages that travel: serialized once, each signed by a receipt of its own. Throws
 * UNEXPECTED (origin adapter) when the result lacks evidence or is about another subject than the question.
 */
export async function answerPages(
  question: Question,
  result: SearchResult,
  limits: PageLimits,
  signer: ReceiptSigner,
): Promise<SearchOutcome> {
  const { searched, ...rung } = result;
  const answeredAt = instantOf(Date.now());
  const answer: AdapterAnswer = { ...rung, echo: searched, answeredAt };
  const parts = partsOf(question, answer, limits);
  const tokens = parts.map((_, index) => (index === 0 ? '' : randomBytes(TOKEN_BYTES).toString('base64url')));
  const pages: AnsweredPage[] = [];
  for (const [index, part] of parts.entries()) {
    const pageToken = tokens[index] ?? '';
    const bytes = encodeAnswer(question, {
      answer: part,
      nextPageToken: tokens[index + 1] ?? '',
      totalRecords: answer.rung === 'found' ? answer.records.length : undefined,
    });
    if (bytes.length > limits.maxBytes) {
      throw DiandaError.internal('UNEXPECTED', {
        origin: 'adapter',
        detail: `one record needs ${bytes.length} bytes, a page has ${limits.maxBytes}`,
      });
    }
    const receiptNumber = await signer.nextNumber();
    const receipt = await signReceipt(
      {
        number: receiptNumber,
        iss: signer.agencyCode,
        legId: question.legId,
        round: question.round,
        pageToken,
        rung: answer.rung,
        answerSha256: answerDigest(bytes),
        answeredAt,
        operator: signer.operator,
      },
      signer.key,
    );
    pages.push({ pageToken, answer: bytes, receipt, receiptNumber });
  }
  return { rung: answer.rung, answeredAt, pages };
}

/** The answer cut so that each part keeps within the limits; a single record that does not is left whole. */
function partsOf(question: Question, answer: AdapterAnswer, limits: PageLimits): readonly AdapterAnswer[] {
  if (answer.rung !== 'found' || answer.records.length === 0) return [answer];
  const parts: AdapterAnswer[] = [];
  let from = 0;
  while (from < answer.records.length) {
    let size = Math.min(limits.maxRecords, answer.records.length - from);
    // What could not be searched stands on the first page (proto/README.md section 6).
    const partOf = (count: number): AdapterAnswer => ({
      ...answer,
      records: answer.records.slice(from, from + count),
      missing: from === 0 ? answer.missing : [],
    });
    while (size > 1 && bytesOf(question, partOf(size)) > limits.maxBytes) size = Math.ceil(size / 2);
    parts.push(partOf(size));
    from += size;
  }
  return parts;
}

/** With the longest token that can follow, so that the real page is no larger. */
function bytesOf(question: Question, answer: AdapterAnswer): number {
  const nextPageToken = 'x'.repeat(Math.ceil((TOKEN_BYTES * 4) / 3));
  return encodeAnswer(question, { answer, nextPageToken, totalRecords: Number.MAX_SAFE_INTEGER & 0xffffff })
    .length;
}
