import type { Question } from '@dianda/inquiry';
import type { InquireResponse } from '@dianda/wire';
import type { CallResult } from './line.js';

/** One call to Inquire and how it ended. */
export interface Exchange {
  readonly question: Question;
  readonly pageToken: string;
  readonly result: CallResult<InquireResponse>;
}

/** Every exchange of the run, for what can be judged only of all of them together. */
export class Ledger {
  private readonly entries: Exchange[] = [];

  enter(exchange: Exchange): void {
    this.entries.push(exchange);
  }

  get exchanges(): readonly Exchange[] {
    return this.entries;
  }
}
