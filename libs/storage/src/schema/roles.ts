/** The database roles: the owner makes the schema, each app has what it needs and no more. */
export const roles = {
  owner: 'dianda_owner',
  gateway: 'dianda_gateway',
  dispatcher: 'dianda_dispatcher',
} as const;

export const schemaName = 'dianda';

/** BullMQ's tables, when it runs on PostgreSQL: the dispatcher's own, in the same database. */
export const queueSchemaName = 'bullmq';

type Right = 'SELECT' | 'INSERT' | 'DELETE' | 'UPDATE' | `UPDATE (${string})`;
interface TableRights {
  readonly gateway: readonly Right[];
  readonly dispatcher: readonly Right[];
}

const reads = ['SELECT'] as const;
const reader = { gateway: reads, dispatcher: reads } as const;

/** An order never changes; what the dispatcher keeps on it is its progress. */
const progressOfInquiry =
  'UPDATE (state, completed_at, open_count, event_count, report_versions)' satisfies Right;
/** A leg never changes what it asks, of whom, and until when. */
const progressOfLeg =
  'UPDATE (state, round, attempts, polls, due_at, expected_at, waiting_kind, waiting_since, waiting_sealed, deferred_since, error_reason, error_origin, error_at, settled_at, rung, answer_version, current_attempt_id, lease_until, ring_number, ring_lease_until, defects)' satisfies Right;

/**
 * Who may do what, table by table; migrate grants exactly this. The gateway faces people and writes orders and cases;
 * the dispatcher faces agencies and writes what becomes of legs. Of staff and directory the gateway writes what its
 * administrators and operators may change: never whom an agency's questions go to, who an officer is, or an account's
 * role. The directory itself is the owner's (`npm run dianda`).
 */
export const rights = {
  migration: reader,
  court: { gateway: ['SELECT', 'INSERT', 'UPDATE (name, disabled)'], dispatcher: reads },
  officer: {
    gateway: ['SELECT', 'INSERT', 'UPDATE (name, duty_id, phone, credentials_valid_until, revision)'],
    dispatcher: reads,
  },
  account: {
    gateway: ['SELECT', 'INSERT', 'UPDATE (password_hash, password_one_time, disabled)'],
    dispatcher: [],
  },
  client: { gateway: ['SELECT', 'INSERT'], dispatcher: [] },
  client_key: { gateway: ['SELECT', 'INSERT', 'DELETE'], dispatcher: [] },
  used_assertion: { gateway: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], dispatcher: [] },
  request_count: { gateway: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], dispatcher: [] },
  // Locking a case while an order is accepted needs an UPDATE right.
  enforcement_case: { gateway: ['SELECT', 'INSERT', 'UPDATE'], dispatcher: reads },
  case_key: { gateway: ['SELECT', 'INSERT'], dispatcher: reads },
  party: { gateway: ['SELECT', 'INSERT', 'UPDATE'], dispatcher: reads },
  team_member: { gateway: ['SELECT', 'INSERT', 'DELETE'], dispatcher: reads },
  agency: {
    gateway: ['SELECT', 'UPDATE (concurrency, requests_per_second, requests_per_day, zone, revision)'],
    // An agency is switched on once it has described itself.
    dispatcher: ['SELECT', 'UPDATE (enabled)'],
  },
  // Policies of the table let the gateway hold and have described anew; only the dispatcher lifts.
  agency_hold: {
    gateway: ['SELECT', 'INSERT', 'UPDATE'],
    dispatcher: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  },
  agency_usage: { gateway: ['SELECT', 'INSERT', 'UPDATE'], dispatcher: ['SELECT', 'INSERT', 'UPDATE'] },
  agency_maintenance: { gateway: ['SELECT', 'INSERT', 'UPDATE (ended_at)'], dispatcher: reads },
  // Bytes never change, and the dispatcher needs no more of them than the hash, which is the inquiry's.
  notice: { gateway: ['SELECT', 'INSERT'], dispatcher: [] },
  holiday_year: reader,
  inquiry: { gateway: ['SELECT', 'INSERT'], dispatcher: ['SELECT', progressOfInquiry] },
  inquiry_subject: { gateway: ['SELECT', 'INSERT'], dispatcher: reads },
  inquiry_event: { gateway: ['SELECT', 'INSERT', 'UPDATE (position)'], dispatcher: ['SELECT', 'INSERT'] },
  event_line: { gateway: ['SELECT', 'UPDATE (last_position, derived_position)'], dispatcher: [] },
  webhook: {
    gateway: ['SELECT', 'INSERT', 'UPDATE (state, key_wrapped, secrets_sealed)', 'DELETE'],
    dispatcher: [],
  },
  webhook_delivery: {
    gateway: [
      'SELECT',
      'INSERT',
      'UPDATE (state, attempts, due_at, lease_until, given_up_at, last_status, last_failure, delivered_at)',
    ],
    dispatcher: [],
  },
  idempotency: { gateway: ['SELECT', 'INSERT'], dispatcher: [] },
  batch: {
    gateway: ['SELECT', 'INSERT', 'UPDATE (state, completed_at, wrapped, lease_id, lease_until, worked_at)'],
    dispatcher: [],
  },
  batch_row: {
    gateway: ['SELECT', 'INSERT', 'UPDATE (state, inquiry_id, problems, order_sealed, failed_tries, due_at)'],
    dispatcher: [],
  },
  leg: { gateway: ['SELECT', 'INSERT'], dispatcher: ['SELECT', progressOfLeg] },
  leg_intervention: { gateway: ['SELECT', 'INSERT'], dispatcher: ['SELECT', 'UPDATE (outcome, done_at)'] },
  attempt: { gateway: reads, dispatcher: ['SELECT', 'INSERT', 'UPDATE (ended_at, outcome, reason, origin)'] },
  // A policy of the table lets the gateway insert nothing but the plan's not_covered.
  answer: { gateway: ['SELECT', 'INSERT'], dispatcher: ['SELECT', 'INSERT'] },
  evidence_page: { gateway: reads, dispatcher: ['SELECT', 'INSERT'] },
  report_version: { gateway: reads, dispatcher: ['SELECT', 'INSERT'] },
  audit_entry: { gateway: ['SELECT', 'INSERT'], dispatcher: ['SELECT', 'INSERT'] },
} as const satisfies Record<string, TableRights>;

/** The statements that make the rights of both apps exactly those of the table above. */
export function grantStatements(): readonly string[] {
  const both = `${roles.gateway}, ${roles.dispatcher}`;
  const statements = [
    `REVOKE ALL ON ALL TABLES IN SCHEMA ${schemaName} FROM ${both}, PUBLIC`,
    `GRANT USAGE ON SCHEMA ${schemaName} TO ${both}`,
  ];
  for (const [table, { gateway, dispatcher }] of Object.entries<TableRights>(rights)) {
    if (gateway.length > 0)
      statements.push(`GRANT ${gateway.join(', ')} ON ${schemaName}.${table} TO ${roles.gateway}`);
    if (dispatcher.length > 0)
      statements.push(`GRANT ${dispatcher.join(', ')} ON ${schemaName}.${table} TO ${roles.dispatcher}`);
  }
  return statements;
}
