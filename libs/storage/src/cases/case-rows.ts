import {
  mustParse,
  parseCaseId,
  parseCourtCode,
  parseOfficerId,
  parseSubjectId,
  instantOf,
  type CaseId,
  type EnforcementCase,
  type Identity,
  type Officer,
  type Party,
  type TeamRole,
} from '@dianda/inquiry';
import { readCaseNumber, readDay } from './identifier-rows.js';
import type { CaseSeal, Place } from './case-vault.js';
import type { Statements } from '../database/database.js';
import { CourtEntity, EnforcementCaseEntity, OfficerEntity } from '../entities/index.js';
import { RowShape } from '../database/row-shape.js';

/** What a party's ciphertext holds. */
export interface SealedParty {
  readonly reference: string;
  readonly identity: Identity;
}

export function partyPlace(subjectId: string): Place<SealedParty> {
  return { table: 'party', rowId: subjectId, column: 'identity_sealed' };
}

export const caseShape = new RowShape({ c: EnforcementCaseEntity, court: CourtEntity });
export const officerShape = new RowShape({ officer: OfficerEntity, court: CourtEntity });

/** To stand beside `caseShape.list` where the case is aliased `c`: its team as one JSON value. */
export const teamColumn = `(SELECT coalesce(jsonb_agg(jsonb_build_object('officerId', member.officer_id, 'role', member.role)
    ORDER BY member.role, member.officer_id), '[]') FROM dianda.team_member member WHERE member.case_id = c.id) AS team`;

/** To stand beside `caseShape.list` where the case is aliased `c`: its parties as one JSON value, ciphertext in hex. */
export const partiesColumn = `(SELECT coalesce(jsonb_agg(jsonb_build_object('subjectId', party.subject_id,
    'role', party.role, 'liable', party.liable, 'identitySealed', encode(party.identity_sealed, 'hex'))
    ORDER BY party.position, party.subject_id), '[]') FROM dianda.party WHERE party.case_id = c.id) AS parties`;

/** A row of a statement that selects `caseShape.list`, `teamColumn` and `partiesColumn`. */
export interface WholeCaseRow {
  readonly team: readonly { readonly officerId: string; readonly role: TeamRole }[];
  readonly parties: readonly {
    readonly subjectId: string;
    readonly role: Party['role'];
    readonly liable: boolean;
    readonly identitySealed: string;
  }[];
}

/** The case with its parties opened. */
export function caseFromRow(row: WholeCaseRow, seal: CaseSeal): EnforcementCase {
  const { c, court } = caseShape.read(row);
  return {
    id: mustParse(parseCaseId, c.id),
    caseNumber: readCaseNumber(c.caseNumber),
    caseType: c.caseType,
    court: { code: mustParse(parseCourtCode, court.code), name: court.name },
    state: c.state,
    filedOn: readDay(c.filedOn),
    parties: row.parties.map((party) => partyFromRow(party, seal)),
    team: row.team.map(({ officerId, role }) => ({ officerId: mustParse(parseOfficerId, officerId), role })),
  };
}

function partyFromRow(party: WholeCaseRow['parties'][number], seal: CaseSeal): Party {
  const { reference, identity } = seal.openJson(
    partyPlace(party.subjectId),
    Buffer.from(party.identitySealed, 'hex'),
  );
  return {
    reference,
    role: party.role,
    liable: party.liable,
    subject: { ...identity, id: mustParse(parseSubjectId, party.subjectId) },
  };
}

export function officerFromRow(officer: OfficerEntity, court: CourtEntity): Officer {
  return {
    id: mustParse(parseOfficerId, officer.id),
    court: { code: mustParse(parseCourtCode, court.code), name: court.name },
    name: officer.name,
    workId: officer.workId,
    dutyId: officer.dutyId,
    phone: officer.phone,
    credentialsValidUntil: instantOf(officer.credentialsValidUntil),
  };
}

/** The whole case by its id, still sealed. */
export async function readCaseRow(statements: Statements, caseId: CaseId): Promise<WholeCaseRow | undefined> {
  const rows = await statements.rows<WholeCaseRow>(
    `SELECT ${caseShape.list}, ${teamColumn}, ${partiesColumn}
     FROM dianda.enforcement_case c JOIN dianda.court ON court.code = c.court_code WHERE c.id = $1`,
    [caseId],
  );
  return rows[0];
}
