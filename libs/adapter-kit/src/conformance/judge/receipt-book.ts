import { TrustError, verifyReceipt, type KeySet, type ReceiptClaims } from '@dianda/trust';
import type { Exchange } from '../court/ledger.js';
import type { Finding } from './finding.js';

/** Verifies receipts with the agency's public keys, and remembers whose numbers were given out. */
export class ReceiptBook {
  private readonly numbers = new Map<string, string>();
  private readonly doubles = new Set<string>();

  constructor(
    private readonly agencyCode: string,
    /** Undefined while the agency has shown none. */
    private readonly keys: KeySet | undefined,
  ) {}

  /** What is wrong with the receipt of an answer of this rung; enters its number. */
  async judge(exchange: Exchange, rung: string, answer: Uint8Array): Promise<readonly Finding[]> {
    const { question, pageToken, result } = exchange;
    const receipt = result.ok ? result.response.receipt : Buffer.alloc(0);
    // The two rungs that keep a leg waiting may go without (proto/README.md section 5).
    if (receipt.length === 0 && (rung === 'clarification' || rung === 'deferred')) return [];
    if (this.keys === undefined) {
      return [{ expected: (words) => words.finding.receiptKeys, came: (words) => words.came.noReceiptKeys }];
    }
    try {
      const claims = await verifyReceipt(receipt, {
        keys: this.keys,
        expect: {
          agency: this.agencyCode,
          legId: question.legId,
          round: question.round,
          pageToken,
          rung,
          answer,
        },
      });
      this.enter(claims);
      return [];
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      const { reason } = error;
      return [{ expected: (words) => words.finding.receipt, came: () => reason }];
    }
  }

  get count(): number {
    return this.numbers.size;
  }

  /** Numbers that stand on the receipts of two different answers. */
  get repeatedNumbers(): number {
    return this.doubles.size;
  }

  private enter(claims: ReceiptClaims): void {
    const answered = JSON.stringify([claims.legId, claims.round, claims.pageToken, claims.answerSha256]);
    const before = this.numbers.get(claims.number);
    if (before !== undefined && before !== answered) this.doubles.add(claims.number);
    this.numbers.set(claims.number, answered);
  }
}
