import pg from 'pg';
import { schemaName } from '../schema/roles.js';

export interface SchemaTable {
  readonly name: string;
  /** Without generated ones, whose values follow from the others. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly primaryKey: readonly string[];
  /** Tables that its foreign keys point at; itself left out. */
  readonly pointsAt: readonly string[];
}

/** What the migrations record about themselves; not part of a backup, since a restore runs them. */
const migrationTable = 'migration';

/** All tables of the schema that hold data, each after those that it points at. */
export async function readSchemaTables(client: pg.Client): Promise<readonly SchemaTable[]> {
  const { rows } = await client.query<SchemaTable>(
    `SELECT class.relname AS name,
       (SELECT jsonb_agg(jsonb_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) ORDER BY attnum)
        FROM pg_attribute WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns,
       coalesce((SELECT jsonb_agg(attname ORDER BY place)
        FROM pg_index, unnest(indkey::smallint[]) WITH ORDINALITY AS key(number, place)
        JOIN pg_attribute ON attnum = number
        WHERE indrelid = class.oid AND indisprimary AND attrelid = class.oid), '[]') AS "primaryKey",
       coalesce((SELECT jsonb_agg(DISTINCT target.relname) FROM pg_constraint JOIN pg_class target ON target.oid = confrelid
        WHERE conrelid = class.oid AND contype = 'f' AND NOT condeferred AND confrelid <> class.oid), '[]') AS "pointsAt"
     FROM pg_class class
     WHERE class.relnamespace = $1::regnamespace AND class.relkind = 'r' AND class.relname <> $2
     ORDER BY class.relname COLLATE "C"`,
    [schemaName, migrationTable],
  );
  return inOrder(rows);
}

/** Sets every sequence of the schema behind the largest value that its column holds. */
export async function moveSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(
    `SELECT sequence.oid::regclass::text AS sequence, class.relname AS table, attname AS column
     FROM pg_depend JOIN pg_class sequence ON sequence.oid = objid AND sequence.relkind = 'S'
     JOIN pg_class class ON class.oid = refobjid JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
     WHERE class.relnamespace = $1::regnamespace AND class.relname <> $2 AND deptype IN ('a', 'i')`,
    [schemaName, migrationTable],
  );
  for (const { sequence, table, column } of rows) {
    const name = pg.escapeIdentifier(column);
    await client.query(
      `SELECT setval($1::regclass, (SELECT max(${name}) FROM ${nameOf(table)})) WHERE EXISTS (SELECT FROM ${nameOf(table)})`,
      [sequence],
    );
  }
}

/** As SQL spells it. */
export function nameOf(table: string): string {
  return `${schemaName}.${pg.escapeIdentifier(table)}`;
}

function inOrder(tables: readonly SchemaTable[]): readonly SchemaTable[] {
  const placed = new Set<string>();
  const ordered: SchemaTable[] = [];
  while (ordered.length < tables.length) {
    const next = tables.filter(
      ({ name, pointsAt }) => !placed.has(name) && pointsAt.every((each) => placed.has(each)),
    );
    if (next.length === 0) throw new TypeError('the foreign keys of the schema run in a circle');
    for (const table of next) placed.add(table.name);
    ordered.push(...next);
  }
  return ordered;
}
