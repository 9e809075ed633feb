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
  'UPDATE (state, round, attempts, polls, due_at, expected_at, waiting_kind, waiting_since, waiting_sealed, deferred_since, error_reason, error_origin, error_at, settled_at, rung, answer_version, current_attempt_id, lease_until, ring_number, ring_lease_until)' satisfies Right;

/**
 * Who may do what, table by table; migrate grants exactly this. The gateway faces people and writes orders and cases;
 * the dispatcher faces agencies and writes what becomes of legs. Staff and directory are the owner's (`npm run dianda`).
 */
export const rights = {
  migration: reader,
  court: reader,
  officer: reader,
  account: { gateway: reads, dispatcher: [] },
  // Locking a case while an order is accepted needs an UPDATE right.
  enforcement_case: { gateway: ['SELECT', 'INSERT', 'UPDATE'], dispatcher: reads },
  case_key: { gateway: ['SELECT', 'INSERT'], dispatcher: reads },
  party: { gateway: ['SELECT', 'INSERT', 'UPDATE'], dispatcher: reads },
  team_member: { gateway: ['SELECT', 'INSERT', 'DELETE'], dispatcher: reads },
  agency: reader,
  agency_hold: { gateway: reads, dispatcher: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
  inquiry: { gateway: ['SELECT', 'INSERT'], dispatcher: ['SELECT', progressOfInquiry] },
  inquiry_subject: { gateway: ['SELECT', 'INSERT'], dispatcher: reads },
  inquiry_event: { gateway: ['SELECT', 'INSERT'], dispatcher: ['SELECT', 'INSERT'] },
  idempotency: { gateway: ['SELECT', 'INSERT'], dispatcher: [] },
  leg: { gateway: ['SELECT', 'INSERT'], dispatcher: ['SELECT', progressOfLeg] },
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
