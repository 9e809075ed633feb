import {
  makeSyntheticCardNumber,
  makeSyntheticCitizenId,
  makeSyntheticOrganisationCode,
  makeSyntheticVin,
  parseBankCode,
  SYNTHETIC_DIVISION,
  to15,
  type CitizenId,
  type OrganisationCode,
} from '@dianda/identifiers';
import type { CityKey } from './cities.js';
import { isoOf, newYear, type Day } from './days.js';
import { worldParameters } from './parameters.js';
import type { RandomStreams } from './random.js';

/*
 * Numbers that belong to nobody (standards.md 6.4), each handed out once. Every slot of a subject has its own, by a
 * permutation: no list of used numbers is kept, however many there are. Sequences that hand-written samples use are
 * left to them.
 */

export type SexCode = '1' | '2';

/** Slots of one person: himself, and those who stand beside him in registers. */
export const personSlots = { self: 0, spouse: 1, partner: 2, creditor: 3 } as const;
export type PersonSlot = keyof typeof personSlots;

const slotsPerPerson = 4;
/** Sequences of one birth date: 510–519 for planted people, these in pairs (a woman’s and a man’s) for the others. */
const firstSequence = 520;
const pairsPerDay = 240;
const firstOrganisation = 50_000_000;
const organisationCount = 40_000_000;
const cadastralAreas: Record<CityKey, number> = { huaian: 10_000, qingdao: 500_000 };
const vinStart: Record<CityKey, number> = { huaian: 10_000_000_000, qingdao: 20_000_000_000 };
const parcelsPerArea = 100_000;

export class Numbers {
  private readonly firstBirth: Day;
  private readonly people: Permutation;
  private readonly organisations: Permutation;

  constructor(
    streams: RandomStreams,
    private readonly today: Day,
  ) {
    const { from, to } = worldParameters.assumed.ageYears;
    this.firstBirth = newYear(today, -to);
    const days = newYear(today, -from) - this.firstBirth;
    this.people = new Permutation(days * pairsPerDay, streams, 'people');
    this.organisations = new Permutation(organisationCount, streams, 'organisations');
  }

  /** How many people there are numbers for. */
  get mostPeople(): number {
    return Math.floor(this.people.size / slotsPerPerson);
  }

  get mostOrganisations(): number {
    return organisationCount;
  }

  citizenId(person: number, slot: PersonSlot, sex: SexCode): CitizenId {
    const place = this.people.at(person * slotsPerPerson + personSlots[slot]);
    const birthDate = isoOf(this.firstBirth + Math.floor(place / pairsPerDay));
    const pair = firstSequence + (place % pairsPerDay) * 2;
    return makeSyntheticCitizenId({ birthDate, sequence: sex === '1' ? pair + 1 : pair });
  }

  organisationCode(organisation: number, register: '91' | '92'): OrganisationCode {
    return makeSyntheticOrganisationCode(firstOrganisation + this.organisations.at(organisation), register);
  }

  /** Somebody planted: fifty years old, so that he has a 15-digit number, too. `n` below 3,000. */
  plantedCitizenId(n: number, sex: SexCode): CitizenId {
    const sequence = 510 + (n % 5) * 2 + (sex === '1' ? 1 : 0);
    return makeSyntheticCitizenId({
      birthDate: isoOf(newYear(this.today, -50, Math.floor(n / 5))),
      sequence,
    });
  }
}

/** The number by which an old row holds the same person; undefined for whoever was born too late for one. */
export function oldNumberOf(id: CitizenId): string | undefined {
  return to15(id);
}

/** `bank` 0–3; each bank has numbers of its own. */
export function cardNumber(bank: number, sequence: number): string {
  return makeSyntheticCardNumber(100_000_000 + bank * 200_000_000 + sequence);
}

/** Company and passbook accounts have no check; this one says what it is. */
export function unitAccountNumber(bank: number, sequence: number): string {
  return `SYN${SYNTHETIC_DIVISION}${bank}${String(sequence).padStart(10, '0')}`;
}

export function vin(city: CityKey, sequence: number): string {
  return makeSyntheticVin(vinStart[city] + sequence);
}

/**
 * A number of its own for each right. `land` is the parcel’s two letters (GB state land, JC homestead …), `fixture` what
 * stands on it (F, L, Q; W for nothing).
 */
export function unitNumber(
  city: CityKey,
  sequence: number,
  land: string,
  fixture: 'F' | 'L' | 'Q' | 'W',
  place: { readonly building: number; readonly room: number },
): string {
  const area = cadastralAreas[city] + Math.floor(sequence / parcelsPerArea);
  const parcel = String(sequence % parcelsPerArea).padStart(5, '0');
  const part =
    fixture === 'W'
      ? '00000000'
      : `${String(place.building).padStart(4, '0')}${String(place.room).padStart(4, '0')}`;
  return `${SYNTHETIC_DIVISION}${String(area).padStart(6, '0')}${land}${parcel}${fixture}${part}`;
}

/** 支付系统行号 of a branch, with a check digit that fits. */
export function branchCode(bankNumber: string, bankCity: string, branch: number): string {
  const front = `${bankNumber}${bankCity}${String(branch).padStart(4, '0')}`;
  const fitting = '0123456789'.split('').find((digit) => {
    const read = parseBankCode(front + digit);
    return read.ok && read.warnings.length === 0;
  });
  if (fitting === undefined) throw new TypeError('no digit checks this bank code');
  return front + fitting;
}

/** A permutation of 0 … size - 1: x → (factor · x + shift) mod size, with a factor that shares no divisor with size. */
class Permutation {
  private readonly factor: number;
  private readonly shift: number;

  constructor(
    readonly size: number,
    streams: RandomStreams,
    what: string,
  ) {
    const random = streams.of(`numbers of ${what}`, 0);
    let factor = random.between(Math.floor(size / 3), Math.floor(size / 2));
    while (greatestCommonDivisor(factor, size) !== 1) factor += 1;
    this.factor = factor;
    this.shift = random.between(0, size - 1);
  }

  /** Exact while size² stays below 2^53. Throws RangeError outside of the permutation. */
  at(place: number): number {
    if (place < 0 || place >= this.size) throw new RangeError('the world has no more numbers');
    return (this.factor * place + this.shift) % this.size;
  }
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
