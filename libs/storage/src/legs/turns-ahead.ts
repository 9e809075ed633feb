import { defaultFeedWeights, priorities } from '@dianda/inquiry';

/**
 * Rows read of an agency's line: counting a backlog of any length would cost more than it tells. Who has so many before
 * it is told "many".
 */
const mostOfLine = 1_000;

/** The feed's score of a leg without the shares, which change with every turn. */
function scoreOf(leg: 'leg' | 'other'): string {
  const headStarts = priorities.map(
    (priority) => `WHEN '${priority}' THEN ${defaultFeedWeights.headStartMs[priority]}`,
  );
  return `${leg}.ordered_at - CASE ${leg}.priority ${headStarts.join(' ')} END * interval '1 millisecond'`;
}

/**
 * Tables of a WITH behind a table `leg`. The last, `turn`, has for each of its legs that waits for its turn how many due
 * legs of its agency feed takes before it (`ahead`): null where the line is longer than is read and what was read of it
 * does not all come before. The line of each agency is read once, along the index `leg_to_feed`, however many of its legs
 * are looked at.
 */
export const turnTables = `waits_for_turn AS MATERIALIZED (
       SELECT leg.id, leg.agency_code, ${scoreOf('leg')} AS score FROM leg
       WHERE leg.state = 'pending' AND leg.waiting_kind = 'turn' AND leg.due_at <= statement_timestamp()
         AND leg.agency_code IS NOT NULL
     ), line AS MATERIALIZED (
       SELECT other.* FROM (SELECT DISTINCT agency_code FROM waits_for_turn) asked CROSS JOIN LATERAL (
         SELECT other.id, other.agency_code, ${scoreOf('other')} AS score,
           other.due_at <= statement_timestamp() AND other.expires_at > statement_timestamp() AS is_due
         FROM dianda.leg other
         WHERE other.agency_code = asked.agency_code AND other.state IN ('pending', 'waiting')
           AND other.due_at IS NOT NULL
         ORDER BY other.court_code, other.officer_id, other.priority, other.due_at, other.id
         LIMIT ${mostOfLine}) other
     ), turn AS (
       SELECT placed.id AS leg_id,
         CASE WHEN placed.read < ${mostOfLine} OR placed.before = ${mostOfLine} THEN placed.before END::integer AS ahead
       FROM (
         SELECT known.id, known.is_asked_for, count(*) FILTER (WHERE NOT known.is_asked_for) OVER agency AS read,
           count(*) FILTER (WHERE known.is_due AND NOT known.is_asked_for) OVER (
             agency ORDER BY known.score, known.id GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
         FROM (
           SELECT id, agency_code, score, is_due, false AS is_asked_for FROM line
           UNION ALL SELECT id, agency_code, score, true, true FROM waits_for_turn) known
         WINDOW agency AS (PARTITION BY known.agency_code)) placed
       WHERE placed.is_asked_for
     )`;
