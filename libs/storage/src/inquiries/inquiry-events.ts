import type { InquiryEventKind } from '@dianda/inquiry';
import type { InquiryEntity, LegEntity } from '../entities/index.js';
import type { LegChange } from '../legs/leg-change.js';

/** What happened to an inquiry, for those who follow it: ids, codes and counts. */
export interface EventToTell {
  readonly kind: Exclude<InquiryEventKind, 'ordered'>;
  readonly legId: string | null;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export const completedEvent: EventToTell = { kind: 'completed', legId: null, facts: {} };

export function reportEvent(version: number): EventToTell {
  return { kind: 'report_sealed', legId: null, facts: { version } };
}

export function legEvent(leg: LegEntity, change: LegChange): EventToTell {
  const facts = {
    state: change.state,
    ...(change.answer === null ? {} : { rung: change.answer.rung, late: change.late }),
    ...(change.waitingKind === null ? {} : { waitingFor: change.waitingKind }),
  };
  return { kind: 'leg_changed', legId: leg.id, facts };
}

/** Rows of events, numbered on from the newest; the caller holds the inquiry's row, so that no number is left out. */
export function numbered(inquiry: InquiryEntity, events: readonly EventToTell[]) {
  return events.map(({ kind, legId, facts }, index) => ({
    inquiry_id: inquiry.id,
    number: inquiry.eventCount + 1 + index,
    kind,
    leg_id: legId,
    facts,
  }));
}

/** INSERT of `numbered` rows in the JSON parameter of that number. */
export function eventsInsert(parameter: number): string {
  return `INSERT INTO dianda.inquiry_event (inquiry_id, number, kind, leg_id, facts)
    SELECT inquiry_id, number, kind, leg_id, facts FROM jsonb_to_recordset($${parameter}::jsonb)
      AS given(inquiry_id uuid, number integer, kind text, leg_id uuid, facts jsonb)`;
}
