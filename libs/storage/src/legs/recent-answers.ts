import {
  hoursOnly,
  instantOf,
  workingTimeBetween,
  type AssetClass,
  type WorkingCalendar,
} from '@dianda/inquiry';
import type { Statements } from '../database/database.js';

/** An agency in one class. */
export interface Line {
  readonly agencyCode: string;
  readonly assetClass: AssetClass;
}

/** From when a leg was first asked until it was answered. */
export interface AnsweredSpan {
  readonly startedAt: Date;
  readonly settledAt: Date;
}

/** So many of the newest answers are looked at; fewer than the other say nothing yet. Dianda's own design. */
const mostAnswers = 15;
const fewestAnswers = 5;

export function lineKey({ agencyCode, assetClass }: Line): string {
  return `${agencyCode} ${assetClass}`;
}

/** The newest answers of each line, by its key. */
export async function readRecentAnswers(
  statements: Statements,
  lines: readonly Line[],
): Promise<ReadonlyMap<string, readonly AnsweredSpan[]>> {
  if (lines.length === 0) return new Map();
  const rows = await statements.rows<{
    agency_code: string;
    asset_class: AssetClass;
    started_at: Date;
    settled_at: Date;
  }>(
    `SELECT line.agency_code, line.asset_class, recent.started_at, recent.settled_at
     FROM jsonb_to_recordset($1::jsonb) AS line(agency_code text, asset_class text)
     CROSS JOIN LATERAL (
       SELECT leg.settled_at, (SELECT min(attempt.started_at) FROM dianda.attempt
         WHERE attempt.leg_id = leg.id) AS started_at
       FROM dianda.leg WHERE leg.agency_code = line.agency_code AND leg.asset_class = line.asset_class
         AND leg.state = 'answered'
       ORDER BY leg.settled_at DESC LIMIT $2) recent
     WHERE recent.started_at IS NOT NULL`,
    [
      JSON.stringify(
        lines.map(({ agencyCode, assetClass }) => ({ agency_code: agencyCode, asset_class: assetClass })),
      ),
      mostAnswers,
    ],
  );
  const byLine = Map.groupBy(rows, (row) =>
    lineKey({ agencyCode: row.agency_code, assetClass: row.asset_class }),
  );
  return new Map(
    [...byLine].map(([key, its]) => [
      key,
      its.map((row) => ({ startedAt: row.started_at, settledAt: row.settled_at })),
    ]),
  );
}

/** The median in the agency's working time, milliseconds; undefined of too few. */
export function recentPaceMs(spans: readonly AnsweredSpan[], calendar: WorkingCalendar): number | undefined {
  if (spans.length < fewestAnswers) return undefined;
  const hours = hoursOnly(calendar);
  const took = spans
    .map(
      ({ startedAt, settledAt }) =>
        workingTimeBetween(hours, instantOf(startedAt), instantOf(settledAt)).value,
    )
    .sort((one, other) => one - other);
  return took[Math.floor((took.length - 1) / 2)];
}
