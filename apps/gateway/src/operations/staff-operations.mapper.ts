import {
  DiandaError,
  mustParse,
  parseAccountId,
  parseCourtCode,
  parseInstant,
  parseOfficerId,
  type AccountId,
  type CourtCode,
  type GivenPassword,
  type ListedAccount,
  type NewAccount,
  type OfficerId,
  type OfficerParticulars,
  type RegisteredOfficer,
} from '@dianda/inquiry';
import { chosen } from '../validation/accepted.js';
import { fault, InvalidRequest } from '../validation/violation.js';
import type {
  GivenPasswordBody,
  ListedAccountBody,
  RegisteredOfficerBody,
} from './account-operations.body.js';
import type { EnrolOfficerDto, MakeAccountDto } from './staff-operations.dto.js';

/** A text that is no code or id names nobody. */
export function courtCodeOf(text: string): CourtCode {
  return found(parseCourtCode(text), 'COURT_NOT_FOUND');
}
export function officerIdOf(text: string): OfficerId {
  return found(parseOfficerId(text), 'OFFICER_NOT_FOUND');
}
export function accountIdOf(text: string): AccountId {
  return found(parseAccountId(text), 'ACCOUNT_NOT_FOUND');
}

export function particularsOf(
  dto: Pick<EnrolOfficerDto, 'name' | 'dutyId' | 'phone' | 'credentialsValidUntil'>,
): OfficerParticulars {
  const { name, dutyId, phone } = dto;
  return { name, dutyId, phone, credentialsValidUntil: mustParse(parseInstant, dto.credentialsValidUntil) };
}

/** Throws InvalidRequest for an officer without court and work id. */
export function newAccountOf({ username, displayName, role, court, workId }: MakeAccountDto): NewAccount {
  const wanted = chosen(['officer', 'ops', 'admin'], role);
  if (wanted !== 'officer') return { username, displayName, role: wanted };
  if (court === undefined) throw missing('/court');
  if (workId === undefined) throw missing('/workId');
  return { username, displayName, role: wanted, courtCode: mustParse(parseCourtCode, court), workId };
}

export function accountBody(account: ListedAccount): ListedAccountBody {
  const { courtCode, officerId, ...always } = account;
  return {
    ...always,
    ...(courtCode === undefined ? {} : { court: courtCode }),
    ...(officerId === undefined ? {} : { officerId }),
  };
}

export function givenPasswordBody({ account, oneTimePassword }: GivenPassword): GivenPasswordBody {
  return { account: accountBody(account), oneTimePassword };
}

export function officerBody({ officer, revision }: RegisteredOfficer): RegisteredOfficerBody {
  const { id, court, name, workId, dutyId, phone, credentialsValidUntil } = officer;
  return { id, court: court.code, name, workId, dutyId, phone, credentialsValidUntil, revision };
}

function found<T>(
  value: T | undefined,
  reason: 'COURT_NOT_FOUND' | 'OFFICER_NOT_FOUND' | 'ACCOUNT_NOT_FOUND',
): T {
  if (value === undefined) throw DiandaError.notFound(reason);
  return value;
}

function missing(pointer: string): InvalidRequest {
  return new InvalidRequest([{ in: 'body', pointer, ...fault('REQUIRED') }]);
}
