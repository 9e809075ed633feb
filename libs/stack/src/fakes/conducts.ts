import { type Identity, type LegId, mustParse, parseLegId } from '@dianda/inquiry';
import type { AdapterDescription, ReceivedQuestion } from '@dianda/wire';
import { status } from '@grpc/grpc-js';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CallFailure, type AgencyConduct, type FakeAgency } from './agency-server.js';
import { withoutField } from './protobuf-surgery.js';
import { answerBytes, frame, nothingFound, nothingFoundOf, sign, type Framed } from './replies.js';

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
    const emptyHanded = (asked: Framed, searched = asked.subject): Uint8Array =>
      answerBytes(asked, nothingFoundOf(asked, searched, agency));
    const signed = async (asked: Framed, answer: Uint8Array, receiptFor = answer): Promise<Uint8Array> =>
      frame(asked, await sign(asked, agency, 'nothing_found', answer, receiptFor));
    const honest = emptyHanded(question);
    switch (this.lie) {
      case 'garbage_message':
        return garbage();
      case 'garbage_answer':
        return signed(question, garbage());
      case 'huge_reply':
        return signed(question, Buffer.alloc(hugeReplyBytes, 0x20));
      case 'other_leg':
        return signed({ ...question, legId: anotherLeg() }, honest);
      case 'other_leg_in_answer':
        return signed(question, emptyHanded({ ...question, legId: anotherLeg() }));
      case 'other_subject':
        return signed(question, emptyHanded(question, somebodyElse(question.subject)));
      case 'nothing_found_without_coverage':
        return signed(question, withoutField(honest, coverageInAnswer));
      case 'nothing_found_without_as_of':
        return signed(question, withoutField(honest, asOfInAnswer));
      case 'receipt_of_another_answer':
        return signed(question, honest, Buffer.from('another answer'));
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
    const empty = nothingFound(question, agency);
    return frame(question, await sign(question, agency, empty.rung, answerBytes(question, empty)));
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

/** A field that announces more bytes than follow. */
function garbage(): Uint8Array {
  return Buffer.concat([Buffer.from([0x0a, 0xff, 0xff, 0x03]), randomBytes(64)]);
}

function anotherLeg(): LegId {
  return mustParse(parseLegId, randomUUID());
}

function somebodyElse(subject: Identity): Identity {
  return { ...subject, name: `${subject.name}二` };
}
