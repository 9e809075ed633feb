import {
  instantOf,
  type AdapterAnswer,
  type Identity,
  type LegId,
  mustParse,
  parseLegId,
} from '@dianda/inquiry';
import { answerDigest, openOrCreateSigningKey, signReceipt } from '@dianda/trust';
import {
  encodeAnswer,
  InquireResponse,
  type AdapterDescription,
  type Asked,
  type ReceivedQuestion,
} from '@dianda/wire';
import { status } from '@grpc/grpc-js';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CallFailure, type AgencyConduct, type FakeAgency } from './agency-server.js';
import { withoutField } from './protobuf-surgery.js';

/** The ways in which a LyingAgency lies; each reply but the first two is signed with the agency's own good key. */
export const lies = [
  'garbage_message',
  'garbage_answer',
  'huge_reply',
  'other_leg',
  'other_leg_in_answer',
  'other_subject',
  'nothing_found_without_coverage',
  'nothing_found_without_as_of',
  'receipt_of_another_answer',
] as const;
export type Lie = (typeof lies)[number];

const hugeReplyBytes = 50 * 1024 * 1024;
// Numbers of the contract: Answer.nothing_found, NothingFound.coverage, NothingFound.as_of.
const coverageInAnswer = [4, 1];
const asOfInAnswer = [4, 2];

/** Answers at once and never truly. */
export class LyingAgency implements AgencyConduct {
  constructor(private readonly lie: Lie) {}

  async reply({ question }: ReceivedQuestion, agency: FakeAgency): Promise<Uint8Array> {
    const honest = nothingFound(question, question.subject, agency);
    switch (this.lie) {
      case 'garbage_message':
        // A field that announces more bytes than follow.
        return Buffer.concat([Buffer.from([0x0a, 0xff, 0xff, 0x03]), randomBytes(64)]);
      case 'garbage_answer':
        return frame(
          question,
          agency,
          Buffer.concat([Buffer.from([0x0a, 0xff, 0xff, 0x03]), randomBytes(64)]),
        );
      case 'huge_reply':
        return frame(question, agency, Buffer.alloc(hugeReplyBytes, 0x20));
      case 'other_leg':
        return frame({ ...question, legId: anotherLeg() }, agency, honest);
      case 'other_leg_in_answer':
        return frame(
          question,
          agency,
          nothingFound({ ...question, legId: anotherLeg() }, question.subject, agency),
        );
      case 'other_subject':
        return frame(question, agency, nothingFound(question, somebodyElse(question.subject), agency));
      case 'nothing_found_without_coverage':
        return frame(question, agency, withoutField(honest, coverageInAnswer));
      case 'nothing_found_without_as_of':
        return frame(question, agency, withoutField(honest, asOfInAnswer));
      case 'receipt_of_another_answer':
        return frame(question, agency, honest, Buffer.from('another answer'));
    }
  }
}

/** Takes the question and never says a word. */
export class SilentAgency implements AgencyConduct {
  reply(): Promise<Uint8Array> {
    return new Promise(() => undefined);
  }
}

/** Answers truly that it found nothing, but takes its time. */
export class SlowAgency implements AgencyConduct {
  constructor(private readonly delayMs: number) {}

  async reply({ question }: ReceivedQuestion, agency: FakeAgency): Promise<Uint8Array> {
    await delay(this.delayMs);
    return frame(question, agency, nothingFound(question, question.subject, agency));
  }
}

/** Answers truly that it found nothing; while it is broken down every call fails, its own description too. */
export class FailingAgency implements AgencyConduct {
  private readonly well = new SlowAgency(0);

  constructor(private isBrokenDown: boolean) {}

  breakDown(): void {
    this.isBrokenDown = true;
  }

  mend(): void {
    this.isBrokenDown = false;
  }

  reply(asked: ReceivedQuestion, agency: FakeAgency): Promise<Uint8Array> {
    return this.isBrokenDown ? fails() : this.well.reply(asked, agency);
  }

  describe(truth: AdapterDescription): Promise<AdapterDescription> {
    return this.isBrokenDown ? fails() : Promise.resolve(truth);
  }
}

function fails(): Promise<never> {
  return Promise.reject(new CallFailure(status.UNAVAILABLE));
}

/** Describes another agency than the directory has there, until it is mended; would answer truly at any time. */
export class MisdescribedAgency implements AgencyConduct {
  private isMended = false;
  private readonly inner = new SlowAgency(0);

  constructor(private readonly untruth: Partial<AdapterDescription>) {}

  mend(): void {
    this.isMended = true;
  }

  reply(asked: ReceivedQuestion, agency: FakeAgency): Promise<Uint8Array> {
    return this.inner.reply(asked, agency);
  }

  describe(truth: AdapterDescription): Promise<AdapterDescription> {
    return Promise.resolve(this.isMended ? truth : { ...truth, ...this.untruth });
  }
}

type Framed = Asked & { readonly round: number };

/** The reply around an answer, with a receipt for it (or, when given, for other bytes). */
async function frame(
  asked: Framed,
  agency: FakeAgency,
  answer: Uint8Array,
  receiptFor: Uint8Array = answer,
): Promise<Uint8Array> {
  const receipt = await signReceipt(
    {
      number: randomUUID(),
      iss: agency.row.code,
      legId: asked.legId,
      round: asked.round,
      pageToken: '',
      rung: 'nothing_found',
      answerSha256: answerDigest(receiptFor),
      answeredAt: instantOf(new Date()),
      operator: 'fake',
    },
    openOrCreateSigningKey(agency.trust.receiptKeyFile),
  );
  return InquireResponse.encode({
    legId: asked.legId,
    round: asked.round,
    answer: Buffer.from(answer),
    receipt,
  }).finish();
}

function nothingFound(asked: Asked, searched: Identity, agency: FakeAgency): Uint8Array {
  const now = instantOf(new Date());
  const regions = agency.row.services.flatMap((service) => service.regions);
  const answer: AdapterAnswer = {
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
  return encodeAnswer(
    { ...asked, subject: searched },
    { answer, nextPageToken: '', totalRecords: undefined },
  );
}

function anotherLeg(): LegId {
  return mustParse(parseLegId, randomUUID());
}

function somebodyElse(subject: Identity): Identity {
  return { ...subject, name: `${subject.name}二` };
}
