import {
  AskLeg,
  defaultCaseTypeRules,
  type AgencyClient,
  type AgencyReply,
  type ClaimedLeg,
  type LegStep,
  type LegStore,
  type Question,
} from '../src/index.js';
import { LoadedDice, scripted } from './fakes.js';
import { leg, nothingFound, replyOf } from './legs.js';

export interface Asked {
  readonly agencyCode: string;
  readonly question: Question;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/** One ring of one leg, as it is claimed; what was asked and written down is kept to be looked at. */
export class AskingDesk {
  readonly asked: Asked[] = [];
  readonly finished: { readonly attemptId: string; readonly step: LegStep }[] = [];
  readonly claims: unknown[][] = [];
  readonly signal = new AbortController().signal;

  constructor(
    private readonly claimed: ClaimedLeg | undefined,
    private readonly reply: () => Promise<AgencyReply>,
    private readonly holdsLease = true,
  ) {}

  async ring(attemptTimeoutMs = 5_000) {
    const legs = scripted<LegStore>('LegStore', {
      claim: (...how) => {
        this.claims.push(how);
        return Promise.resolve(this.claimed);
      },
      finish: (attemptId, step) => {
        this.finished.push({ attemptId, step });
        return Promise.resolve(this.holdsLease);
      },
    });
    const client = scripted<AgencyClient>('AgencyClient', {
      inquire: (of, question, deadlineMs, signal) => {
        this.asked.push({ agencyCode: of.code, question, deadlineMs, signal });
        return this.reply();
      },
    });
    const dice = new LoadedDice({ units: [0] });
    return new AskLeg(legs, client, dice, defaultCaseTypeRules, 'dispatcher-1').run(
      leg(1).id,
      attemptTimeoutMs,
      this.signal,
    );
  }
}

export const answering = () => Promise.resolve(replyOf(nothingFound));
export const unasked = () => Promise.reject(new Error('nobody may be asked'));
