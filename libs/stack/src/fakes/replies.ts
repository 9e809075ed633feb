import {
  instantOf,
  type AdapterAnswer,
  type AgencyContact,
  type Identity,
  type MatchCandidate,
  type RefusalReason,
} from '@dianda/inquiry';
import { answerDigest, openOrCreateSigningKey, signReceipt, type SigningKey } from '@dianda/trust';
import { encodeAnswer, InquireResponse, type Asked } from '@dianda/wire';
import { randomUUID } from 'node:crypto';
import type { FakeAgency } from './agency-server.js';

/** What of a question a reply is framed with. */
export type Framed = Asked & { readonly round: number };

/** The bytes of an answer, and the receipt that the agency signs for them. */
export interface SignedAnswer {
  readonly answer: Uint8Array;
  readonly receipt: Buffer;
}

/** Signs with the agency's own good key; `receiptFor` are other bytes than the answer's, for a liar. */
export async function sign(
  asked: Framed,
  agency: FakeAgency,
  rung: AdapterAnswer['rung'],
  answer: Uint8Array,
  receiptFor: Uint8Array = answer,
): Promise<SignedAnswer> {
  const receipt = await signReceipt(
    {
      number: randomUUID(),
      iss: agency.row.code,
      legId: asked.legId,
      round: asked.round,
      pageToken: '',
      rung,
      answerSha256: answerDigest(receiptFor),
      answeredAt: instantOf(new Date()),
      operator: 'fake',
    },
    receiptKeyOf(agency),
  );
  return { answer, receipt };
}

const receiptKeys = new Map<string, SigningKey>();

function receiptKeyOf({ trust: { receiptKeyFile } }: FakeAgency): SigningKey {
  const key = receiptKeys.get(receiptKeyFile) ?? openOrCreateSigningKey(receiptKeyFile);
  receiptKeys.set(receiptKeyFile, key);
  return key;
}

/** The whole reply to a question, as bytes; an empty receipt stands for one that comes later, or never. */
export function frame(asked: Framed, { answer, receipt }: SignedAnswer): Uint8Array {
  return InquireResponse.encode({
    legId: asked.legId,
    round: asked.round,
    answer: Buffer.from(answer),
    receipt,
  }).finish();
}

/** Serialized as the contract wants it, about the identity that it echoes. */
export function answerBytes(asked: Asked, answer: AdapterAnswer): Uint8Array {
  return encodeAnswer(
    { ...asked, subject: answer.echo },
    { answer, nextPageToken: '', totalRecords: undefined },
  );
}

/** Makes the answer to a question when it is asked. */
export type AnswerMaker = (asked: Asked, agency: FakeAgency) => AdapterAnswer;

export const nothingFound: AnswerMaker = (asked, agency) => nothingFoundOf(asked, asked.subject, agency);

/** Nothing found of whomever it says that it searched. */
export function nothingFoundOf(asked: Asked, searched: Identity, agency: FakeAgency): AdapterAnswer {
  const now = instantOf(new Date());
  const regions = agency.row.services.flatMap((service) => service.regions);
  return {
    rung: 'nothing_found',
    echo: searched,
    answeredAt: now,
    asOf: now,
    coverage: {
      regions: regions.length === 0 ? ['000000'] : regions,
      assetClasses: [asked.assetClass],
      since: '1998-01-01',
    },
  };
}

/** Whom the officer can call about an answer of a fake. */
export const fakeContact: AgencyContact = { name: '司法查控岗', phone: '0517-00000099' };

export function refused(reason: RefusalReason, detail: string): AnswerMaker {
  return (asked) => ({ ...common(asked), rung: 'refused', reason, detail, contact: fakeContact });
}

export function deferred(pollAfterMs: number, note: string): AnswerMaker {
  return (asked) => ({ ...common(asked), rung: 'deferred', pollAfterMs, note });
}

export function clarification(question: string): AnswerMaker {
  return (asked) => ({ ...common(asked), rung: 'clarification', question, contact: fakeContact });
}

export function ambiguous(...candidates: readonly MatchCandidate[]): AnswerMaker {
  return (asked) => ({ ...common(asked), rung: 'ambiguous', candidates });
}

function common(asked: Asked) {
  return { echo: asked.subject, answeredAt: instantOf(new Date()) };
}
