import type { AuditAction, AuditEntry } from '@dianda/inquiry';
import type pg from 'pg';
import { auditInsert, auditRow } from '../audit/typeorm-audit-log.js';

/** Puts what the owner did to the whole database on record in it. */
export async function writeOwnersEntry(
  client: pg.Client,
  action: Extract<AuditAction, 'database_backed_up' | 'database_restored'>,
  facts: AuditEntry['facts'],
): Promise<void> {
  const entry: AuditEntry = { action, by: undefined, subject: { kind: 'database', id: 'dianda' }, facts };
  await client.query(auditInsert(1), [JSON.stringify(auditRow(entry))]);
}
