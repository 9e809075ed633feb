import type { AuditAction, AuditEntry } from '@dianda/inquiry';
import type pg from 'pg';
import { writeAudit } from '../audit/typeorm-audit-log.js';

/** Puts what the owner did to the whole database on record in it. */
export async function writeOwnersEntry(
  client: pg.Client,
  action: Extract<AuditAction, 'database_backed_up' | 'database_restored'>,
  facts: AuditEntry['facts'],
): Promise<void> {
  const rows = async <Row>(statement: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> =>
    (await client.query<Row & pg.QueryResultRow>(statement, [...parameters])).rows;
  await writeAudit({ rows }, { action, by: undefined, subject: { kind: 'database', id: 'dianda' }, facts });
}
