import { status } from '@grpc/grpc-js';
import { DiandaError } from '@dianda/inquiry';
import { decodeInquireReply, type InquireReply } from '@dianda/wire';
import type { Exchange } from '../court/ledger.js';
import type { Finding } from './finding.js';
import { outcomeOf } from './outcome-note.js';
import type { ReceiptBook } from './receipt-book.js';

export type JudgedAnswer =
  | { readonly reply: InquireReply; readonly findings: readonly Finding[] }
  | { readonly reply: undefined; readonly findings: readonly [Finding, ...Finding[]] };

/**
 * Reads an answer as Dianda's dispatcher does, by the same code: every mandatory field and evidence of its rung, the
 * echo, and the receipt over its bytes.
 */
export async function judgeAnswer(exchange: Exchange, book: ReceiptBook): Promise<JudgedAnswer> {
  const { result } = exchange;
  if (!result.ok) {
    const isNotFound = result.code === status.NOT_FOUND;
    const finding: Finding = {
      expected: (words) => (isNotFound ? words.finding.nothingFoundIsAnAnswer : words.finding.anAnswer),
      came: () => outcomeOf(exchange),
    };
    return { reply: undefined, findings: [finding] };
  }
  const reply = readReply(exchange);
  if (!('answerBytes' in reply)) return { reply: undefined, findings: [reply] };
  const { answer, answerBytes } = reply;
  const findings = [...(await book.judge(exchange, answer.rung, answerBytes))];
  return { reply, findings };
}

function readReply({ result, question }: Exchange): InquireReply | Finding {
  if (!result.ok) throw new TypeError('a reply of a call that failed');
  try {
    return decodeInquireReply(result.response, question);
  } catch (error) {
    if (!(error instanceof DiandaError)) throw error;
    const isEcho = error.reason === 'AGENCY_ECHO_MISMATCH';
    const { detail } = error;
    return {
      expected: (words) => (isEcho ? words.finding.echo : words.finding.wholeAnswer),
      came: () => detail,
    };
  }
}

/** Whether the answer is on one of the rungs. */
export function judgeRung(reply: InquireReply, ...rungs: readonly string[]): readonly Finding[] {
  const { rung } = reply.answer;
  if (rungs.includes(rung)) return [];
  return [{ expected: (words) => words.finding.rung(rungs), came: () => `answer ${rung}` }];
}
