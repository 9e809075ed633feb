import { makeSyntheticOrganisationCode } from '@dianda/identifiers';
import type { Day } from '../days.js';
import { drawSpan, drawWeighted } from '../draws.js';
import type { Ground } from '../ground.js';
import { dwelling, phone } from '../names.js';
import { cities, otherCity, type CityKey } from '../cities.js';
import { worldParameters, type Weighted } from '../parameters.js';
import type { Random } from '../random.js';
import { besides, type SampleSubject } from '../subjects.js';
import type { Desks, LandDesk } from './desks.js';
import {
  enterMortgage,
  enterObjection,
  enterPresale,
  enterSeizure,
  seizureTexts,
  type SeizureCode,
} from './land-burdens.js';
import { enterOwner, enterRight, type LandRight, type RightTable } from './land-entries.js';
import { drawMortgagee } from './mortgagees.js';
import { earlierMeasure } from './other-courts.js';
import { asTyped, registered, registeredPerson, type Registered } from './registered.js';

const { person, organisation, assumed } = worldParameters;
const { land } = assumed;

/** Everything that a subject holds in the land registers: rights, those who share them, and what lies on them. */
export function fileLand(ground: Ground, desks: Desks, subject: SampleSubject): void {
  const random = ground.streams.of(`land of ${subject.kind}`, subject.index);
  const owns = subject.kind === 'person' ? person.realEstate.owns : organisation.realEstate.owns;
  const count = random.chance(owns) ? drawSpan(random, drawWeighted(random, person.realEstate.count)) : 0;
  for (let right = 0; right < count; right += 1) {
    const city = random.chance(assumed.assetElsewhere) ? otherCity(subject.city) : subject.city;
    fileRight(ground, desks.land[city.key], random, subject, '1');
  }
  // What he once held stays in the register as history, and is in no answer.
  if (random.chance(land.historical)) {
    fileRight(ground, desks.land[subject.city.key], random, subject, '2');
  }
  if (subject.kind === 'person' && random.chance(land.presale)) {
    filePresale(ground, desks.land[subject.city.key], random, subject);
  }
}

function fileRight(
  ground: Ground,
  desk: LandDesk,
  random: Random,
  subject: SampleSubject,
  state: '1' | '2',
): void {
  const table = drawTable(random, subject, desk);
  const withoutUnitNumber = table === 'FDCQ' && random.chance(land.withoutUnitNumber);
  const registeredOn =
    ground.today - (withoutUnitNumber ? random.between(5_000, 9_000) : random.between(90, 4_800));
  const use =
    subject.kind === 'organisation'
      ? random.pick(['2', '4'] as const)
      : random.pick(['1', '1', '1', '1', '2', '6'] as const);
  const right = enterRight(desk, {
    table,
    place: dwelling(random, desk.agency.city),
    area:
      random.between(
        subject.kind === 'person' ? 2_000 : 12_000,
        subject.kind === 'person' ? 22_000 : 900_000,
      ) / 100,
    registeredOn,
    state,
    withoutUnitNumber,
    use,
  });
  const owner = asTyped(random, subject);
  if (state === '2') {
    enterOwner(desk, right, { ...owner, state });
    return;
  }
  fileOwners(ground, desk, random, subject, right, owner);
  if (random.chance(person.realEstate.mortgaged)) fileMortgages(ground, desk, random, subject, right);
  if (random.chance(person.realEstate.seized)) fileSeizures(ground, desk, random, right);
  if (random.chance(land.objection)) {
    const by = besides(ground, subject.index, 'creditor', '1');
    if (subject.kind === 'person')
      enterObjection(desk, right, registeredPerson(by.name, by.citizenId), ground.today - 40);
  }
}

function drawTable(random: Random, subject: SampleSubject, desk: LandDesk): RightTable {
  const table: Weighted<RightTable> = subject.kind === 'person' ? land.personRights : land.organisationRights;
  const drawn = drawWeighted(random, table);
  // Huai’an lies inland.
  return drawn === 'HYSYQ' && desk.agency.city.key === 'huaian' ? 'JSYDSYQ' : drawn;
}

function fileOwners(
  ground: Ground,
  desk: LandDesk,
  random: Random,
  subject: SampleSubject,
  right: LandRight,
  owner: Registered,
): void {
  const ownPhone = { phone: subject.phone };
  if (subject.kind === 'organisation' || !random.chance(person.realEstate.coOwned)) {
    enterOwner(desk, right, { ...owner, ...ownPhone });
    return;
  }
  const byShares = random.chance(assumed.coOwnedByShares);
  const shared = byShares ? { coOwnership: '2' as const, share: '50%' } : { coOwnership: '1' as const };
  const isSpouse = subject.spouse !== undefined && random.chance(assumed.coOwnerIsSpouse);
  const other = isSpouse
    ? subject.spouse
    : besides(ground, subject.index, 'partner', random.chance(0.5) ? '1' : '2');
  enterOwner(desk, right, { ...owner, ...ownPhone, ...shared });
  enterOwner(desk, right, {
    ...registeredPerson(other.name, other.citizenId),
    ...shared,
    sequence: 2,
    phone: phone(random, desk.agency.city),
  });
}

function fileMortgages(
  ground: Ground,
  desk: LandDesk,
  random: Random,
  subject: SampleSubject,
  right: LandRight,
): void {
  const count = random.chance(land.secondMortgage) ? 2 : 1;
  for (let rank = 1; rank <= count; rank += 1) {
    const inWan = random.chance(land.amountInWan);
    const tenThousands =
      random.between(10, subject.kind === 'person' ? 300 : 4_000) + random.between(0, 1) / 2;
    enterMortgage(desk, right, {
      mortgagor: registered(subject),
      mortgagee: drawMortgagee(ground, random, subject),
      rank,
      amount: inWan ? String(tenThousands) : (tenThousands * 10_000).toFixed(2),
      amountUnit: inWan ? '2' : '1',
      isMaximum: random.chance(land.maximumMortgage),
      from: random.between(right.registeredOn, ground.today - 30),
      years: random.between(1, 30),
      byUnitOnly: random.chance(land.byUnitOnly),
    });
  }
}

const firstSeizure: Weighted<SeizureCode> = [
  ['1', 75],
  ['3', 5],
  ['5', 20],
];

/** One in force, and now and then others in line behind it, which have no dates yet. */
function fileSeizures(ground: Ground, desk: LandDesk, random: Random, right: LandRight): void {
  const from: Day = ground.today - random.between(20, Math.min(1_000, ground.today - right.registeredOn));
  const code = drawWeighted(random, firstSeizure);
  const contradicts = random.chance(land.codeAgainstText);
  const byUnitOnly = random.chance(land.byUnitOnly);
  enterSeizure(desk, right, {
    ...earlierMeasure(random, from),
    code: contradicts ? '2' : code,
    text: seizureTexts[code],
    rank: 1,
    // Three years at the longest (standards.md L19).
    inForce: { from, to: from + 3 * 365 },
    enteredOn: from,
    byUnitOnly,
  });
  const waiting = random.chance(land.queued) ? random.between(1, 3) : 0;
  for (let place = 1; place <= waiting; place += 1) {
    const enteredOn = random.between(from, ground.today - 1);
    enterSeizure(desk, right, {
      ...earlierMeasure(random, enteredOn),
      code: '2',
      rank: place + 1,
      inForce: undefined,
      enteredOn,
      byUnitOnly,
    });
  }
}

const developers: Record<CityKey, Registered> = {
  huaian: developer('淮安样例置业有限公司', 45_900_011),
  qingdao: developer('青岛样例置业有限公司', 45_900_012),
};

function developer(name: string, sequence: number): Registered {
  return { kind: 'organisation', name, number: makeSyntheticOrganisationCode(sequence) };
}

function filePresale(ground: Ground, desk: LandDesk, random: Random, subject: SampleSubject): void {
  const city = cities[desk.agency.city.key];
  enterPresale(desk, {
    buyer: registered(subject),
    seller: developers[city.key],
    place: dwelling(random, city),
    priceWan: random.between(40, 260),
    on: ground.today - random.between(30, 700),
  });
}
