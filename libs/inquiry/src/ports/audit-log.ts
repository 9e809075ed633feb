import type { Actor } from './actor.js';

export const auditActions = [
  'sign_in',
  'sign_in_refused',
  'token_granted',
  'token_refused',
  'client_added',
  'client_key_added',
  'client_key_removed',
  'client_disabled',
  'client_enabled',
  'case_put',
  'case_moved',
  'notice_stored',
  'notice_viewed',
  'inquiry_ordered',
  'order_refused',
  'batch_taken',
  'batch_completed',
  'inquiry_viewed',
  'inquiries_followed',
  'webhook_created',
  'webhook_rotated',
  'webhook_paused',
  'webhook_resumed',
  'webhook_deleted',
  'webhook_redelivered',
  'report_viewed',
  'report_exported',
  'leg_settled',
  'leg_cancelled',
  'answer_push_refused',
  'agency_held',
  'hold_lifted',
  'directory_loaded',
  'holidays_loaded',
  'agency_enable_asked',
  'hold_resume_asked',
  'agency_concurrency_set',
  'agency_quota_set',
  'maintenance_planned',
  'maintenance_ended',
  'leg_retry_asked',
  'leg_failure_asked',
  'court_put',
  'officer_put',
  'officer_disabled',
  'account_made',
  'account_disabled',
  'account_enabled',
  'password_reset',
  'password_changed',
  'database_backed_up',
  'database_restored',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** An entry carries ids, codes and counts; names and identity numbers never. */
export interface AuditEntry {
  readonly action: AuditAction;
  /** Undefined when Dianda itself acts, or nobody could be established. */
  readonly by: Actor | undefined;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** Append-only; entries that belong to a change are written by the store in the change's transaction. */
export abstract class AuditLog {
  abstract append(entry: AuditEntry): Promise<void>;
}
