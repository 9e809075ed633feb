import type { CaseNumber, CaseType } from '@dianda/identifiers';
import { makeSyntheticOrganisationCode } from '@dianda/identifiers';
import type { AssetClass, Identity } from '@dianda/inquiry';
import { worldBanks, type WorldAgency } from '../agencies.js';
import { cities, courtOf, type CityKey } from '../cities.js';
import { rosterOf } from '../court/roster.js';
import { makeCase, type CaseToMake, type SampleCase } from '../court/sample-case.js';
import { newYear, type Day } from '../days.js';
import type { Ground } from '../ground.js';
import { dwelling, phone, type Address } from '../names.js';
import type { SexCode } from '../numbers.js';
import type { Random } from '../random.js';
import type { Desks } from '../registries/desks.js';
import { enterResident } from '../registries/police-entries.js';
import { registered, type Registered } from '../registries/registered.js';
import { citizen, identityOf, type SampleOrganisation, type SamplePerson } from '../subjects.js';
import type { AnswerExpected, Edge, Expected, Fact, PlantedRow } from './planted-row.js';

/** Sequences 990,101 … are planted cases; ordinary ones begin at 1,000,001. */
const firstCaseSequence = 990_101;
const firstOrganisation = 46_000_001;

export interface PersonToPlant {
  readonly sex?: SexCode;
  readonly formerName?: string;
  readonly diedOn?: Day;
  /** As the household register writes him. */
  readonly as?: Registered;
}

export interface PlantedPerson {
  readonly person: SamplePerson;
  readonly identity: Identity;
  /** 人员编号 in the household register. */
  readonly resident: string;
}

/** Plants subjects, their rows and their cases, and keeps what they should come to. */
export class Planting {
  readonly rows: PlantedRow[] = [];
  readonly cases: SampleCase[] = [];
  readonly random: Random;
  private people = 0;
  private organisations = 0;

  constructor(
    readonly ground: Ground,
    readonly desks: Desks,
  ) {
    this.random = ground.streams.of('planted', 0);
  }

  get today(): Day {
    return this.ground.today;
  }

  /** A person of fifty, registered with the police of the city. */
  person(cityKey: CityKey, name: string, options: PersonToPlant = {}): PlantedPerson {
    const { sex = '1', as } = options;
    const city = cities[cityKey];
    const id = this.ground.numbers.plantedCitizenId(this.people, sex);
    this.people += 1;
    const person: SamplePerson = {
      ...citizen(name, id, sex),
      kind: 'person',
      index: -this.people,
      city,
      phone: phone(this.random, city),
      formerName: options.formerName,
      diedOn: options.diedOn,
      spouse: undefined,
    };
    const resident = enterResident(this.desks.police[cityKey], {
      as: as ?? registered(person),
      who: person,
      formerName: person.formerName,
      household: `H${city.region}98${String(this.people).padStart(8, '0')}`,
      relation: '01',
      married: false,
      address: this.address(cityKey),
      since: newYear(person.bornOn, 10, 60),
      diedOn: person.diedOn,
      phone: person.phone,
    });
    return { person, identity: identityOf(person), resident };
  }

  /** `fits` chooses among codes, where only some will do. */
  organisation(
    cityKey: CityKey,
    name: string,
    fits: (code: string) => boolean = () => true,
  ): { readonly organisation: SampleOrganisation; readonly identity: Identity } {
    const city = cities[cityKey];
    let code = this.nextCode();
    while (!fits(code)) code = this.nextCode();
    const organisation: SampleOrganisation = {
      kind: 'organisation',
      index: -this.organisations,
      name,
      code,
      city,
      phone: phone(this.random, city),
      ownsEquity: false,
    };
    return { organisation, identity: identityOf(organisation) };
  }

  address(city: CityKey): Address {
    return dwelling(this.random, cities[city]);
  }

  /** An open case of type 执 before the court with these letters, unless told otherwise. */
  case(
    letters: string,
    liable: readonly Identity[],
    other: Partial<Pick<CaseToMake, 'closure' | 'movedTo' | 'inquirer' | 'filedOn'>> & {
      readonly type?: CaseType;
    } = {},
  ): CaseNumber {
    const bank = worldBanks[this.cases.length % worldBanks.length];
    if (bank === undefined) throw new TypeError('a world without banks');
    const made = makeCase({
      roster: rosterOf(this.ground, courtOf(letters)),
      type: '执',
      filedOn: this.today - 120,
      sequence: firstCaseSequence + this.cases.length,
      applicant: {
        kind: 'organisation',
        name: bank.legalName,
        document: { type: 'USCC', number: bank.organisationCode },
      },
      liable,
      ...other,
    });
    this.cases.push(made);
    return made.caseNumber;
  }

  plant(
    edge: Edge,
    note: string,
    subject: Identity,
    cases: readonly CaseNumber[],
    expected: readonly Expected[],
  ): void {
    this.rows.push({ edge, note, subject, cases, expected });
  }

  private nextCode() {
    const code = makeSyntheticOrganisationCode(firstOrganisation + this.organisations);
    this.organisations += 1;
    return code;
  }
}

export function found(
  { row }: WorldAgency,
  assetClass: AssetClass,
  records: readonly string[],
  facts: readonly Fact[] = [],
): AnswerExpected {
  return { kind: 'answer', agency: row.code, assetClass, rung: 'found', records, facts };
}

export function nothingFound({ row }: WorldAgency, assetClass: AssetClass): AnswerExpected {
  return { kind: 'answer', agency: row.code, assetClass, rung: 'nothing_found', records: [], facts: [] };
}

export function ambiguous({ row }: WorldAgency, assetClass: AssetClass): AnswerExpected {
  return { kind: 'answer', agency: row.code, assetClass, rung: 'ambiguous', records: [], facts: [] };
}
