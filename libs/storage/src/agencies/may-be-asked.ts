import type { AgencyCode } from '@dianda/inquiry';
import type { Statements } from '../database/database.js';

/**
 * What keeps an agency from being asked, in SQL for whoever feeds, claims or reads. Each is an expression on the alias
 * `agency` (a row of dianda.agency, perhaps of an outer join), as of the statement.
 */

const today = `(statement_timestamp() AT TIME ZONE agency.zone)::date`;

/** Requests that were counted in the agency’s present day. */
export const usedToday = `coalesce((SELECT usage.requests FROM dianda.agency_usage usage
  WHERE usage.agency_code = agency.code AND usage.day = ${today}), 0)`;

const usedThisSecond = `coalesce((SELECT usage.requests_in_second FROM dianda.agency_usage usage
  WHERE usage.agency_code = agency.code AND usage.second_at = date_trunc('second', statement_timestamp())), 0)`;

/** A window that has begun, has not ended and was not ended early: the one that lasts longest. */
export const maintenanceInForce = `SELECT window_.from_at, window_.until_at FROM dianda.agency_maintenance window_
  WHERE window_.agency_code = agency.code AND window_.ended_at IS NULL
    AND window_.from_at <= statement_timestamp() AND window_.until_at > statement_timestamp()
  ORDER BY window_.until_at DESC LIMIT 1`;

/** Requests that the agency still takes in this day and second; null without a quota. */
export const quotaLeft = `least(agency.requests_per_day - ${usedToday}, agency.requests_per_second - ${usedThisSecond})`;

/** When the agency's next day begins, if the quota of this one is used up; else null. */
export const quotaUntil = `CASE WHEN agency.requests_per_day <= ${usedToday}
  THEN (${today} + 1)::timestamp AT TIME ZONE agency.zone END`;

/** Enabled, not held, not in maintenance. What is left of its quota is another question. */
export const isOpen = `agency.enabled
  AND NOT EXISTS (SELECT FROM dianda.agency_hold WHERE agency_hold.agency_code = agency.code)
  AND NOT EXISTS (${maintenanceInForce})`;

/**
 * Counts one request for each row of `asked` (its column agency_code), where the agency has a quota. Claims of one
 * agency go one after the other, so that none counts past another.
 */
export const countRequest = `INSERT INTO dianda.agency_usage AS usage
    (agency_code, day, requests, second_at, requests_in_second)
  SELECT agency.code, ${today}, asked.requests, date_trunc('second', statement_timestamp()), asked.requests
  FROM (SELECT agency_code, count(*) AS requests FROM asked GROUP BY agency_code) asked
  JOIN dianda.agency ON agency.code = asked.agency_code
  WHERE agency.requests_per_day IS NOT NULL OR agency.requests_per_second IS NOT NULL
  ON CONFLICT (agency_code) DO UPDATE SET
    requests = CASE WHEN usage.day = excluded.day THEN usage.requests ELSE 0 END + excluded.requests,
    requests_in_second = CASE WHEN usage.second_at = excluded.second_at THEN usage.requests_in_second ELSE 0 END
      + excluded.requests_in_second,
    day = excluded.day, second_at = excluded.second_at`;

/** Makes claims of the agency wait until this transaction ends. */
export async function lockClaims(statements: Statements, agency: AgencyCode): Promise<void> {
  await statements.rows(`SELECT pg_advisory_xact_lock(hashtext('dianda.claim'), hashtext($1))`, [agency]);
}
