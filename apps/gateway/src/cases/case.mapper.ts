import {
  CASE_TYPE_CODES,
  caseNumberParts,
  parseDate,
  type CaseNumber,
  type CaseType,
} from '@dianda/identifiers';
import {
  caseStates,
  mustParse,
  parseCourtCode,
  partyRoles,
  teamRoles,
  type CasePush,
  type EnforcementCase,
} from '@dianda/inquiry';
import { identityOf } from '../subjects/subject.mapper.js';
import { accepted, chosen } from '../validation/accepted.js';
import { caseNumberText, readCaseNumber } from '../subjects/subject-checks.js';
import { fault, InvalidRequest } from '../validation/violation.js';
import type { CaseBody } from './case.body.js';
import type { PutCaseDto } from './case.dto.js';

const caseTypes = Object.keys(CASE_TYPE_CODES).filter(isCaseType);

/** The case number in the path. Throws InvalidRequest that says what is wrong with it. */
export function caseNumberInPath(raw: string): CaseNumber {
  const faults = caseNumberText(raw, {});
  if (faults.length > 0) {
    throw new InvalidRequest(
      faults.map(({ fault: found }) => ({ in: 'path', pointer: '/caseNumber', ...found })),
    );
  }
  return accepted(readCaseNumber(raw));
}

/** The push with the number from the path. Throws InvalidRequest when the number says another type of case. */
export function casePushOf(caseNumber: CaseNumber, dto: PutCaseDto): CasePush {
  const caseType = chosen(caseTypes, dto.caseType);
  if (caseNumberParts(caseNumber).type !== caseType) {
    throw new InvalidRequest([{ in: 'body', pointer: '/caseType', ...fault('CASE_TYPE_DIFFERS') }]);
  }
  return {
    caseNumber,
    caseType,
    court: { code: mustParse(parseCourtCode, dto.court.code), name: dto.court.name },
    state: chosen(caseStates, dto.state),
    filedOn: accepted(parseDate(dto.filedOn)),
    parties: dto.parties.map((party) => ({
      reference: party.reference,
      role: chosen(partyRoles, party.role),
      liable: party.liable,
      identity: identityOf(party),
    })),
    team: dto.team.map(({ workId, role }) => ({ workId, role: chosen(teamRoles, role) })),
  };
}

/** The case as stored, without names and numbers: whoever pushed it has them. */
export function caseBody(stored: EnforcementCase): CaseBody {
  return {
    caseNumber: stored.caseNumber,
    caseType: stored.caseType,
    court: stored.court,
    state: stored.state,
    filedOn: stored.filedOn,
    parties: stored.parties.map(({ reference, role, liable, subject }) => ({
      reference,
      role,
      liable,
      subjectId: subject.id,
      kind: subject.kind,
    })),
    team: stored.team.map(({ officerId, role }) => ({ officerId, role })),
  };
}

function isCaseType(text: string): text is CaseType {
  return Object.hasOwn(CASE_TYPE_CODES, text);
}
