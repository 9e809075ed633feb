import { dateInShanghai, readReceivedDate } from '@dianda/identifiers';
import { FieldReader, type RegistryReader, type RegistryRow } from '@dianda/adapter-kit';
import type { DataCategory, RecordWarning, ThirdPerson } from '@dianda/inquiry';
import { readHouseholdMember, type IdentityExtras } from './map-identity.js';
import type { OwnRow } from './match-rows.js';
import { householdOf, photoOf } from './police-queries.js';

/** A record has to fit into a message of 4 MiB; photos for documents have some 100 KiB. */
const MOST_PHOTO_BYTES = 1024 * 1024;
/** Base64 of the bytes FF D8 FF, with which every JPEG begins. */
const JPEG_BEGINNING = '/9j/';
/** 户类型 of a household that is an employer's or a school's: its members are no family. */
const COLLECTIVE = '2';
const REGISTERED_ELSEWHERE = '户籍在外地';

/** What may be told of the person beside his own row, and what of it is read at all, follows the authority. */
export interface ExtrasRequest {
  /** The row of the household register; undefined for somebody who is registered elsewhere. */
  readonly household: RegistryRow | undefined;
  /** The latest first. */
  readonly temporary: readonly OwnRow[];
  readonly allowed: readonly DataCategory[];
  readonly now: Date;
}

export async function identityExtras(
  reader: RegistryReader,
  request: ExtrasRequest,
  warnings: RecordWarning[],
): Promise<IdentityExtras> {
  const { household, allowed } = request;
  return {
    temporaryAddress: temporaryAddress(request, warnings),
    photoBase64: allowed.includes('PHOTO') ? await readPhoto(reader, household) : undefined,
    householdMembers: allowed.includes('HOUSEHOLD_MEMBERS')
      ? await readMembers(reader, household, warnings)
      : [],
  };
}

/** Where the person lives for the time being: the latest registration that has not ended. */
function temporaryAddress({ temporary, now }: ExtrasRequest, warnings: RecordWarning[]): string | undefined {
  const today = dateInShanghai(now);
  const present = temporary.find(({ row }) => {
    const endedOn = readReceivedDate(row.text('jsrq')).value;
    return endedOn === null || endedOn >= today;
  });
  if (present === undefined) return undefined;
  return new FieldReader(present.row, 'person_identity', warnings).text('zzdz', 'temporary_address');
}

async function readPhoto(
  reader: RegistryReader,
  household: RegistryRow | undefined,
): Promise<string | undefined> {
  if (household === undefined) {
    reader.leaveOut('POLICE_PHOTO', 'OTHER', REGISTERED_ELSEWHERE);
    return undefined;
  }
  const [row] = await reader.list('POLICE_PHOTO', photoOf(household.text('rybh'), MOST_PHOTO_BYTES));
  if (row === undefined) return undefined;
  const photo = row.text('zp');
  if (photo.startsWith(JPEG_BEGINNING)) return photo;
  const fault = photo === '' ? `${row.text('zpdx')} bytes` : 'no JPEG';
  reader.leaveOut('POLICE_PHOTO', 'FAULT', `RYZP.zp: ${fault}`);
  return undefined;
}

async function readMembers(
  reader: RegistryReader,
  household: RegistryRow | undefined,
  warnings: RecordWarning[],
): Promise<readonly ThirdPerson[]> {
  const part = 'POLICE_HOUSEHOLD';
  if (household === undefined) {
    reader.leaveOut(part, 'OTHER', REGISTERED_ELSEWHERE);
    return [];
  }
  if (household.text('hlx') === COLLECTIVE) {
    reader.leaveOut(part, 'OTHER', '集体户：同户人员不是家庭成员，不予提供');
    return [];
  }
  const number = household.text('hh');
  if (number === '') {
    reader.leaveOut(part, 'FAULT', 'CZRK.hh is empty');
    return [];
  }
  const rows = await reader.list(part, householdOf(number, household.text('rybh')));
  return rows.map((row, at) =>
    readHouseholdMember(new FieldReader(row, `person_identity.household_members[${at}]`, warnings)),
  );
}
