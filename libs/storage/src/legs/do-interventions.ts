import { mustParse, parseLegId, type LegInterventionKind } from '@dianda/inquiry';
import type { Statements } from '../database/database.js';
import { settledBy, takenUp, type LegChange } from './leg-change.js';
import { holdLegs, recordChanges, type HeldLeg } from './record-change.js';
import { eachFound, type Swept, type SweepTurn } from './sweep-legs.js';

/** Does what operators want done with parked legs; one whose leg is parked no more is void. */
export async function doInterventions(
  { database, vault, limit }: SweepTurn,
  failures: unknown[],
): Promise<readonly Swept[]> {
  return eachFound<Swept>({
    limit,
    failures,
    find: (most, passedOver) =>
      database.rows(
        `SELECT leg_id AS id FROM dianda.leg_intervention WHERE done_at IS NULL AND leg_id <> ALL ($2::uuid[])
         ORDER BY asked_at LIMIT $1`,
        [most, passedOver],
      ),
    change: (id) =>
      database.transaction(async (statements) => {
        const [held] = await holdLegs(statements, 'id', [id]);
        if (held === undefined) return undefined;
        const kind = await endIntervention(statements, held);
        if (kind === undefined) return undefined;
        await recordChanges(statements, vault, [{ held, change: changeBy(kind, held) }]);
        return { legId: mustParse(parseLegId, id), inquiryId: held.inquiryId };
      }),
  });
}

/** What is to be done; undefined where another sweep has done it, or where there is nothing to do any more. */
async function endIntervention(
  statements: Statements,
  { leg }: HeldLeg,
): Promise<LegInterventionKind | undefined> {
  const outcome = leg.state === 'parked' ? 'done' : 'void';
  const rows = await statements.rows<{ kind: LegInterventionKind }>(
    `UPDATE dianda.leg_intervention SET outcome = $2, done_at = clock_timestamp()
     WHERE leg_id = $1 AND done_at IS NULL RETURNING kind`,
    [leg.id, outcome],
  );
  return outcome === 'done' ? rows[0]?.kind : undefined;
}

function changeBy(kind: LegInterventionKind, { leg, now }: HeldLeg): LegChange {
  switch (kind) {
    case 'retry':
      return takenUp(leg, now);
    case 'fail': {
      const { attempts } = leg;
      const failed = {
        rung: 'failed',
        reason: 'LEG_GIVEN_UP',
        origin: 'dianda',
        answeredAt: now,
        attempts,
      } as const;
      return settledBy(leg, failed, now);
    }
    default:
      return kind satisfies never;
  }
}
