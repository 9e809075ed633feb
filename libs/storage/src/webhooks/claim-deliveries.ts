import {
  instantOf,
  mustParse,
  parseWebhookDeliveryId,
  type ClaimedDelivery,
  type DeliveryClaim,
  type DeliveryStep,
  type Instant,
  type WebhookDeliveryId,
  type WebhookType,
} from '@dianda/inquiry';
import { TrustError } from '@dianda/trust';
import type { Database } from '../database/database.js';
import { databaseNow } from '../database/times.js';
import { eventColumns, eventFromRow, eventTables, type EventRow } from '../inquiries/event-rows.js';
import type { WebhookSecrets } from './webhook-secrets.js';

interface ClaimedRow extends EventRow {
  readonly id: string;
  readonly attempts: number;
  readonly now: Date;
  readonly given_up_at: Date;
  readonly type: WebhookType;
  readonly url: string;
  readonly is_of_court: boolean;
  readonly webhook_id: string;
  readonly key_wrapped: Buffer;
  readonly secrets_sealed: Buffer;
  readonly case_number: string;
}

export async function claimDeliveries(
  database: Database,
  secrets: WebhookSecrets,
  { limit, limitPerWebhook, leaseMs }: DeliveryClaim,
): Promise<readonly ClaimedDelivery[]> {
  const rows = await database.transaction(async (statements) => {
    // One claim after the other up to its commit, so that each counts the leases of the ones before it.
    await statements.rows(`SELECT pg_advisory_xact_lock(hashtext('dianda.webhook_claim'))`);
    return statements.rows<ClaimedRow>(claiming, [limit, limitPerWebhook, leaseMs]);
  });
  return rows.map((row) => claimedFromRow(row, secrets));
}

const claiming = `WITH due AS (
    SELECT delivery.id FROM dianda.webhook
      CROSS JOIN LATERAL (
        SELECT $2::integer - count(*) AS places FROM dianda.webhook_delivery leased
        WHERE leased.webhook_id = webhook.id AND leased.state = 'pending'
          AND leased.lease_until >= statement_timestamp()) room
      CROSS JOIN LATERAL (
        SELECT first.id, first.due_at FROM dianda.webhook_delivery first
        WHERE first.webhook_id = webhook.id AND first.state = 'pending' AND first.due_at <= statement_timestamp()
          AND (first.lease_until IS NULL OR first.lease_until < statement_timestamp())
          AND NOT EXISTS (
            SELECT FROM dianda.webhook_delivery earlier
            WHERE earlier.webhook_id = first.webhook_id AND earlier.inquiry_id = first.inquiry_id
              AND earlier.event_number < first.event_number AND earlier.state = 'pending')
        ORDER BY first.due_at LIMIT greatest(room.places, 0)) delivery
    WHERE webhook.state = 'active'
    ORDER BY delivery.due_at LIMIT $1
  ), taken AS (
    SELECT delivery.id FROM dianda.webhook_delivery delivery JOIN due ON due.id = delivery.id
    WHERE delivery.state = 'pending' FOR UPDATE OF delivery SKIP LOCKED
  ), claimed AS (
    UPDATE dianda.webhook_delivery delivery SET attempts = attempts + 1,
      lease_until = statement_timestamp() + $3::double precision * interval '1 millisecond'
    FROM taken WHERE delivery.id = taken.id RETURNING delivery.*
  )
  SELECT ${eventColumns}, claimed.id, claimed.attempts, ${databaseNow} AS now, claimed.given_up_at, claimed.type,
    webhook.url, webhook.id AS webhook_id, webhook.key_wrapped, webhook.secrets_sealed, inquiry.case_number,
    EXISTS (SELECT FROM dianda.enforcement_case WHERE enforcement_case.id = inquiry.case_id
      AND enforcement_case.court_code = webhook.court_code) AS is_of_court
  FROM claimed JOIN dianda.webhook ON webhook.id = claimed.webhook_id
    JOIN (${eventTables}) ON event.inquiry_id = claimed.inquiry_id AND event.number = claimed.event_number`;

function claimedFromRow(row: ClaimedRow, secrets: WebhookSecrets): ClaimedDelivery {
  const claimedAt = instantOf(row.now);
  return {
    id: mustParse(parseWebhookDeliveryId, row.id),
    attempt: row.attempts,
    claimedAt,
    givenUpAt: instantOf(row.given_up_at),
    type: row.type,
    url: row.url,
    isOfCourt: row.is_of_court,
    secrets: readableSecrets(row, secrets, claimedAt),
    event: eventFromRow(row),
    caseNumber: row.case_number,
  };
}

/** An endpoint whose secrets do not open fails alone; the lease is taken, so throwing would stop all others as well. */
function readableSecrets(
  row: ClaimedRow,
  secrets: WebhookSecrets,
  now: Instant,
): readonly string[] | undefined {
  try {
    const sealed = { keyWrapped: row.key_wrapped, secretsSealed: row.secrets_sealed };
    return secrets.inForce(row.webhook_id, sealed, now);
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}

/** Writes how an attempt ended; false when another was begun since. */
export async function finishDelivery(
  database: Database,
  id: WebhookDeliveryId,
  attempt: number,
  step: DeliveryStep,
): Promise<boolean> {
  const state = step.to === 'delivered' ? 'delivered' : step.to === 'retry' ? 'pending' : 'parked';
  return database.transaction(async (statements) => {
    // Whoever ends an endpoint takes its row first: two who did so at once would wait for each other's deliveries.
    if (step.to === 'gone') await statements.rows(lockingWebhook, [id]);
    const rows = await statements.rows(ending, [
      id,
      attempt,
      state,
      step.status ?? null,
      step.to === 'delivered' ? null : step.failure,
      step.to === 'delivered' ? 0 : step.afterMs,
      step.to === 'gone',
    ]);
    return rows.length > 0;
  });
}

const lockingWebhook = `SELECT FROM dianda.webhook WHERE id = (
  SELECT webhook_id FROM dianda.webhook_delivery WHERE id = $1) FOR NO KEY UPDATE`;

const ending = `WITH ended AS (
       UPDATE dianda.webhook_delivery SET state = $3, lease_until = NULL, last_status = $4, last_failure = $5,
         due_at = CASE WHEN $3 = 'pending'
           THEN statement_timestamp() + $6::double precision * interval '1 millisecond' ELSE due_at END,
         delivered_at = CASE WHEN $3 = 'delivered' THEN ${databaseNow} ELSE delivered_at END
       WHERE id = $1 AND attempts = $2 AND state = 'pending' RETURNING id, webhook_id
     ), gone AS (
       UPDATE dianda.webhook SET state = 'gone' FROM ended WHERE webhook.id = ended.webhook_id AND $7::boolean
     ), parked AS (
       UPDATE dianda.webhook_delivery delivery SET state = 'parked', last_failure = 'GONE', lease_until = NULL
       FROM ended WHERE delivery.webhook_id = ended.webhook_id AND delivery.id <> ended.id
         AND delivery.state = 'pending' AND $7::boolean
     ) SELECT FROM ended`;
