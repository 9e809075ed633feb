import { DiandaError, isRetryable } from '@dianda/inquiry';
import type { Logger } from '@dianda/service-kit';
import { decodeAnswer, type ReceivedQuestion } from '@dianda/wire';
import type { Journal } from '../journal/journal.js';
import type { QuestionKey } from '../journal/journal-entry.js';
import type { AnswerQuestion, AnswerStory } from '../question/answer-question.js';
import { turnKeyOf } from '../question/answer-question.js';
import type { InboxClient } from './inbox-client.js';

/** After how long what failed is tried again: twice as long each time, up to the longest. */
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;
/** As long as answers have to be kept (proto/README.md section 6); then nobody waits for one any more. */
const OWED_FOR_DAYS = 30;
const OWED_FOR_MS = OWED_FOR_DAYS * 86_400_000;
/** Between answers that are brought after a start: the inbox serves others, too. */
const SPACING_MS = 100;
/** setTimeout fires at once for longer delays (Node's documentation of timers). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Questions that were put off: each is looked at again when the agency said that it would be ready, and what is final
 * then is brought to the court's inbox, so that it arrives also when nobody polls any more. What cannot be brought is
 * brought again, more and more seldom, for 30 days; what the court refuses is not. Nothing is searched after the
 * warrant's end, but what was found under it is still brought.
 *
 * The journal knows what is owed, so that a final answer survives this process. A question whose search was still to come
 * does not, since its warrant is kept nowhere: it goes on when the court polls again.
 */
export class DeferredAnswers {
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  /** Keys of questions whose final answer the court has not taken, as far as this process knows. */
  private readonly owed = new Set<string>();
  private isClosed = false;

  constructor(
    private readonly answerQuestion: Pick<AnswerQuestion, 'resume'>,
    private readonly journal: Pick<Journal, 'owe' | 'paid' | 'owed' | 'findPage'>,
    private readonly inbox: Pick<InboxClient, 'push' | 'close'>,
    private readonly longestSearchMs: number,
    private readonly log: Logger,
  ) {}

  /** Brings what an earlier process found and did not bring. */
  async start(failures = 0): Promise<void> {
    try {
      const owed = (await this.journal.owed(OWED_FOR_DAYS)).filter((each) => !this.owed.has(turnKeyOf(each)));
      for (const each of owed) this.owed.add(turnKeyOf(each));
      for (const [index, each] of owed.filter(({ isReady }) => isReady).entries())
        this.wake(each, index * SPACING_MS, () => this.deliver(each, Date.now(), 0));
    } catch (error) {
      this.log.warn('owed answers not read', { error });
      this.wakeAs('start', backOffMs(failures, error), () => this.start(failures + 1));
    }
  }

  /** To be told of every answer that was given to the court, before it is sent. Throws STORAGE_UNAVAILABLE. */
  async note(received: ReceivedQuestion, story: AnswerStory): Promise<void> {
    const { question } = received;
    const key = turnKeyOf(question);
    this.forget(key);
    if (story.rung !== 'deferred') {
      if (!this.owed.delete(key)) return;
      await this.journal.paid(question);
      return;
    }
    if (!this.owed.has(key)) await this.journal.owe(question);
    this.owed.add(key);
    this.lookAgain(received, story);
  }

  close(): void {
    this.isClosed = true;
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.inbox.close();
  }

  private lookAgain(received: ReceivedQuestion, story: AnswerStory): void {
    const { answer } = decodeAnswer(story.page.answer, received.question);
    if (answer.rung !== 'deferred') return;
    this.wake(received.question, answer.pollAfterMs, () => this.look(received, 0));
  }

  private async look(received: ReceivedQuestion, failures: number): Promise<void> {
    const { question } = received;
    const { legId, round } = question;
    try {
      const answerBy = Date.now() + this.longestSearchMs;
      const story = await this.answerQuestion.resume(received, {
        gone: new AbortController().signal,
        answerBy,
      });
      if (story.rung === 'deferred') this.lookAgain(received, story);
      // A question to the officer, and an answer of several pages, are told when the court asks again.
      else if (story.rung !== 'clarification' && isOnePage(received, story))
        await this.deliver({ legId, round }, Date.now(), 0);
    } catch (error) {
      this.log.warn('answer not ready', { legId, round, error });
      if (isWorthAnotherTry(error))
        this.wake(question, backOffMs(failures, error), () => this.look(received, failures + 1));
    }
  }

  /** Out of the journal, as it was searched and signed: no warrant is needed to bring what is there. */
  private async deliver(owed: QuestionKey, sinceMs: number, failures: number): Promise<void> {
    const { legId, round } = owed;
    try {
      const page = await this.journal.findPage(owed, '');
      if (page === undefined) return;
      const outcome = await this.inbox.push(owed, page);
      this.log.info('answer brought', { legId, round, rung: page.rung, outcome });
    } catch (error) {
      this.log.warn('answer not brought', { legId, round, error });
      const delayMs = backOffMs(failures, error);
      if (isWorthAnotherTry(error) && Date.now() + delayMs < sinceMs + OWED_FOR_MS) {
        this.wake(owed, delayMs, () => this.deliver(owed, sinceMs, failures + 1));
        return;
      }
    }
    await this.settle(owed);
  }

  /** What could not be noted is brought once more after the next start, and acknowledged as known. */
  private async settle(key: QuestionKey): Promise<void> {
    this.owed.delete(turnKeyOf(key));
    await this.journal.paid(key).catch((error: unknown) => {
      this.log.warn('answer still noted as owed', { legId: key.legId, round: key.round, error });
    });
  }

  private wake(key: QuestionKey, afterMs: number, work: () => Promise<void>): void {
    this.wakeAs(turnKeyOf(key), afterMs, work);
  }

  private wakeAs(name: string, afterMs: number, work: () => Promise<void>): void {
    if (this.isClosed) return;
    this.forget(name);
    const timer = setTimeout(
      () => {
        this.waiting.delete(name);
        void work();
      },
      Math.min(afterMs, LONGEST_TIMER_MS),
    );
    this.waiting.set(name, timer);
  }

  private forget(name: string): void {
    clearTimeout(this.waiting.get(name));
    this.waiting.delete(name);
  }
}

function isOnePage({ question }: ReceivedQuestion, { page }: AnswerStory): boolean {
  return decodeAnswer(page.answer, question).nextPageToken === '';
}

function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof DiandaError && isRetryable(error);
}

function backOffMs(failures: number, error: unknown): number {
  const asked = error instanceof DiandaError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS), asked);
}
