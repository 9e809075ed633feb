import {
  instantOf,
  mustParse,
  parseAgencyCode,
  parseInquiryId,
  parseLegId,
  type Answer,
  type AssetClass,
  type InquiryEvent,
  type InquiryEventKind,
  type LegState,
} from '@dianda/inquiry';
import type { StoredWaiting } from '../entities/index.js';

/** A row of a statement that selects `eventColumns` from `eventTables`. */
export interface EventRow {
  readonly inquiry_id: string;
  readonly number: number;
  readonly at: Date;
  readonly kind: InquiryEventKind;
  readonly leg_id: string | null;
  readonly agency_code: string | null;
  readonly asset_class: AssetClass | null;
  readonly state: LegState | null;
  readonly waiting_for: StoredWaiting | null;
  readonly rung: Answer['rung'] | null;
  readonly late: boolean | null;
  readonly legs: number | null;
  readonly open: number | null;
  readonly version: number | null;
}

export const eventColumns = `event.inquiry_id, event.number, event.at, event.kind, event.leg_id, leg.agency_code,
  leg.asset_class, event.facts ->> 'state' AS state, event.facts ->> 'waitingFor' AS waiting_for,
  event.facts ->> 'rung' AS rung, (event.facts ->> 'late')::boolean AS late, (event.facts ->> 'legs')::integer AS legs,
  (event.facts ->> 'open')::integer AS open, (event.facts ->> 'version')::integer AS version`;

/** To stand after FROM or JOIN: an event, its inquiry and, of an event about a leg, the leg. */
export const eventTables = `dianda.inquiry_event event
  JOIN dianda.inquiry ON inquiry.id = event.inquiry_id LEFT JOIN dianda.leg ON leg.id = event.leg_id`;

export function eventFromRow(row: EventRow): InquiryEvent {
  const frame = {
    inquiryId: mustParse(parseInquiryId, row.inquiry_id),
    number: row.number,
    at: instantOf(row.at),
  };
  switch (row.kind) {
    case 'ordered':
      return { ...frame, kind: row.kind, legs: present(row.legs), open: present(row.open) };
    case 'leg_changed':
      return {
        ...frame,
        kind: row.kind,
        legId: mustParse(parseLegId, present(row.leg_id)),
        agencyCode: row.agency_code === null ? undefined : mustParse(parseAgencyCode, row.agency_code),
        assetClass: present(row.asset_class),
        state: present(row.state),
        waitingFor: row.waiting_for ?? undefined,
        rung: row.rung ?? undefined,
        late: row.late ?? false,
      };
    case 'completed':
      return { ...frame, kind: row.kind };
    case 'report_sealed':
      return { ...frame, kind: row.kind, version: present(row.version) };
    default:
      return row.kind satisfies never;
  }
}

function present<T>(value: T | null): T {
  if (value === null) throw new TypeError('an event lacks one of its facts');
  return value;
}
