import { otherCity } from '../cities.js';
import { timeOf } from '../days.js';
import { countDrawer, drawSpan, drawWeighted } from '../draws.js';
import type { Ground } from '../ground.js';
import { dwelling, phone } from '../names.js';
import { worldParameters } from '../parameters.js';
import type { Random } from '../random.js';
import { besides, type SampleSubject } from '../subjects.js';
import type { Desks, VehicleDesk } from './desks.js';
import { drawMortgagee } from './mortgagees.js';
import { earlierMeasure } from './other-courts.js';
import { asTyped, registeredPerson } from './registered.js';
import {
  enterVehicle,
  enterVehicleMortgage,
  enterVehicleOwner,
  enterVehicleSeizure,
  type PlateKind,
} from './vehicle-entries.js';

const { person, organisation, assumed } = worldParameters;
const { vehicle } = assumed;
const drawFleet = countDrawer(organisation.vehicle.count);
const brands = ['样例之星', '样例骏达', '样例远航', '样例春风', '样例启明'];

/** Until when each bureau’s copy is complete. */
export function fileVehicleRenewals(ground: Ground, desks: Desks): void {
  for (const { shelves } of Object.values(desks.vehicle)) {
    for (const bm of ['JDCXX', 'JDCSYR', 'JDCDY', 'JDCCF']) {
      shelves.gxsj.put({ bm, gxsj: timeOf(ground.today - 1, 82_800) });
    }
  }
}

/** Every vehicle of a subject, with those who share it and what lies on it. */
export function fileVehicles(ground: Ground, desks: Desks, subject: SampleSubject): void {
  const random = ground.streams.of(`vehicles of ${subject.kind}`, subject.index);
  const count = drawCount(random, subject);
  for (let each = 0; each < count; each += 1) {
    const city = random.chance(assumed.assetElsewhere) ? otherCity(subject.city) : subject.city;
    fileVehicle(ground, desks.vehicle[city.key], random, subject);
  }
}

function drawCount(random: Random, subject: SampleSubject): number {
  switch (subject.kind) {
    case 'person':
      return random.chance(person.vehicle.owns)
        ? drawSpan(random, drawWeighted(random, person.vehicle.count))
        : 0;
    case 'organisation':
      return random.chance(organisation.vehicle.owns) ? drawFleet(random) : 0;
  }
}

function fileVehicle(ground: Ground, desk: VehicleDesk, random: Random, subject: SampleSubject): void {
  const { city } = desk.agency;
  const registeredOn = ground.today - random.between(200, 5_000);
  const status = drawWeighted(random, person.vehicle.status);
  const mortgaged = random.chance(person.vehicle.mortgaged);
  const plateKind = drawPlateKind(random, subject);
  const statuses = random.chance(vehicle.secondLetter) ? withSecondLetter(random, status) : status;
  const isOverdue = statuses.includes('Q');
  const serial = enterVehicle(desk, {
    plateKind,
    plateLetter: random.pick(city.plateLetters),
    withProvince: random.chance(vehicle.plateWithProvince),
    issuerInFull: random.chance(0.2),
    brand: random.pick(brands),
    usage: plateKind === '01' ? 'F' : 'A',
    registeredOn,
    inspectionValidTo: ground.today + (isOverdue ? -random.between(30, 190) : random.between(10, 530)),
    status: statuses,
    mortgaged,
  });
  fileOwners(ground, desk, random, subject, serial);
  const on = ground.today - random.between(30, 190);
  if (mortgaged || random.chance(vehicle.liftedMortgage)) {
    enterVehicleMortgage(desk, serial, {
      mortgagee: drawMortgagee(ground, random, subject),
      on,
      isLifted: !mortgaged,
      phone: phone(random, city),
    });
  }
  if (status === 'K') {
    enterVehicleSeizure(desk, serial, { ...earlierMeasure(random, on), rank: 1, on });
    if (random.chance(0.2))
      enterVehicleSeizure(desk, serial, { ...earlierMeasure(random, on + 10), rank: 2, on: on + 10 });
  }
}

/** A bureau writes several states as letters in a row: KQ, G,Q. */
function withSecondLetter(random: Random, status: string): string {
  const second = random.pick(['Q', 'G', 'H'].filter((letter) => letter !== status));
  return random.chance(0.5) ? `${status}${second}` : `${status},${second}`;
}

function drawPlateKind(random: Random, subject: SampleSubject): PlateKind {
  if (random.chance(person.vehicle.newEnergy)) return '52';
  const truck = subject.kind === 'person' ? vehicle.truckOfPerson : vehicle.truckOfOrganisation;
  if (random.chance(truck)) return '01';
  return subject.kind === 'person' && random.chance(vehicle.motorcycle) ? '07' : '02';
}

function fileOwners(
  ground: Ground,
  desk: VehicleDesk,
  random: Random,
  subject: SampleSubject,
  serial: string,
): void {
  const { city } = desk.agency;
  const address = dwelling(random, subject.city).text;
  const isShared = subject.kind === 'person' && random.chance(vehicle.commonOwnership);
  const share = isShared ? ({ coOwnership: '2', share: '50%' } as const) : {};
  enterVehicleOwner(desk, serial, { ...asTyped(random, subject), phone: subject.phone, address, ...share });
  if (!isShared) return;
  const other = subject.spouse ?? besides(ground, subject.index, 'partner', '1');
  enterVehicleOwner(desk, serial, {
    ...registeredPerson(other.name, other.citizenId),
    ...share,
    sequence: 2,
    phone: phone(random, city),
    address,
  });
}
