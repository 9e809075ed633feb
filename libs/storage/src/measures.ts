import type { AssetClass, HoldCause, LegState, WaitingFor } from '@dianda/inquiry';
import type { DataSource } from 'typeorm';
import { maintenanceInForce, quotaUntil, usedToday } from './agencies/may-be-asked.js';
import type { Statements } from './database/database.js';

/** A class of open legs at one agency, and how many there are. */
export interface OpenLegs {
  readonly agencyCode: string;
  readonly assetClass: AssetClass;
  readonly state: LegState;
  readonly waitingFor: WaitingFor['kind'];
  readonly legs: number;
}

/** How one agency of the directory stands, on PostgreSQL's clock. */
export interface AgencyMeasure {
  readonly agencyCode: string;
  readonly enabled: boolean;
  readonly concurrency: number;
  /** Legs that are being asked, over all dispatchers. */
  readonly askingLegs: number;
  /** For how long the leg that is due longest has been due; 0 when none is. */
  readonly oldestDueAgeSeconds: number;
  /** How long ago the oldest open leg was ordered; 0 when none is open. */
  readonly oldestOpenAgeSeconds: number;
  /** Open legs beyond their time. */
  readonly overdueLegs: number;
  readonly heldFor: HoldCause | undefined;
  /** 0 when it is not held. */
  readonly holdAgeSeconds: number;
  readonly inMaintenance: boolean;
  /** Requests counted in the agency's present day; only agencies with a quota are counted. */
  readonly requestsToday: number;
  /** Undefined without a quota of the day. */
  readonly requestsPerDay: number | undefined;
}

export interface PoolMeasure {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** What is read for a page of metrics. Nothing in it is about a person or a case. */
export interface StorageMeasures {
  /** Connections for statements as they are now. */
  readonly pool: PoolMeasure;
  openLegs(): Promise<readonly OpenLegs[]>;
  agencies(): Promise<readonly AgencyMeasure[]>;
}

export function measuresOf(source: DataSource, statements: Statements): StorageMeasures {
  return {
    pool: poolOf(source),
    openLegs: () => readOpenLegs(statements),
    agencies: () => readAgencies(statements),
  };
}

/** What blocks an agency is what its legs wait for, as for people who look at one (`leg-rows.ts`). */
function readOpenLegs(statements: Statements): Promise<readonly OpenLegs[]> {
  return statements.rows<OpenLegs>(
    `WITH stands AS (
       SELECT agency.code, CASE WHEN NOT agency.enabled OR hold.agency_code IS NOT NULL THEN 'agency_held'
         WHEN EXISTS (${maintenanceInForce}) THEN 'maintenance'
         WHEN ${quotaUntil} IS NOT NULL THEN 'quota' END AS block
       FROM dianda.agency LEFT JOIN dianda.agency_hold hold ON hold.agency_code = agency.code)
     SELECT leg.agency_code AS "agencyCode", leg.asset_class AS "assetClass", leg.state,
       CASE WHEN leg.state IN ('pending', 'waiting') AND leg.waiting_kind <> 'clarification'
            THEN coalesce(stands.block, leg.waiting_kind) ELSE leg.waiting_kind END AS "waitingFor",
       count(*)::integer AS legs
     FROM dianda.leg JOIN stands ON stands.code = leg.agency_code
     WHERE leg.state IN ('pending', 'asking', 'waiting', 'parked')
     GROUP BY 1, 2, 3, 4`,
  );
}

async function readAgencies(statements: Statements): Promise<readonly AgencyMeasure[]> {
  const rows = await statements.rows<
    Omit<AgencyMeasure, 'heldFor' | 'requestsPerDay'> & {
      readonly heldFor: HoldCause | null;
      readonly requestsPerDay: number | null;
    }
  >(
    `SELECT agency.code AS "agencyCode", agency.enabled, agency.concurrency,
       coalesce(open.asking, 0)::integer AS "askingLegs",
       ${ageOf('open.due_since')} AS "oldestDueAgeSeconds", ${ageOf('open.ordered_at')} AS "oldestOpenAgeSeconds",
       coalesce(open.overdue, 0)::integer AS "overdueLegs",
       hold.cause AS "heldFor", ${ageOf('hold.since')} AS "holdAgeSeconds",
       EXISTS (${maintenanceInForce}) AS "inMaintenance",
       ${usedToday}::integer AS "requestsToday", agency.requests_per_day AS "requestsPerDay"
     FROM dianda.agency
     LEFT JOIN dianda.agency_hold hold ON hold.agency_code = agency.code
     LEFT JOIN (
       SELECT leg.agency_code, min(leg.ordered_at) AS ordered_at,
         count(*) FILTER (WHERE leg.state = 'asking') AS asking,
         min(leg.due_at) FILTER (WHERE leg.state IN ('pending', 'waiting')) AS due_since,
         count(*) FILTER (WHERE leg.expires_at <= statement_timestamp()) AS overdue
       FROM dianda.leg WHERE leg.state IN ('pending', 'asking', 'waiting', 'parked') GROUP BY leg.agency_code
     ) open ON open.agency_code = agency.code
     ORDER BY agency.code COLLATE "C"`,
  );
  return rows.map((row) => ({
    ...row,
    heldFor: row.heldFor ?? undefined,
    requestsPerDay: row.requestsPerDay ?? undefined,
  }));
}

/** Seconds since a time, not below 0; 0 when there is none. */
function ageOf(time: string): string {
  return `coalesce(greatest(extract(epoch FROM statement_timestamp() - ${time}), 0), 0)::double precision`;
}

/** TypeORM leaves its driver's pool without a type; it is pg's. */
function poolOf(source: DataSource): PoolMeasure {
  const pool: unknown = Reflect.get(source.driver, 'master');
  if (!isPool(pool)) throw new TypeError('TypeORM’s driver has no pool of pg');
  return pool;
}

function isPool(pool: unknown): pool is PoolMeasure {
  return (
    typeof pool === 'object' &&
    pool !== null &&
    ['totalCount', 'idleCount', 'waitingCount'].every((name) => typeof Reflect.get(pool, name) === 'number')
  );
}
