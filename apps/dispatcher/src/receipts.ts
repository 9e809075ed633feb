import {
  DiandaError,
  type Agency,
  type AdapterAnswer,
  type EvidencePage,
  type Question,
} from '@dianda/inquiry';
import { KeySet, TrustError, verifyReceipt } from '@dianda/trust';

/**
 * One page with its receipt verified. A receipt may come later (standards.md F10), and the leg is unreceipted until
 * then; one that does not verify is a lie about the evidence, and the answer is not used: AGENCY_RECEIPT_INVALID.
 */
export async function evidenceOf(
  agency: Agency,
  question: Pick<Question, 'legId' | 'round'>,
  pageToken: string,
  rung: AdapterAnswer['rung'],
  { answerBytes, receipt }: Pick<EvidencePage, 'answerBytes' | 'receipt'>,
  keys: KeySet,
): Promise<EvidencePage> {
  if (receipt === '') return { answerBytes, receipt, receiptNumber: undefined };
  try {
    const claims = await verifyReceipt(Buffer.from(receipt), {
      keys,
      expect: {
        agency: agency.code,
        legId: question.legId,
        round: question.round,
        pageToken,
        rung,
        answer: answerBytes,
      },
    });
    return { answerBytes, receipt, receiptNumber: claims.number };
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    throw DiandaError.internal('AGENCY_RECEIPT_INVALID', {
      origin: 'agency',
      detail: error.reason,
      cause: error,
    });
  }
}

/** Key sets by their JWKs: to parse one costs as much as to verify a receipt. A directory has some dozens. */
const keySets = new Map<string, KeySet>();
const mostKeySets = 1_000;

/** The directory's keys alone count: a key is not trusted because the agency sends it. */
export function receiptKeysOf(agency: Agency): KeySet {
  const document = JSON.stringify({ keys: agency.receiptKeys });
  const known = keySets.get(document);
  if (known !== undefined) return known;
  try {
    const keys = KeySet.parse(document);
    if (keySets.size >= mostKeySets) keySets.clear();
    keySets.set(document, keys);
    return keys;
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    const detail = `the directory has no usable receipt key for ${agency.code}`;
    throw DiandaError.precondition('AGENCY_CONTRACT_MISMATCH', { origin: 'dianda', detail, cause: error });
  }
}
