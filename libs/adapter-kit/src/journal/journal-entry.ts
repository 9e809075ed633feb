import type { LegId } from '@dianda/inquiry';

/** The key under which a question is answered once. */
export interface QuestionKey {
  readonly legId: LegId;
  readonly round: number;
}

/** What the assistance register (协助登记簿) says of a question. */
export interface RegisterEntry extends QuestionKey {
  /** SHA-256 of what the leg id and round stand for; the same key with another one is a conflict. */
  readonly fingerprint: Uint8Array;
  readonly assetClass: string;
  readonly caseNumber: string;
  readonly noticeNumber: string;
  readonly courtCode: string;
  readonly warrantId: string;
  /** DNS name on the certificate of the one who asked. */
  readonly askedByPeer: string;
  /** Court, officers, notice, purpose and subject as they were shown; stored sealed. */
  readonly shown: Readonly<Record<string, unknown>>;
}

/** One page of an answer as it travels. */
export interface AnsweredPage {
  /** The token it is asked for with; empty for the first page. */
  readonly pageToken: string;
  /** The serialized answer: the bytes that the receipt signs. */
  readonly answer: Uint8Array;
  readonly receipt: Uint8Array;
  readonly receiptNumber: string;
}

export interface SearchOutcome {
  readonly rung: string;
  readonly answeredAt: string;
  /** At least one, in order. */
  readonly pages: readonly AnsweredPage[];
}

/** A question that was put off and whose final answer the court has not taken. */
export interface OwedAnswer extends QuestionKey {
  /** Whether that answer is in the journal, on the one page that the court's inbox takes. */
  readonly isReady: boolean;
}

/** Rungs after which the same key may be answered anew. */
export const openRungs: ReadonlySet<string> = new Set(['deferred']);
