import { AuditLog, type AuditEntry } from '@dianda/inquiry';
import type { Database, Statements } from '../database/database.js';

/** What a JSON parameter carries for one entry; the columns of `auditRecord`. */
export function auditRow(entry: AuditEntry): Readonly<Record<string, unknown>> {
  return {
    action: entry.action,
    actor_role: entry.by?.role,
    actor_account_id: entry.by?.accountId,
    subject_kind: entry.subject.kind,
    subject_id: entry.subject.id,
    facts: entry.facts,
  };
}

/** INSERT of the entries in the JSON parameter of that number, a list; also as a step of a larger statement. */
export function auditInsert(parameter: number): string {
  return `INSERT INTO dianda.audit_entry (action, actor_role, actor_account_id, subject_kind, subject_id, facts)
    SELECT action, actor_role, actor_account_id, subject_kind, subject_id, facts
    FROM jsonb_to_recordset($${parameter}::jsonb) AS entry(action text, actor_role text, actor_account_id uuid,
      subject_kind text, subject_id text, facts jsonb)`;
}

/**
 * Writes entries in the transaction of the change they belong to. Last of all statements: the chain's lock is held
 * until the commit.
 */
export async function writeAudit(statements: Statements, ...entries: readonly AuditEntry[]): Promise<void> {
  await statements.rows(auditInsert(1), [JSON.stringify(entries.map(auditRow))]);
}

export class TypeOrmAuditLog extends AuditLog {
  constructor(private readonly database: Database) {
    super();
  }

  async append(entry: AuditEntry): Promise<void> {
    await writeAudit(this.database, entry);
  }
}
