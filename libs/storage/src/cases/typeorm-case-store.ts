import { caseKey, nameKey, type CaseNumber } from '@dianda/identifiers';
import {
  CaseStore,
  DiandaError,
  caseIdOf,
  mustParse,
  parseCourtCode,
  requireMayPut,
  subjectIdOf,
  type Actor,
  type CaseId,
  type CasePush,
  type CourtCode,
  type EnforcementCase,
  type Officer,
  type OfficerId,
  type PartyPush,
  type Violation,
} from '@dianda/inquiry';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import {
  caseFromRow,
  officerFromRow,
  officerShape,
  partyPlace,
  readCaseRow,
  type SealedParty,
} from './case-rows.js';
import type { CaseSeal, CaseVault } from './case-vault.js';
import { brokenConstraint } from '../database/database-errors.js';
import type { Database, Statements } from '../database/database.js';

export class TypeOrmCaseStore extends CaseStore {
  constructor(
    private readonly database: Database,
    private readonly vault: CaseVault,
  ) {
    super();
  }

  async put(
    push: CasePush,
    by: Actor,
  ): Promise<{ readonly case: EnforcementCase; readonly created: boolean }> {
    refuseDoubledParties(push.parties);
    const caseId = caseIdOf(caseKey(push.caseNumber));
    return this.database.transaction(async (statements) => {
      const presentCourt = await holdCase(statements, caseId, push);
      requireMayPut(by, push.court.code, presentCourt);
      const created = presentCourt === undefined;
      if (!created) await changeCase(statements, caseId, push);
      const roster = await readRoster(statements, push);
      const seal = created
        ? await this.vault.create(statements, caseId)
        : await this.vault.sealOf(statements, caseId);
      await this.putParties(statements, caseId, seal, push.parties);
      await putTeam(statements, caseId, push, roster);
      await writeAudit(statements, {
        action: 'case_put',
        by,
        subject: { kind: 'case', id: caseId },
        facts: {
          created,
          state: push.state,
          court: push.court.code,
          parties: push.parties.length,
          team: push.team.length,
        },
      });
      if (!created && presentCourt !== push.court.code) {
        await writeAudit(statements, {
          action: 'case_moved',
          by,
          subject: { kind: 'case', id: caseId },
          facts: { from: presentCourt, to: push.court.code },
        });
      }
      const row = await readCaseRow(statements, caseId);
      if (row === undefined) throw new TypeError('a case just stored is not there');
      return { case: caseFromRow(row, seal), created };
    });
  }

  async find(caseNumber: CaseNumber): Promise<EnforcementCase | undefined> {
    const caseId = caseIdOf(caseKey(caseNumber));
    const row = await readCaseRow(this.database, caseId);
    return row === undefined ? undefined : caseFromRow(row, await this.vault.sealOf(this.database, caseId));
  }

  async findOfficer(id: OfficerId): Promise<Officer | undefined> {
    const rows = await this.database.rows<object>(
      `SELECT ${officerShape.list} FROM dianda.officer JOIN dianda.court ON court.code = officer.court_code
       WHERE officer.id = $1`,
      [id],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    const { officer, court } = officerShape.read(row);
    return officerFromRow(officer, court);
  }

  private async putParties(
    statements: Statements,
    caseId: CaseId,
    seal: CaseSeal,
    parties: readonly PartyPush[],
  ): Promise<void> {
    const rows = parties.map(({ reference, role, liable, identity }, position) => {
      const subjectId = subjectIdOf(caseId, this.vault.indexOfReference(reference).toString('hex'));
      const sealed: SealedParty = { reference, identity };
      return {
        subject_id: subjectId,
        position,
        role,
        liable,
        identity: seal.json(partyPlace(subjectId), sealed).toString('hex'),
        number_index: this.vault.indexOfNumber(identity.document.number).toString('hex'),
        name_index: this.vault.indexOfName(nameKey(identity.name)).toString('hex'),
      };
    });
    await statements.rows(
      `INSERT INTO dianda.party
         (subject_id, case_id, position, role, liable, identity_sealed, document_number_index, name_index)
       SELECT subject_id, $1, position, role, liable, decode(identity, 'hex'), decode(number_index, 'hex'), decode(name_index, 'hex')
       FROM jsonb_to_recordset($2::jsonb) AS pushed(subject_id uuid, position integer, role text, liable boolean, identity text,
         number_index text, name_index text)
       ON CONFLICT (subject_id) DO UPDATE SET position = excluded.position, role = excluded.role, liable = excluded.liable,
         identity_sealed = excluded.identity_sealed, document_number_index = excluded.document_number_index,
         name_index = excluded.name_index, pushed_at = clock_timestamp()`,
      [caseId, JSON.stringify(rows)],
    );
    await statements.rows(
      `UPDATE dianda.party SET liable = false, pushed_at = clock_timestamp()
       WHERE case_id = $1 AND liable AND subject_id <> ALL ($2::uuid[])`,
      [caseId, rows.map((row) => row.subject_id)],
    );
  }
}

/**
 * Locks the case's own row until the transaction ends, after storing it if it is new; answers the court that had the
 * case before this push, undefined for a new one. Insert before select: of two first pushes at once one waits here, on
 * whichever of the two unique names of a case it meets first.
 */
async function holdCase(
  statements: Statements,
  caseId: CaseId,
  push: CasePush,
): Promise<CourtCode | undefined> {
  const created = await namingUnknownCourt(
    statements.rows(
      `INSERT INTO dianda.enforcement_case (id, case_number, number_key, case_type, court_code, state, filed_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
      [
        caseId,
        push.caseNumber,
        caseKey(push.caseNumber),
        push.caseType,
        push.court.code,
        push.state,
        push.filedOn,
      ],
    ),
  );
  if (created.length > 0) return undefined;
  const rows = await statements.rows<{ court_code: string }>(
    'SELECT court_code FROM dianda.enforcement_case WHERE id = $1 FOR UPDATE',
    [caseId],
  );
  const row = rows[0];
  if (row === undefined) throw new TypeError('a case that is stored is not there');
  return mustParse(parseCourtCode, row.court_code);
}

async function changeCase(statements: Statements, caseId: CaseId, push: CasePush): Promise<void> {
  await namingUnknownCourt(
    statements.rows(
      `UPDATE dianda.enforcement_case SET case_number = $2, case_type = $3, court_code = $4, state = $5,
         filed_on = $6, pushed_at = clock_timestamp() WHERE id = $1`,
      [caseId, push.caseNumber, push.caseType, push.court.code, push.state, push.filedOn],
    ),
  );
}

/** Throws REQUEST_INVALID naming the court where the statement fails because it is not registered. */
async function namingUnknownCourt<T>(stored: Promise<T>): Promise<T> {
  try {
    return await stored;
  } catch (error) {
    if (brokenConstraint(error) !== 'case_court_is_registered') throw error;
    throw DiandaError.invalid('REQUEST_INVALID', [
      { pointer: '/court/code', code: 'COURT_UNKNOWN', detail: '' },
    ]);
  }
}

/** The officers of the push by work id. Throws REQUEST_INVALID naming each whom the court's roster does not know. */
async function readRoster(statements: Statements, push: CasePush): Promise<ReadonlyMap<string, string>> {
  const rows = await statements.rows<{ id: string; work_id: string }>(
    'SELECT id, work_id FROM dianda.officer WHERE court_code = $1 AND work_id = ANY ($2::text[])',
    [push.court.code, push.team.map((member) => member.workId)],
  );
  const roster = new Map(rows.map((row) => [row.work_id, row.id]));
  const violations = push.team.flatMap(({ workId }, index): Violation[] =>
    roster.has(workId) ? [] : [{ pointer: `/team/${index}/workId`, code: 'OFFICER_UNKNOWN', detail: '' }],
  );
  if (violations.length > 0) throw DiandaError.invalid('REQUEST_INVALID', violations);
  return roster;
}

async function putTeam(
  statements: Statements,
  caseId: CaseId,
  push: CasePush,
  roster: ReadonlyMap<string, string>,
): Promise<void> {
  const members = push.team.map(({ workId, role }) => ({ officer_id: roster.get(workId), role }));
  await statements.rows('DELETE FROM dianda.team_member WHERE case_id = $1', [caseId]);
  await statements.rows(
    `INSERT INTO dianda.team_member (case_id, officer_id, role)
     SELECT $1, officer_id, role FROM jsonb_to_recordset($2::jsonb) AS pushed(officer_id uuid, role text)
     ON CONFLICT DO NOTHING`,
    [caseId, JSON.stringify(members)],
  );
}

function refuseDoubledParties(parties: readonly PartyPush[]): void {
  const first = new Set<string>();
  const violations = parties.flatMap(({ reference }, index): Violation[] => {
    if (!first.has(reference)) {
      first.add(reference);
      return [];
    }
    return [{ pointer: `/parties/${index}/reference`, code: 'REFERENCE_REPEATED', detail: '' }];
  });
  if (violations.length > 0) throw DiandaError.invalid('REQUEST_INVALID', violations);
}
