import type { Database } from '../database/database.js';

/** Events placed in one transaction at most; whoever finds more places again. */
const mostPlaced = 2_000;

/**
 * Gives the committed events that have none their positions. Only one placer at a time holds the line's row, up to
 * its commit: so positions become visible in their order, and a reader that has seen one will never see a lower one
 * appear. An event is placed after those of its inquiry with lower numbers: its number was given under the inquiry's
 * lock, hence they were committed before it and each batch takes them first.
 */
export async function placeEvents(database: Database): Promise<void> {
  for (;;) {
    const waiting = await database.rows('SELECT FROM dianda.inquiry_event WHERE position IS NULL LIMIT 1');
    if (waiting.length === 0) return;
    await database.transaction(async (statements) => {
      // A statement of its own: the next one sees what was committed while this one waited for the row.
      await statements.rows('SELECT FROM dianda.event_line FOR UPDATE');
      await statements.rows(placement, [mostPlaced]);
    });
  }
}

const placement = `WITH waiting AS (
    SELECT inquiry_id, number, at FROM dianda.inquiry_event WHERE position IS NULL
    ORDER BY inquiry_id, number LIMIT $1
  ), ordered AS (
    SELECT inquiry_id, number, row_number() OVER (ORDER BY begun_at, inquiry_id, number) AS nth
    FROM (SELECT inquiry_id, number, min(at) OVER (PARTITION BY inquiry_id) AS begun_at FROM waiting) AS dated
  ), line AS (
    UPDATE dianda.event_line SET last_position = last_position + (SELECT count(*) FROM ordered)
    RETURNING last_position - (SELECT count(*) FROM ordered) AS before
  )
  UPDATE dianda.inquiry_event event SET position = line.before + ordered.nth
  FROM ordered, line WHERE event.inquiry_id = ordered.inquiry_id AND event.number = ordered.number`;
