import { agenciesOf } from '../agencies.js';
import { enterCrossing, enterStay } from '../registries/police-entries.js';
import { registered } from '../registries/registered.js';
import { found, type Planting } from './planting.js';

const { huaian } = agenciesOf;

/** Rows for the classes that a person reviews before they are answered. */
export function plantMovements(planting: Planting): void {
  const { person, identity } = planting.person('huaian', '邵样帆');
  const as = registered(person);
  const { phone } = person;
  const { today } = planting;
  const desk = planting.desks.police.huaian;
  const earlier = enterStay(desk, { as, hotel: 1, from: today - 40, to: today - 38, second: 70_000, phone });
  const now = enterStay(desk, { as, hotel: 2, from: today - 1, to: undefined, second: 75_000, phone });
  const journey = { as, passport: 'SYNP99000001', destination: '日本', second: 33_000, phone };
  const out = enterCrossing(desk, { ...journey, direction: '1', on: today - 90 });
  const back = enterCrossing(desk, { ...journey, direction: '2', on: today - 80 });
  const [latest, first] = [`LGZS-${now}`, `LGZS-${earlier}`];
  planting.plant(
    'lodging_and_journeys',
    'A stay that goes on, one before it, and a journey there and back; told after a review, the latest first.',
    identity,
    [planting.case('苏0812', [identity])],
    [
      found(huaian.police, 'LODGING', [latest, first], [[latest, 'checkOutAt', null]]),
      found(huaian.police, 'EXIT_ENTRY', [`CRJJL-${back}`, `CRJJL-${out}`]),
    ],
  );
}
