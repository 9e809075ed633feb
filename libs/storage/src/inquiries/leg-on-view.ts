import {
  calendarOf,
  hoursOnly,
  instantOf,
  isOpen,
  mustParse,
  nextOpening,
  parseAgencyCode,
  type Calendars,
  type Instant,
  type LegOnView,
  type OfficeHours,
  type WorkingCalendar,
} from '@dianda/inquiry';
import { holdFromRow, holdShape } from '../agencies/agency-rows.js';
import { maintenanceInForce, quotaUntil } from '../agencies/may-be-asked.js';
import { readCalendars } from '../calendar/calendars.js';
import type { CaseSeal } from '../cases/case-vault.js';
import type { Statements } from '../database/database.js';
import { databaseNow } from '../database/times.js';
import type { LegEntity } from '../entities/index.js';
import { expectedAsOf, type Pace } from '../legs/expected-at.js';
import { legFromRow, legShape, type Block } from '../legs/leg-rows.js';
import {
  lineKey,
  readRecentAnswers,
  recentPaceMs,
  type AnsweredSpan,
  type Line,
} from '../legs/recent-answers.js';

/** What stands beside a leg in its row: how its agency fares. */
export interface LegSurroundings {
  readonly read_at: Date;
  readonly held: boolean;
  readonly maintenance_since: Date | null;
  readonly maintenance_until: Date | null;
  /** When the agency's next day begins, while the quota of this one is used up. */
  readonly quota_until: Date | null;
  /** When the directory's row, in which the agency is disabled, was loaded; null while it is enabled. */
  readonly disabled_since: Date | null;
  /** When the agency works; null: at all times. */
  readonly office: OfficeHours | null;
  /** Due legs that come before it; null unless it waits for its turn, and in a line too long to find its place. */
  readonly ahead: number | null;
  /** As the directory has it for the leg's class. */
  readonly usual_seconds: number | null;
}

/** The columns of `LegSurroundings`, beside a row `leg` with `surroundingJoins`, under a WITH that has `turnTables`. */
export const surroundingColumns = `${holdShape.list}, hold.agency_code IS NOT NULL AS held, ${databaseNow} AS read_at,
       CASE WHEN NOT agency.enabled THEN agency.loaded_at END AS disabled_since,
       maintenance.from_at AS maintenance_since, maintenance.until_at AS maintenance_until,
       ${quotaUntil} AS quota_until, agency.calendar AS office,
       turn.ahead,
       (SELECT (service->>'usualAnswerSeconds')::double precision FROM jsonb_array_elements(agency.services) service
        WHERE service->>'assetClass' = leg.asset_class LIMIT 1) AS usual_seconds`;

export const surroundingJoins = `LEFT JOIN dianda.agency ON agency.code = leg.agency_code
     LEFT JOIN dianda.agency_hold hold ON hold.agency_code = leg.agency_code
     LEFT JOIN LATERAL (${maintenanceInForce}) maintenance ON true
     LEFT JOIN turn ON turn.leg_id = leg.id`;

/** When a leg is looked at, and by which calendars. */
export interface Look {
  readonly readAt: Instant;
  readonly calendars: Calendars;
  /** The newest answers, by agency and class. */
  readonly recent: ReadonlyMap<string, readonly AnsweredSpan[]>;
}

/** What a look at these legs takes besides their rows, read only as far as one of them needs it. */
export async function readAround(
  statements: Statements,
  rows: readonly LegSurroundings[],
): Promise<Omit<Look, 'readAt'>> {
  const hasHours = rows.some(({ office }) => office !== null);
  return {
    calendars: hasHours ? await readCalendars(statements) : noCalendars,
    recent: await readRecentAnswers(statements, linesOf(rows)),
  };
}

/** Of no use to agencies that are open at all times. */
const noCalendars: Calendars = { holidays: new Map(), closures: new Map() };

/** The leg as whoever looks at it sees it: its row, held up by what holds up its agency. */
export function legOnView(row: LegEntity, read: LegSurroundings, seal: CaseSeal, look: Look): LegOnView {
  const leg = legFromRow(row, seal, blockOf(row, read, look));
  const expected = expectedAsOf(leg, look.readAt, paceOf(row, read, look));
  return {
    ...leg,
    ...(leg.waitingFor?.kind === 'turn' && read.ahead !== null
      ? { waitingFor: { kind: 'turn', ahead: read.ahead } }
      : {}),
    expectedAt: expected.at,
    expectedBasis: expected.basis,
    rung: row.rung ?? undefined,
  };
}

/** That it is disabled comes first: a probe that lifts the hold would not have the agency asked. */
function blockOf(row: LegEntity, read: LegSurroundings, look: Look): Block | undefined {
  if (read.disabled_since !== null) {
    return {
      kind: 'agency_held',
      cause: 'disabled',
      since: instantOf(read.disabled_since),
      nextProbeAt: undefined,
    };
  }
  if (read.held) {
    const { cause, since, nextProbeAt } = holdFromRow(holdShape.read(read).hold);
    return { kind: 'agency_held', cause, since, nextProbeAt };
  }
  if (read.maintenance_since !== null && read.maintenance_until !== null) {
    return {
      kind: 'maintenance',
      since: instantOf(read.maintenance_since),
      until: instantOf(read.maintenance_until),
    };
  }
  const opensAt = openingOf(row, read, look);
  if (opensAt > look.readAt) return { kind: 'outside_hours', until: opensAt };
  return read.quota_until === null ? undefined : { kind: 'quota', until: instantOf(read.quota_until) };
}

/** When the agency works again; the moment of the look while it does. */
function openingOf(row: LegEntity, read: LegSurroundings, look: Look): Instant {
  const calendar = calendarAt(row, read, look);
  return nextOpening(hoursOnly(calendar), look.readAt).value > look.readAt
    ? nextOpening(calendar, look.readAt).value
    : look.readAt;
}

function paceOf(row: LegEntity, read: LegSurroundings, look: Look): Pace {
  const calendar = calendarAt(row, read, look);
  const spans =
    row.agencyCode === null
      ? []
      : look.recent.get(lineKey({ agencyCode: row.agencyCode, assetClass: row.assetClass }));
  return {
    calendar,
    recentMs: recentPaceMs(spans ?? [], calendar),
    usualMs: read.usual_seconds === null ? undefined : read.usual_seconds * 1_000,
  };
}

function calendarAt(
  { agencyCode }: LegEntity,
  { office }: LegSurroundings,
  { calendars }: Look,
): WorkingCalendar {
  if (agencyCode === null || office === null) return alwaysOpen;
  return calendarOf({ code: mustParse(parseAgencyCode, agencyCode), calendar: office }, calendars);
}

const alwaysOpen: WorkingCalendar = { office: undefined, holidays: new Map(), closures: [] };

/** The agencies and classes of open legs, each once: only of those somebody asks when they come. */
function linesOf(rows: readonly object[]): readonly Line[] {
  const open = rows
    .map((row) => legShape.read(row).leg)
    .flatMap(({ agencyCode, assetClass, state }) =>
      agencyCode === null || !isOpen(state) ? [] : [{ agencyCode, assetClass }],
    );
  return [...new Map(open.map((line) => [lineKey(line), line])).values()];
}
