import type { handleUnaryCall, ServerUnaryCall } from '@grpc/grpc-js';
import { DiandaError, type Question } from '@dianda/inquiry';
import type { PublicSigningJwk } from '@dianda/trust';
import { beginSpan, withLogContext, type LogFields, type Logger } from '@dianda/service-kit';
import {
  contractVersion,
  decodeInquire,
  decodeWithdraw,
  encodeDescription,
  encodeError,
  encodeWithdrawReply,
  type AdapterServiceServer,
} from '@dianda/wire';
import type { Adapter } from '../adapter.js';
import type { DeferredAnswers } from '../push/deferred-answers.js';
import type { AnswerQuestion, AnswerStory, Asker } from '../question/answer-question.js';
import type { WithdrawQuestion } from '../question/withdraw-question.js';
import type { AdapterMeter } from './adapter-meter.js';
import { marginOf } from './adapter-options.js';
import type { PeerAllowList } from './peers.js';

export interface ServiceParts {
  readonly adapter: Adapter;
  readonly agencyCode: string;
  readonly answerQuestion: AnswerQuestion;
  readonly withdrawQuestion: WithdrawQuestion;
  /** Undefined where nothing is brought to the court by itself. */
  readonly deferred: DeferredAnswers | undefined;
  readonly peers: PeerAllowList;
  readonly receiptKey: PublicSigningJwk;
  readonly maxPageRecords: number;
  readonly maxConcurrent: number;
  readonly longestSearchMs: number;
  readonly meter: AdapterMeter;
  readonly log: Logger;
}

/** The contract's service, every method of it: a missing or misspelt one does not compile. */
export function adapterService(
  parts: ServiceParts,
): Pick<AdapterServiceServer, 'describe' | 'inquire' | 'withdraw'> {
  const { meter, answerQuestion, withdrawQuestion } = parts;
  return {
    describe: unary(parts, 'Describe', () => {
      const response = encodeDescription({
        ...parts.adapter.describe(),
        agencyCode: parts.agencyCode,
        contractVersion,
        maxPageSize: parts.maxPageRecords,
        maxConcurrent: parts.maxConcurrent,
        supportsWithdraw: true,
        pushesAnswers: parts.deferred !== undefined,
        receiptKeys: [JSON.stringify(parts.receiptKey)],
      });
      return Promise.resolve({ response, facts: {} });
    }),
    inquire: unary(parts, 'Inquire', async (call, facts) => {
      const received = decodeInquire(call.request);
      const { question, warrant } = received;
      facts.add(questionFacts(question, warrant.id, received.pageToken));
      const story = await withLogContext({ legId: question.legId }, () =>
        answerQuestion.run(received, askerOf(call, parts)),
      );
      meter.answered(question.assetClass, story);
      await parts.deferred?.note(received, story);
      return {
        response: {
          legId: question.legId,
          round: question.round,
          answer: Buffer.from(story.page.answer),
          receipt: Buffer.from(story.page.receipt),
        },
        facts: storyFacts(story),
      };
    }),
    withdraw: unary(parts, 'Withdraw', async (call, facts) => {
      const { legId, reason } = decodeWithdraw(call.request);
      facts.add({ legId });
      const outcome = await withdrawQuestion.run(legId, reason);
      return { response: encodeWithdrawReply(legId, outcome), facts: { outcome, reason } };
    }),
  };
}

/** What one line of the log says of a call; grows while the call is worked on. */
class CallFacts {
  fields: LogFields = {};

  add(more: LogFields): void {
    this.fields = { ...this.fields, ...more };
  }
}

/** Runs `work` for one call, answers it once, and writes the one line that tells what came of it. */
function unary<Request, Response>(
  { log, meter }: Pick<ServiceParts, 'log' | 'meter'>,
  method: string,
  work: (
    call: ServerUnaryCall<Request, Response>,
    facts: CallFacts,
  ) => Promise<{ readonly response: Response; readonly facts: LogFields }>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const began = performance.now();
    const facts = new CallFacts();
    const tookMs = (): number => performance.now() - began;
    const [parent] = call.metadata.get('traceparent');
    const span = beginSpan(method, { kind: 'server', parent });
    void span.run(() =>
      work(call, facts).then(
        ({ response, facts: last }) => {
          meter.called(method, tookMs());
          span.end(method, { ...facts.fields, ...last }, false);
          log.info('answered', { method, ...facts.fields, ...last, tookMs: Math.round(tookMs()) });
          callback(null, response);
        },
        (error: unknown) => {
          meter.called(method, tookMs(), error);
          span.end(method, facts.fields, true);
          const { code, details, metadata } = encodeError(error, 'adapter');
          const own = error instanceof DiandaError && error.kind !== 'internal';
          const fields = { method, ...facts.fields, grpcStatus: code, tookMs: Math.round(tookMs()), error };
          if (own) log.warn('not answered', fields);
          else log.error('not answered', fields);
          callback({ code, details, metadata });
        },
      ),
    );
  };
}

function askerOf<Request, Response>(call: ServerUnaryCall<Request, Response>, parts: ServiceParts): Asker {
  const gone = new AbortController();
  if (call.cancelled) gone.abort();
  call.on('cancelled', () => gone.abort());
  const deadline = call.getDeadline();
  const now = Date.now();
  const deadlineAt = deadline instanceof Date ? deadline.getTime() : deadline;
  return {
    // The interceptor let the peer in by the same name.
    peer: parts.peers.nameOf(call.getAuthContext()) ?? 'unknown',
    gone: gone.signal,
    deadlineAt,
    answerBy: Math.min(deadlineAt - marginOf(deadlineAt - now), now + parts.longestSearchMs),
  };
}

function questionFacts(question: Question, warrantId: string, pageToken: string): LogFields {
  const { legId, round, assetClass } = question;
  return { legId, round, assetClass, warrantId, kind: pageToken === '' ? 'first-page' : 'further-page' };
}

function storyFacts({ how, rung, page }: AnswerStory): LogFields {
  return { outcome: how, rung, receiptId: page.receiptNumber, answerBytes: page.answer.length };
}
