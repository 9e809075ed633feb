import { birthDateOf, type CitizenId, type OrganisationCode } from '@dianda/identifiers';
import type { Identity } from '@dianda/inquiry';
import { cities, type City } from './cities.js';
import { dayOf, type Day } from './days.js';
import { drawWeighted } from './draws.js';
import type { Ground } from './ground.js';
import { companyName, formerName, personName, phone, shopName } from './names.js';
import type { PersonSlot, SexCode } from './numbers.js';
import { worldParameters } from './parameters.js';

/** Somebody with a citizen number. */
export interface Citizen {
  readonly name: string;
  readonly citizenId: CitizenId;
  readonly sex: SexCode;
  readonly bornOn: Day;
}

/** A natural person of the sample world. */
export interface SamplePerson extends Citizen {
  readonly kind: 'person';
  readonly index: number;
  readonly city: City;
  readonly phone: string;
  readonly formerName: string | undefined;
  readonly diedOn: Day | undefined;
  readonly spouse: Citizen | undefined;
}

/** An organisation of the sample world. */
export interface SampleOrganisation {
  readonly kind: 'organisation';
  readonly index: number;
  readonly name: string;
  readonly code: OrganisationCode;
  readonly city: City;
  readonly phone: string;
  readonly ownsEquity: boolean;
}

export type SampleSubject = SamplePerson | SampleOrganisation;

export function identityOf(subject: SampleSubject): Identity {
  switch (subject.kind) {
    case 'person':
      return {
        kind: 'person',
        name: subject.name,
        document: { type: 'RESIDENT_ID', number: subject.citizenId },
      };
    case 'organisation':
      return {
        kind: 'organisation',
        name: subject.name,
        document: { type: 'USCC', number: subject.code },
      };
  }
}

export function citizen(name: string, citizenId: CitizenId, sex: SexCode): Citizen {
  return { name, citizenId, sex, bornOn: dayOf(birthDateOf(citizenId)) };
}

/** The person of that index; makes nobody else. */
export function personAt(ground: Ground, index: number): SamplePerson {
  const random = ground.streams.of('person', index);
  const { assumed } = worldParameters;
  const sex = random.chance(0.5) ? '1' : '2';
  const name = personName(random, sex);
  const self = citizen(name, ground.numbers.citizenId(index, 'self', sex), sex);
  const city = cities[drawWeighted(random, assumed.cities)];
  return {
    ...self,
    kind: 'person',
    index,
    city,
    phone: phone(random, city),
    formerName: random.chance(assumed.name.renamed) ? formerName(random, name, sex) : undefined,
    diedOn: random.chance(assumed.dead) ? ground.today - random.between(30, 3_000) : undefined,
    spouse: random.chance(assumed.married)
      ? besides(ground, index, 'spouse', sex === '1' ? '2' : '1')
      : undefined,
  };
}

/** Somebody who stands beside that person in a register and is no subject himself. */
export function besides(ground: Ground, index: number, slot: PersonSlot, sex: SexCode): Citizen {
  const name = personName(ground.streams.of(slot, index), sex);
  return citizen(name, ground.numbers.citizenId(index, slot, sex), sex);
}

export function organisationAt(ground: Ground, index: number): SampleOrganisation {
  const random = ground.streams.of('organisation', index);
  const { assumed, organisation } = worldParameters;
  const city = cities[drawWeighted(random, assumed.cities)];
  const isShop = random.chance(assumed.soleTrader);
  return {
    kind: 'organisation',
    index,
    name: isShop ? shopName(random, city) : companyName(random, city),
    code: ground.numbers.organisationCode(index, isShop ? '92' : '91'),
    city,
    phone: phone(random, city),
    ownsEquity: random.chance(organisation.equity),
  };
}

/** Every person, then every organisation. */
export function* subjects(ground: Ground): Generator<SampleSubject> {
  for (let index = 0; index < ground.options.people; index += 1) yield personAt(ground, index);
  for (let index = 0; index < ground.options.organisations; index += 1) yield organisationAt(ground, index);
}
