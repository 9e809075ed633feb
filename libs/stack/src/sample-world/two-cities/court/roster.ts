import {
  instantOf,
  mustParse,
  parseAccountId,
  parseOfficerId,
  type Account,
  type Actor,
  type Court,
  type Instant,
  type Officer,
  type TeamRole,
} from '@dianda/inquiry';
import { createHash } from 'node:crypto';
import { cities, cityKeys, type City } from '../cities.js';
import { isoOf, newYear } from '../days.js';
import type { Ground } from '../ground.js';
import { personName, phone } from '../names.js';

/** An officer with the account under which he signs in. */
export interface SampleOfficer extends Officer {
  readonly username: string;
  readonly role: TeamRole;
}

/** An account without its password or keys, which whoever enrols it chooses. */
export interface SampleAccount extends Pick<Account, 'username' | 'displayName' | 'disabled'> {
  readonly actor: Actor;
}

/** 承办法官 and 查控人员 of a court (standards.md 1.3: two people, both on record). */
export interface Roster {
  readonly court: Court;
  readonly judge: SampleOfficer;
  readonly inquirer: SampleOfficer;
}

/** A court’s two officers with credentials that are in force for a year. */
export function rosterOf(ground: Ground, court: Court): Roster {
  const until = beginningOf(newYear(ground.today, 1, 180));
  return {
    court,
    judge: officer(ground, court, 1, 'responsible', until),
    inquirer: officer(ground, court, 2, 'inquirer', until),
  };
}

/** The officer of the first court whose credentials expired yesterday at six in the evening, Beijing time. */
export function expiredOfficer(ground: Ground): SampleOfficer {
  const [court] = cities.huaian.courts;
  if (court === undefined) throw new TypeError('a city without a court');
  const until = instantOf(Date.parse(`${isoOf(ground.today - 1)}T18:00:00+08:00`));
  return officer(ground, court, 3, 'inquirer', until);
}

export function rosters(ground: Ground): readonly Roster[] {
  return cityKeys.flatMap((key) => cities[key].courts.map((court) => rosterOf(ground, court)));
}

export function accountOf(of: SampleOfficer): SampleAccount {
  const accountId = mustParse(parseAccountId, uuidOf(`account ${of.username}`));
  return {
    actor: { role: 'officer', accountId, officerId: of.id, courtCode: of.court.code },
    username: of.username,
    displayName: of.name,
    disabled: false,
  };
}

/** The court’s case system, which pushes cases. */
export function caseSystemAccount(court: Court): SampleAccount {
  const username = `case-system.${wordOf(court)}`;
  const accountId = mustParse(parseAccountId, uuidOf(`account ${username}`));
  return {
    actor: { role: 'court-system', accountId, courtCode: court.code },
    username,
    displayName: `${court.name}案件系统`,
    disabled: false,
  };
}

export function operationsAccount(): SampleAccount {
  const accountId = mustParse(parseAccountId, uuidOf('account ops.two-cities'));
  return {
    actor: { role: 'ops', accountId },
    username: 'ops.two-cities',
    displayName: '运维',
    disabled: false,
  };
}

function officer(
  ground: Ground,
  court: Court,
  place: number,
  role: TeamRole,
  credentialsValidUntil: Instant,
): SampleOfficer {
  const word = wordOf(court);
  const random = ground.streams.of(`officer of ${court.code}`, place);
  const titles: Record<TeamRole, string> = { responsible: 'judge', inquirer: 'officer' };
  const username = `${titles[role]}${place === 3 ? '-expired' : ''}.${word}`;
  return {
    id: mustParse(parseOfficerId, uuidOf(`officer ${username}`)),
    court,
    name: personName(random, random.chance(0.5) ? '1' : '2'),
    workId: `SYN-${word.toUpperCase()}-${String(place).padStart(4, '0')}`,
    dutyId: `SYN-ZX-${word.toUpperCase()}-${String(place).padStart(4, '0')}`,
    phone: phone(random, cityOf(court)),
    credentialsValidUntil,
    username,
    role,
  };
}

/** 苏0812 → huaian-0812 */
function wordOf(court: Court): string {
  return `${cityOf(court).key}-${court.code.slice(1)}`;
}

function cityOf(court: Court): City {
  return cities[court.code.startsWith(cities.huaian.province) ? 'huaian' : 'qingdao'];
}

function beginningOf(day: number): Instant {
  return instantOf(Date.parse(`${isoOf(day)}T00:00:00+08:00`));
}

/** An RFC 9562 version 8 UUID out of a name: officers and accounts are the same in every world. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(`dianda two-cities ${name}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
