import {
  DiandaError,
  LegOperations,
  requireRole,
  type AuditAction,
  type ByHand,
  type LegAttempt,
  type LegId,
  type LegInterventionKind,
  type LegListing,
  type LegSearch,
  type OperatedLeg,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import type { Database } from '../database/database.js';
import { readAttempts, readOperatedLeg, searchLegs } from './operated-legs.js';

const actions: Record<LegInterventionKind, AuditAction> = {
  retry: 'leg_retry_asked',
  fail: 'leg_failure_asked',
};

export class TypeOrmLegOperations extends LegOperations {
  constructor(private readonly database: Database) {
    super();
  }

  async search(search: LegSearch): Promise<LegListing> {
    return searchLegs(this.database, search);
  }

  async find(id: LegId): Promise<OperatedLeg | undefined> {
    return readOperatedLeg(this.database, id);
  }

  async attempts(id: LegId, most: number): Promise<readonly LegAttempt[] | undefined> {
    const leg = await readOperatedLeg(this.database, id);
    return leg && readAttempts(this.database, id, most);
  }

  async intervene(id: LegId, kind: LegInterventionKind, how: ByHand): Promise<OperatedLeg> {
    requireRole(how.by, 'ops');
    return this.database.transaction(async (statements) => {
      const leg = await readOperatedLeg(statements, id);
      if (leg === undefined) throw DiandaError.notFound('LEG_UNKNOWN');
      if (leg.state !== 'parked') throw DiandaError.precondition('LEG_NOT_PARKED');
      const asked = await statements.rows(
        `INSERT INTO dianda.leg_intervention (id, leg_id, kind) VALUES ($1, $2, $3)
         ON CONFLICT (leg_id) WHERE done_at IS NULL DO NOTHING RETURNING id`,
        [randomUUID(), id, kind],
      );
      if (asked.length === 0) throw DiandaError.conflict('LEG_INTERVENTION_UNDER_WAY');
      await writeAudit(statements, {
        action: actions[kind],
        by: how.by,
        subject: { kind: 'leg', id },
        facts: { why: how.reason, inquiryId: leg.inquiryId, reason: leg.lastError?.reason ?? 'none' },
      });
      return { ...leg, intervention: kind };
    });
  }
}
