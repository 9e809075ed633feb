import type { DiandaError } from '@dianda/inquiry';
import type { ReceivedQuestion } from '@dianda/wire';
import { status } from '@grpc/grpc-js';
import { CallFailure, type AgencyConduct, type FakeAgency } from './agency-server.js';
import { answerBytes, frame, sign, type AnswerMaker } from './replies.js';

/** What an agency does with one call. */
export type Move =
  | { readonly does: 'answer'; readonly make: AnswerMaker; readonly receipted: boolean }
  /** Fails as the contract wants it, with a coded reason. */
  | { readonly does: 'fail'; readonly error: DiandaError }
  /** The connection breaks: a status without a reason. */
  | { readonly does: 'break_off' }
  | { readonly does: 'keep_silent' };

export const keepSilent: Move = { does: 'keep_silent' };
export const breakOff: Move = { does: 'break_off' };

export function answer(make: AnswerMaker): Move {
  return { does: 'answer', make, receipted: true };
}

export function answerWithoutReceipt(make: AnswerMaker): Move {
  return { does: 'answer', make, receipted: false };
}

export function fail(error: DiandaError): Move {
  return { does: 'fail', error };
}

/** Does one move after the other, and the last one for ever; the switch for most of the fault modes F1 to F20. */
export class ScriptedAgency implements AgencyConduct {
  private readonly ahead: Move[];
  private last: Move;

  constructor(first: Move, ...others: readonly Move[]) {
    this.last = first;
    this.ahead = [first, ...others];
  }

  async reply({ question }: ReceivedQuestion, agency: FakeAgency): Promise<Uint8Array> {
    const move = this.ahead.shift() ?? this.last;
    this.last = move;
    switch (move.does) {
      case 'answer': {
        const made = move.make(question, agency);
        const bytes = answerBytes(question, made);
        if (!move.receipted) return frame(question, { answer: bytes, receipt: Buffer.alloc(0) });
        return frame(question, await sign(question, agency, made.rung, bytes));
      }
      case 'fail':
        throw move.error;
      case 'break_off':
        throw new CallFailure(status.UNAVAILABLE);
      case 'keep_silent':
        return new Promise(() => undefined);
      default:
        return move satisfies never;
    }
  }
}
