import {
  DiandaError,
  mustParse,
  parseCourtCode,
  requireRole,
  StaffOperations,
  type Actor,
  type AuditEntry,
  type ByHandOn,
  type CourtCode,
  type OfficerId,
  type OfficerParticulars,
  type RegisteredCourt,
  type RegisteredOfficer,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import { officerFromRow } from '../cases/case-rows.js';
import type { Database, Statements } from '../database/database.js';
import { RowShape } from '../database/row-shape.js';
import { CourtEntity, OfficerEntity } from '../entities/index.js';

const officerShape = new RowShape({ officer: OfficerEntity, court: CourtEntity });

export class TypeOrmStaffOperations extends StaffOperations {
  constructor(private readonly database: Database) {
    super();
  }

  async listCourts(): Promise<readonly RegisteredCourt[]> {
    const rows = await this.database.rows<CourtEntity>(
      'SELECT code, name, disabled FROM dianda.court ORDER BY code COLLATE "C"',
    );
    return rows.map(({ code, name, disabled }) => ({
      code: mustParse(parseCourtCode, code),
      name,
      disabled,
    }));
  }

  async putCourt(court: RegisteredCourt, by: Actor | undefined): Promise<RegisteredCourt> {
    requireRole(by, 'admin');
    await this.database.transaction(async (statements) => {
      await statements.rows(
        `INSERT INTO dianda.court (code, name, disabled) VALUES ($1, $2, $3)
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, disabled = excluded.disabled`,
        [court.code, court.name, court.disabled],
      );
      await writeAudit(statements, {
        action: 'court_put',
        by,
        subject: { kind: 'court', id: court.code },
        facts: { disabled: court.disabled },
      });
    });
    return court;
  }

  async listOfficers(court: CourtCode): Promise<readonly RegisteredOfficer[]> {
    await requireCourt(this.database, court);
    const rows = await this.database.rows<object>(
      `SELECT ${officerShape.list} FROM dianda.officer JOIN dianda.court ON court.code = officer.court_code
       WHERE officer.court_code = $1 ORDER BY officer.work_id COLLATE "C"`,
      [court],
    );
    return rows.map(registered);
  }

  async enrolOfficer(
    court: CourtCode,
    workId: string,
    { name, dutyId, phone, credentialsValidUntil }: OfficerParticulars,
    by: Actor | undefined,
  ): Promise<RegisteredOfficer> {
    requireRole(by, 'admin');
    return this.database.transaction(async (statements) => {
      await requireCourt(statements, court);
      const id = randomUUID();
      const rows = await statements.rows(
        `INSERT INTO dianda.officer (id, court_code, name, work_id, duty_id, phone, credentials_valid_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (court_code, work_id) DO NOTHING RETURNING id`,
        [id, court, name, workId, dutyId, phone, credentialsValidUntil],
      );
      if (rows.length === 0) throw DiandaError.conflict('WORK_ID_TAKEN');
      return tell(statements, id, 'officer_put', by, { enrolled: true, credentialsValidUntil });
    });
  }

  async updateOfficer(
    id: OfficerId,
    { name, dutyId, phone, credentialsValidUntil }: OfficerParticulars,
    how: ByHandOn,
  ): Promise<RegisteredOfficer> {
    requireRole(how.by, 'admin');
    return this.database.transaction(async (statements) => {
      await countUp(statements, id, how.revision);
      await statements.rows(
        `UPDATE dianda.officer SET name = $2, duty_id = $3, phone = $4, credentials_valid_until = $5 WHERE id = $1`,
        [id, name, dutyId, phone, credentialsValidUntil],
      );
      return tell(statements, id, 'officer_put', how.by, { credentialsValidUntil, why: how.reason });
    });
  }

  async disableOfficer(id: OfficerId, how: ByHandOn): Promise<RegisteredOfficer> {
    requireRole(how.by, 'admin');
    return this.database.transaction(async (statements) => {
      await countUp(statements, id, how.revision);
      await statements.rows(
        `UPDATE dianda.officer SET credentials_valid_until =
           least(credentials_valid_until, date_trunc('milliseconds', statement_timestamp())) WHERE id = $1`,
        [id],
      );
      const accounts = await statements.rows(
        'UPDATE dianda.account SET disabled = true WHERE officer_id = $1 AND NOT disabled RETURNING id',
        [id],
      );
      const facts = { accounts: accounts.length, why: how.reason };
      return tell(statements, id, 'officer_disabled', how.by, facts);
    });
  }
}

async function requireCourt(statements: Statements, court: CourtCode): Promise<void> {
  const rows = await statements.rows('SELECT FROM dianda.court WHERE code = $1', [court]);
  if (rows.length === 0) throw DiandaError.notFound('COURT_NOT_FOUND');
}

async function countUp(statements: Statements, id: OfficerId, seen: number | undefined): Promise<void> {
  const rows = await statements.rows<{ before: number }>(
    'UPDATE dianda.officer SET revision = revision + 1 WHERE id = $1 RETURNING revision - 1 AS before',
    [id],
  );
  const before = rows[0]?.before;
  if (before === undefined) throw DiandaError.notFound('OFFICER_NOT_FOUND');
  if (seen !== undefined && seen !== before)
    throw DiandaError.conflict('REVISION_STALE', `revision ${before}`);
}

/** Puts the change on record and answers the officer as he stands then. */
async function tell(
  statements: Statements,
  id: string,
  action: AuditEntry['action'],
  by: Actor | undefined,
  facts: AuditEntry['facts'],
): Promise<RegisteredOfficer> {
  const [row] = await statements.rows<object>(
    `SELECT ${officerShape.list} FROM dianda.officer JOIN dianda.court ON court.code = officer.court_code
     WHERE officer.id = $1`,
    [id],
  );
  if (row === undefined) throw new TypeError('an officer just written is not there');
  await writeAudit(statements, { action, by, subject: { kind: 'officer', id }, facts });
  return registered(row);
}

function registered(row: object): RegisteredOfficer {
  const { officer, court } = officerShape.read(row);
  return { officer: officerFromRow(officer, court), revision: officer.revision };
}
