import { deliveryLifeMs } from '@dianda/inquiry';
import type { Database } from '../database/database.js';
import { placeEvents } from '../inquiries/event-line.js';

/** Positions looked at in one transaction at most. */
const longestStretch = 2_000;

/**
 * Makes deliveries of placed events. The line's row is locked meanwhile, so that each event is looked at once, in the
 * transaction that notes so; the court is the one that has the case now.
 */
export async function deriveDeliveries(database: Database): Promise<void> {
  for (;;) {
    await placeEvents(database);
    const open = await database.rows('SELECT FROM dianda.event_line WHERE derived_position < last_position');
    if (open.length === 0) return;
    await database.transaction(async (statements) => {
      await statements.rows('SELECT FROM dianda.event_line FOR UPDATE');
      await statements.rows(derivation, [longestStretch, deliveryLifeMs]);
    });
  }
}

/** An event is of one type at most; retried and deferred legs are none. */
const typeOfEvent = `CASE
    WHEN event.kind = 'completed' THEN 'inquiry.completed'
    WHEN event.kind = 'report_sealed' THEN 'report.sealed'
    WHEN event.kind = 'leg_changed' AND (event.facts ->> 'late')::boolean THEN 'answer.late'
    WHEN event.kind = 'leg_changed' AND event.facts ->> 'waitingFor' = 'clarification' THEN 'clarification.asked'
    WHEN event.kind = 'leg_changed' AND event.facts ->> 'state' IN ('answered', 'unanswered', 'cancelled')
      THEN 'leg.settled' END`;

const derivation = `WITH stretch AS (
    SELECT line.derived_position AS after, least(line.last_position, line.derived_position + $1::integer) AS up_to
    FROM dianda.event_line line
  ), told AS (
    SELECT event.inquiry_id, event.number, event.position, ${typeOfEvent} AS type, enforcement_case.court_code
    FROM stretch, dianda.inquiry_event event
      JOIN dianda.inquiry ON inquiry.id = event.inquiry_id
      JOIN dianda.enforcement_case ON enforcement_case.id = inquiry.case_id
    WHERE event.position > stretch.after AND event.position <= stretch.up_to
  ), made AS (
    INSERT INTO dianda.webhook_delivery (id, webhook_id, inquiry_id, event_number, type, state, attempts, due_at, given_up_at)
    SELECT gen_random_uuid(), webhook.id, told.inquiry_id, told.number, told.type, 'pending', 0, statement_timestamp(),
      statement_timestamp() + $2::double precision * interval '1 millisecond'
    FROM told JOIN dianda.webhook ON webhook.court_code = told.court_code AND webhook.state <> 'gone'
      AND webhook.types ? told.type AND told.position > webhook.after_position
    ON CONFLICT DO NOTHING
  )
  UPDATE dianda.event_line SET derived_position = stretch.up_to FROM stretch`;
