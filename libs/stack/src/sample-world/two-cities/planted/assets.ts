import type { CityKey } from '../cities.js';
import { newYear, type Day } from '../days.js';
import {
  enterAccount,
  enterCustomer,
  type AccountToEnter,
  type EnteredAccount,
} from '../registries/bank-entries.js';
import { enterFundAccount, enterFundPerson } from '../registries/fund.js';
import { enterOwner, enterRight, type LandRight, type RightToEnter } from '../registries/land-entries.js';
import type { Registered } from '../registries/registered.js';
import { enterVehicle, enterVehicleOwner } from '../registries/vehicle-entries.js';
import type { Planting } from './planting.js';

/*
 * Ordinary assets for planted subjects, each with the `sourceRecordId` under which its adapter tells it.
 */

export interface PlantedHouse {
  readonly right: LandRight;
  readonly record: string;
}

/** A dwelling that the holder owns alone. */
export function plantHouse(
  planting: Planting,
  city: CityKey,
  holder: Registered,
  other: Partial<Pick<RightToEnter, 'withoutUnitNumber' | 'registeredOn'>> = {},
): PlantedHouse {
  const desk = planting.desks.land[city];
  const right = enterRight(desk, {
    table: 'FDCQ',
    place: planting.address(city),
    area: 98.76,
    registeredOn: planting.today - 2_000,
    ...other,
  });
  enterOwner(desk, right, holder);
  return { right, record: `FDCQ-${right.bsm}` };
}

/** A car in normal state; answers its record. */
export function plantCar(planting: Planting, city: CityKey, holder: Registered): string {
  const desk = planting.desks.vehicle[city];
  const serial = enterVehicle(desk, {
    plateKind: '02',
    plateLetter: desk.agency.city.plateLetters[0] ?? 'A',
    brand: '样例之星',
    usage: 'A',
    registeredOn: planting.today - 1_500,
    inspectionValidTo: planting.today + 200,
    status: 'A',
    mortgaged: false,
  });
  enterVehicleOwner(desk, serial, {
    ...holder,
    phone: '0517-00000099',
    address: planting.address(city).text,
  });
  return `JDCXX-${serial}`;
}

export interface PlantedAccount extends EnteredAccount {
  readonly customer: string;
  readonly record: string;
}

/** An account in use at the bank of that number, with ¥8,888.88 unless told otherwise. */
export function plantAccount(
  planting: Planting,
  bank: number,
  holder: Registered,
  other: Partial<Pick<AccountToEnter, 'currency' | 'openedOn' | 'balanceFen' | 'availableFen'>> = {},
): PlantedAccount {
  const desk = planting.desks.bank(bank);
  const contact = { phone: '0517-00000098', address: planting.address(desk.agency.city.key).text };
  const customer = enterCustomer(desk, holder, contact);
  const account = enterAccount(desk, { ...plainAccount(planting.today, customer, holder), ...other });
  return { ...account, customer, record: `ZHXX-${account.zhbs}` };
}

export function plainAccount(today: Day, customer: string, holder: Registered): AccountToEnter {
  return {
    customer,
    sequence: 1,
    kind: holder.kind === 'person' ? '21' : '11',
    status: '0',
    branch: 0,
    openedOn: today - 900,
    closedOn: undefined,
    currency: 'CNY',
    balanceFen: 888_888,
    availableFen: 888_888,
    askedOn: today,
  };
}

/** A fund account that is paid into; answers its record. */
export function plantFund(planting: Planting, city: CityKey, holder: Registered): string {
  const desk = planting.desks.fund[city];
  const person = enterFundPerson(desk, holder, '0517-00000097');
  const zhbs = enterFundAccount(desk, person, {
    employer: 0,
    wageYuan: 8_000,
    ratePercent: 12,
    balanceFen: 1_800_000,
    status: '01',
    frozen: undefined,
    openedOn: newYear(planting.today, -8, 30),
    paidTo: planting.today - 31,
    closedOn: undefined,
    bankCard: undefined,
  });
  return `GRZHXX-${zhbs}`;
}
