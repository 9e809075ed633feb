import { DiandaError, isRetryable } from '@dianda/inquiry';
import type { Logger } from '@dianda/service-kit';
import { decodeAnswer, type ReceivedQuestion } from '@dianda/wire';
import type { AnswerQuestion, AnswerStory } from '../question/answer-question.js';
import { turnKeyOf } from '../question/answer-question.js';
import type { InboxClient } from './inbox-client.js';

/** When an answer that could not be brought is brought again. */
const RETRY_MS = 30_000;
/** setTimeout fires at once for longer delays (Node's documentation of timers). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Questions that were put off, while this process runs: each is looked at again when the agency said that it would be
 * ready, and what is final then is brought to the inbox, so that it reaches the court also when nobody polls any more.
 * Nothing is searched after the warrant's end. What is forgotten when the process ends is still answered when polled.
 */
export class DeferredAnswers {
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private isClosed = false;

  constructor(
    private readonly answerQuestion: AnswerQuestion,
    private readonly inbox: InboxClient,
    private readonly longestSearchMs: number,
    private readonly log: Logger,
  ) {}

  /** To be told of every answer that was given to the court. */
  note(received: ReceivedQuestion, story: AnswerStory): void {
    const { question } = received;
    this.forget(received);
    if (story.rung !== 'deferred') return;
    const { answer } = decodeAnswer(story.page.answer, question);
    if (answer.rung === 'deferred') this.wake(received, answer.pollAfterMs);
  }

  close(): void {
    this.isClosed = true;
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.inbox.close();
  }

  private forget({ question }: ReceivedQuestion): void {
    clearTimeout(this.waiting.get(turnKeyOf(question)));
    this.waiting.delete(turnKeyOf(question));
  }

  private wake(received: ReceivedQuestion, afterMs: number): void {
    if (this.isClosed) return;
    const timer = setTimeout(() => void this.bring(received), Math.min(afterMs, LONGEST_TIMER_MS));
    this.waiting.set(turnKeyOf(received.question), timer);
  }

  private async bring(received: ReceivedQuestion): Promise<void> {
    const { legId, round } = received.question;
    try {
      const answerBy = Date.now() + this.longestSearchMs;
      const story = await this.answerQuestion.resume(received, {
        gone: new AbortController().signal,
        answerBy,
      });
      this.note(received, story);
      // A question to the officer is told when the court asks again.
      if (story.rung === 'deferred' || story.rung === 'clarification') return;
      const outcome = await this.inbox.push(received.question, story.page);
      this.log.info('answer brought', { legId, round, rung: story.rung, outcome });
    } catch (error) {
      this.log.warn('answer not brought', { legId, round, error });
      if (error instanceof DiandaError && isRetryable(error)) {
        this.wake(received, Math.max(RETRY_MS, error.retryAfterMs ?? 0));
      }
    }
  }
}
