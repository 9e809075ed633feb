import type { Actor, InquiryId } from '@dianda/inquiry';
import type { Statements } from '../database/database.js';

/** A condition on a statement's inquiry (or case) and the value of its one parameter. */
export interface Visibility {
  readonly condition: string;
  readonly value: string | null;
}

/**
 * Whose cases an actor sees, decided when he looks: an officer those in whose team he is, a court's system those that
 * its court has, nobody else any. `caseId` is the statement's expression for the case, `parameter` the place of
 * `value`.
 */
export function visibleTo(by: Actor, caseId: string, parameter: number): Visibility {
  switch (by.role) {
    case 'officer':
      return {
        condition: `EXISTS (SELECT FROM dianda.team_member
          WHERE team_member.case_id = ${caseId} AND team_member.officer_id = $${parameter}::uuid)`,
        value: by.officerId,
      };
    case 'court-system':
      return {
        condition: `EXISTS (SELECT FROM dianda.enforcement_case visible
          WHERE visible.id = ${caseId} AND visible.court_code = $${parameter}::text)`,
        value: by.courtCode,
      };
    case 'ops':
    case 'admin':
      return { condition: `$${parameter}::text IS NOT NULL`, value: null };
    default:
      return by satisfies never;
  }
}

export async function maySeeInquiry(statements: Statements, id: InquiryId, by: Actor): Promise<boolean> {
  const { condition, value } = visibleTo(by, 'inquiry.case_id', 2);
  const rows = await statements.rows(`SELECT FROM dianda.inquiry WHERE inquiry.id = $1 AND ${condition}`, [
    id,
    value,
  ]);
  return rows.length > 0;
}
