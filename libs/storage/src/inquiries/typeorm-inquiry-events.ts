import {
  InquiryEvents,
  mustParse,
  parseCaseId,
  parseCourtCode,
  parseInquiryId,
  parseOfficerId,
  type Actor,
  type ActorEventPage,
  type Audience,
  type InquiryEventPage,
  type InquiryId,
  type InquiryState,
  type ToldEvent,
} from '@dianda/inquiry';
import type { Database } from '../database/database.js';
import type { Doorbell } from '../database/doorbell.js';
import { isShut } from '../staff/typeorm-account-store.js';
import { placeEvents } from './event-line.js';
import { eventColumns, eventFromRow, eventTables, type EventRow } from './event-rows.js';
import { visibleTo } from './visibility.js';

/** How much of the line one read for an actor goes along at most, so that a reader far behind costs little at a time. */
const longestStretch = 2_000;

interface PlacedRow extends EventRow {
  readonly position: number;
}
interface AudienceRow {
  readonly court_code: string;
  readonly team: readonly string[];
}

/** Beside an inquiry: its case's present court and team. */
const audienceColumns = `(SELECT court_code FROM dianda.enforcement_case WHERE id = inquiry.case_id) AS court_code,
  ARRAY(SELECT DISTINCT officer_id::text FROM dianda.team_member WHERE case_id = inquiry.case_id) AS team`;

export class TypeOrmInquiryEvents extends InquiryEvents {
  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
  ) {
    super();
  }

  async ofInquiry(
    id: InquiryId,
    afterNumber: number,
    limit: number,
    by: Actor,
  ): Promise<InquiryEventPage | undefined> {
    const { condition, value } = visibleTo(by, 'inquiry.case_id', 2);
    // The inquiry after its events: what it counts then is at least what was read.
    const rows = await this.database.rows<EventRow>(
      `SELECT ${eventColumns} FROM ${eventTables} WHERE event.inquiry_id = $1 AND ${condition} AND event.number > $3::bigint
       ORDER BY event.number LIMIT $4`,
      [id, value, afterNumber, limit],
    );
    const inquiries = await this.database.rows<{ case_id: string; state: InquiryState; event_count: number }>(
      `SELECT case_id, state, event_count FROM dianda.inquiry WHERE id = $1 AND ${condition}`,
      [id, value],
    );
    const inquiry = inquiries[0];
    if (inquiry === undefined) return undefined;
    return {
      caseId: mustParse(parseCaseId, inquiry.case_id),
      events: rows.map(eventFromRow),
      newest: inquiry.event_count,
      isOver: inquiry.state !== 'dispatching',
    };
  }

  async ofActor(afterPosition: number, limit: number, by: Actor): Promise<ActorEventPage> {
    const { condition, value } = visibleTo(by, 'inquiry.case_id', 3);
    const [end] = await this.database.rows<{ up_to: number | null; length: number }>(
      `SELECT max(position)::float8 AS up_to, count(*)::integer AS length FROM (
         SELECT position FROM dianda.inquiry_event WHERE position > $1::bigint ORDER BY position LIMIT $2) AS stretch`,
      [afterPosition, longestStretch],
    );
    const upTo = end?.up_to ?? afterPosition;
    const rows = await this.database.rows<PlacedRow>(
      `SELECT ${eventColumns}, event.position::float8 AS position FROM ${eventTables}
       WHERE event.position > $1::bigint AND event.position <= $2::bigint AND ${condition}
       ORDER BY event.position LIMIT $4`,
      [afterPosition, upTo, value, limit],
    );
    const isCut = rows.length === limit;
    return {
      events: rows.map((row) => ({ event: eventFromRow(row), position: row.position })),
      upTo: isCut ? (rows.at(-1)?.position ?? upTo) : upTo,
      isWhole: !isCut && (end?.length ?? 0) < longestStretch,
    };
  }

  async newestPosition(): Promise<number> {
    await placeEvents(this.database);
    const rows = await this.database.rows<{ position: number }>(
      'SELECT last_position::float8 AS position FROM dianda.event_line',
    );
    return rows[0]?.position ?? 0;
  }

  async onLine(afterPosition: number, limit: number): Promise<readonly ToldEvent[]> {
    await placeEvents(this.database);
    const rows = await this.database.rows<PlacedRow & AudienceRow & { is_last: boolean }>(
      `SELECT ${eventColumns}, event.position::float8 AS position, ${audienceColumns},
         inquiry.state <> 'dispatching' AND event.number = inquiry.event_count AS is_last
       FROM ${eventTables} WHERE event.position > $1::bigint ORDER BY event.position LIMIT $2`,
      [afterPosition, limit],
    );
    return rows.map((row) => ({
      event: eventFromRow(row),
      position: row.position,
      audience: audienceFromRow(row),
      isLast: row.is_last,
    }));
  }

  async audiences(ids: readonly InquiryId[]): Promise<ReadonlyMap<InquiryId, Audience>> {
    const rows = await this.database.rows<AudienceRow & { id: string }>(
      `SELECT inquiry.id, ${audienceColumns} FROM dianda.inquiry WHERE inquiry.id = ANY ($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [mustParse(parseInquiryId, row.id), audienceFromRow(row)]));
  }

  async inForceAmong(actors: readonly Actor[]): Promise<readonly Actor[]> {
    const rows = await this.database.rows<{ nth: number }>(
      `SELECT nth FROM jsonb_to_recordset($1::jsonb)
         AS actor(nth integer, id uuid, role text, court_code text, officer_id uuid)
       JOIN dianda.account ON account.id = actor.id AND account.role = actor.role AND NOT ${isShut}
         AND NOT account.password_one_time
         AND account.court_code IS NOT DISTINCT FROM actor.court_code
         AND account.officer_id IS NOT DISTINCT FROM actor.officer_id
       WHERE account.role <> 'court-system' OR EXISTS (
         SELECT FROM dianda.client WHERE client.account_id = account.id AND client.scopes ? 'inquiries:read')`,
      [JSON.stringify(actors.map(actorRow))],
    );
    const inForce = new Set(rows.map(({ nth }) => nth));
    return actors.filter((_actor, nth) => inForce.has(nth));
  }

  async onChange(listener: () => void): Promise<() => Promise<void>> {
    return this.doorbell.on('dianda_inquiry', listener);
  }
}

function audienceFromRow(row: AudienceRow): Audience {
  return {
    courtCode: mustParse(parseCourtCode, row.court_code),
    team: row.team.map((id) => mustParse(parseOfficerId, id)),
  };
}

function actorRow(actor: Actor, nth: number) {
  const row = { nth, id: actor.accountId, role: actor.role };
  switch (actor.role) {
    case 'officer':
      return { ...row, court_code: actor.courtCode, officer_id: actor.officerId };
    case 'court-system':
      return { ...row, court_code: actor.courtCode };
    case 'ops':
    case 'admin':
      return row;
    default:
      return actor satisfies never;
  }
}
