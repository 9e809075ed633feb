import { defaultFeedWeights, priorities } from '@dianda/inquiry';

/** Who waits longer is told "many"; counting a backlog of any length would cost more than it tells. */
const mostAhead = 1_000;

/** The feed's score of a leg without the shares, which change with every turn. */
function scoreOf(leg: 'leg' | 'other'): string {
  const headStarts = priorities.map(
    (priority) => `WHEN '${priority}' THEN ${defaultFeedWeights.headStartMs[priority]}`,
  );
  return `${leg}.ordered_at - CASE ${leg}.priority ${headStarts.join(' ')} END * interval '1 millisecond'`;
}

/** How many due legs of its agency feed takes before the row `leg` that waits for its turn; null for all others. */
export const turnsAhead = `CASE WHEN leg.state = 'pending' AND leg.waiting_kind = 'turn'
  AND leg.due_at <= statement_timestamp() THEN (
    SELECT count(*)::integer FROM (
      SELECT FROM dianda.leg other
      WHERE other.agency_code = leg.agency_code AND other.state IN ('pending', 'waiting')
        AND other.due_at <= statement_timestamp() AND other.expires_at > statement_timestamp()
        AND (${scoreOf('other')}, other.id) < (${scoreOf('leg')}, leg.id)
      LIMIT ${mostAhead}) before_it) END`;
