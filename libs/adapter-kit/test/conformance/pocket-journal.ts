import { DiandaError, type Question } from '@dianda/inquiry';
import type { WithdrawOutcome } from '@dianda/wire';
import type { PocketPage } from './pocket-pages.js';

/** One question as the journal keeps it. */
export interface PocketEntry {
  readonly fingerprint: string;
  /** How often it was answered, deferrals among them. */
  asked: number;
  pages: readonly PocketPage[] | undefined;
  rung: string | undefined;
  searching: Promise<readonly PocketPage[]> | undefined;
  error: Error | undefined;
}

/** 登记簿 in memory: a question is searched once, and what was answered stays. */
export class PocketJournal {
  private readonly entries = new Map<string, PocketEntry>();
  private readonly withdrawn = new Set<string>();
  private readonly stops = new Map<string, () => void>();

  enter(question: Question, forgetsWithdrawals: boolean): PocketEntry {
    const { legId, round, subject, assetClass, authority } = question;
    if (this.withdrawn.has(legId) && !forgetsWithdrawals) {
      throw DiandaError.precondition('LEG_WITHDRAWN', { origin: 'dianda' });
    }
    if (round > 1 && this.entries.get(`${legId}/${round - 1}`)?.rung !== 'clarification') {
      throw DiandaError.precondition('ROUND_NOT_OPEN', { origin: 'dianda' });
    }
    const fingerprint = JSON.stringify([subject, assetClass, authority.dataCategories]);
    const known = this.entries.get(`${legId}/${round}`);
    if (known !== undefined) {
      if (known.fingerprint !== fingerprint) {
        throw DiandaError.fromReason('LEG_CONFLICT', { origin: 'dianda' });
      }
      return known;
    }
    const entry: PocketEntry = {
      fingerprint,
      asked: 0,
      pages: undefined,
      rung: undefined,
      searching: undefined,
      error: undefined,
    };
    this.entries.set(`${legId}/${round}`, entry);
    return entry;
  }

  /** A deferral is followed by another answer; everything else is kept for ever. */
  record(entry: PocketEntry, pages: readonly PocketPage[]): void {
    entry.asked += 1;
    entry.rung = pages[0]?.rung;
    if (entry.rung !== 'deferred') entry.pages = pages;
  }

  onWithdraw(legId: string, stop: () => void): void {
    this.stops.set(legId, stop);
  }

  withdraw(legId: string): WithdrawOutcome {
    const entry = [...this.entries].find(([key]) => key.startsWith(`${legId}/`))?.[1];
    if (entry === undefined) return 'UNKNOWN_LEG';
    if (entry.pages !== undefined) return 'ALREADY_ANSWERED';
    this.withdrawn.add(legId);
    this.stops.get(legId)?.();
    return 'WITHDRAWN';
  }
}
