import type { Exchange } from '../court/ledger.js';
import type { Finding } from './finding.js';
import { outcomeOf } from './outcome-note.js';

/** What is wrong with a repeat: the same leg, round and page token get the same bytes and receipt. Pure. */
export function judgeRepeat(first: Exchange, repeat: Exchange): readonly Finding[] {
  if (!first.result.ok) return [];
  if (!repeat.result.ok) {
    return [{ expected: (words) => words.finding.sameBytes, came: () => outcomeOf(repeat) }];
  }
  const findings: Finding[] = [];
  if (!first.result.response.answer.equals(repeat.result.response.answer)) {
    findings.push({
      expected: (words) => words.finding.sameBytes,
      came: (words) => words.came.otherBytes,
    });
  }
  if (!first.result.response.receipt.equals(repeat.result.response.receipt)) {
    findings.push({
      expected: (words) => words.finding.sameReceipt,
      came: (words) => words.came.otherReceipt,
    });
  }
  return findings;
}
