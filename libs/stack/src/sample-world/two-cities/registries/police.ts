import { cityKeys, otherCity } from '../cities.js';
import { newYear } from '../days.js';
import { countDrawer } from '../draws.js';
import type { Ground } from '../ground.js';
import { dwelling, phone } from '../names.js';
import { worldParameters } from '../parameters.js';
import type { Random } from '../random.js';
import type { SamplePerson } from '../subjects.js';
import type { Desks, PoliceDesk } from './desks.js';
import {
  enterCrossing,
  enterPhoto,
  enterResident,
  enterStay,
  enterTemporaryResident,
  hotelCode,
} from './police-entries.js';
import { asTyped, registered, registeredPerson, type Registered } from './registered.js';

const { police } = worldParameters.assumed;
const drawStays = countDrawer(police.stays);
const drawJourneys = countDrawer(police.journeys);
const destinations = ['日本', '韩国', '泰国', '新加坡', '马来西亚', '越南'];

/** The hotels of each city. */
export function filePoliceBasics(ground: Ground, desks: Desks): void {
  for (const key of cityKeys) {
    const desk = desks.police[key];
    const random = ground.streams.of(`hotels of ${key}`, 0);
    for (let hotel = 0; hotel < police.hotels; hotel += 1) {
      const { city } = desk.agency;
      desk.shelves.lgxx.put({
        lgbm: hotelCode(desk, hotel),
        lgmc: `${city.short}样例第${hotel + 1}旅馆`,
        lgdz: dwelling(random, city).text,
      });
    }
  }
}

/** A person in the police’s registers: who he is and where he lives; where he slept and whither he went. */
export function filePolice(ground: Ground, desks: Desks, person: SamplePerson): void {
  const random = ground.streams.of('police of person', person.index);
  const desk = desks.police[person.city.key];
  const home = fileHousehold(ground, desk, random, person);
  if (random.chance(police.livesInOtherCity)) {
    const city = otherCity(person.city);
    enterTemporaryResident(desks.police[city.key], {
      as: registered(person),
      who: person,
      formerName: person.formerName,
      home,
      address: dwelling(random, city),
      kind: random.pick(['1', '2', '3'] as const),
      from: ground.today - random.between(400, 2_000),
      to: random.chance(0.6) ? undefined : ground.today - random.between(5, 390),
      phone: phone(random, city),
    });
  }
  if (random.chance(police.lodging)) fileStays(ground, desks, random, person);
  if (random.chance(police.exitEntry)) fileJourneys(ground, desk, random, person);
}

/** The person’s own row and, in the same household, the spouse’s. Answers the address. */
function fileHousehold(ground: Ground, desk: PoliceDesk, random: Random, person: SamplePerson): string {
  const { city } = desk.agency;
  const address = dwelling(random, city);
  const household = `H${city.region}${String(person.index + 1).padStart(10, '0')}`;
  const since = Math.min(newYear(person.bornOn, random.between(0, 18), 60), ground.today - 90);
  const common = { household, address, since, married: person.spouse !== undefined };
  const own = enterResident(desk, {
    ...common,
    as: asTyped(random, person),
    who: person,
    formerName: person.formerName,
    relation: '01',
    diedOn: person.diedOn,
    phone: person.phone,
  });
  if (random.chance(police.photo)) enterPhoto(desk, own, ground.today - random.between(100, 3_000));
  const { spouse } = person;
  if (spouse !== undefined && random.chance(police.household)) {
    enterResident(desk, {
      ...common,
      as: registeredPerson(spouse.name, spouse.citizenId),
      who: spouse,
      relation: '10',
      phone: phone(random, city),
    });
  }
  return address.text;
}

function fileStays(ground: Ground, desks: Desks, random: Random, person: SamplePerson): void {
  const count = drawStays(random);
  for (let stay = 0; stay < count; stay += 1) {
    const desk = desks.police[random.pick(cityKeys)];
    const isThere = stay === 0 && random.chance(police.stillStaying);
    const nights = random.between(1, 5);
    const from = isThere ? ground.today - 1 : ground.today - random.between(nights, 720);
    enterStay(desk, {
      as: asHotelTyped(random, person),
      // A few hotels are missing from the list.
      hotel: random.between(0, police.hotels),
      from,
      to: isThere ? undefined : from + nights,
      second: random.between(43_200, 86_399),
      phone: person.phone,
    });
  }
}

/** Hotels know the name of the day; of somebody renamed some rows have the former one. */
function asHotelTyped(random: Random, person: SamplePerson): Registered {
  const plain = registered(person);
  if (person.formerName === undefined || !random.chance(0.5)) return plain;
  return { ...plain, name: person.formerName };
}

function fileJourneys(ground: Ground, desk: PoliceDesk, random: Random, person: SamplePerson): void {
  const passport = `SYNP${String(person.index + 1).padStart(8, '0')}`;
  const count = drawJourneys(random);
  for (let journey = 0; journey < count; journey += 1) {
    const days = random.between(2, 30);
    const out = ground.today - random.between(days, 1_800);
    const destination = random.pick(destinations);
    for (const direction of ['1', '2'] as const) {
      enterCrossing(desk, {
        as: registered(person),
        passport,
        direction,
        on: direction === '1' ? out : out + days,
        second: random.between(21_600, 82_800),
        destination,
        phone: person.phone,
      });
    }
  }
}
