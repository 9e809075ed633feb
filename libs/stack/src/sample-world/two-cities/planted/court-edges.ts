import { CASE_TYPE_CODES, type CaseNumber, type CaseType } from '@dianda/identifiers';
import type { Reason } from '@dianda/inquiry';
import { agenciesOf } from '../agencies.js';
import { courtOf } from '../cities.js';
import { expiredOfficer, rosterOf } from '../court/roster.js';
import { closureManners } from '../court/sample-case.js';
import { isoOf, newYear, plusMonths, type Day } from '../days.js';
import { registered } from '../registries/registered.js';
import { plantAccount, plantCar, plantHouse } from './assets.js';
import { found, type Planting } from './planting.js';
import type { Edge, OrderExpected } from './planted-row.js';

const { huaian, qingdao } = agenciesOf;

/** Cases, courts and officers at the edge of what may be asked. */
export function plantCourtEdges(planting: Planting): void {
  plantCoDebtors(planting);
  plantTwoCourts(planting);
  plantMovedCase(planting);
  plantExpiredOfficer(planting);
  plantTerminations(planting);
  plantEveryCaseType(planting);
}

function plantCoDebtors(planting: Planting): void {
  const one = planting.person('huaian', '云样海');
  const other = planting.person('huaian', '云样川', { sex: '2' });
  const caseNumber = planting.case('苏0812', [one.identity, other.identity]);
  const note = 'Two co-debtors of one case; each owns something of his own.';
  const house = plantHouse(planting, 'huaian', registered(one.person));
  const car = plantCar(planting, 'huaian', registered(other.person));
  planting.plant(
    'co_debtors',
    note,
    one.identity,
    [caseNumber],
    [found(huaian.land, 'LAND', [house.record])],
  );
  planting.plant('co_debtors', note, other.identity, [caseNumber], [found(huaian.vehicle, 'VEHICLE', [car])]);
}

function plantTwoCourts(planting: Planting): void {
  const { person, identity } = planting.person('qingdao', '葛样晨');
  const car = plantCar(planting, 'qingdao', registered(person));
  const cases = [planting.case('苏0812', [identity]), planting.case('鲁0202', [identity])];
  planting.plant('two_courts', 'The same debtor before courts of two cities.', identity, cases, [
    found(qingdao.vehicle, 'VEHICLE', [car]),
    ...cases.map((caseNumber, at) => order(planting, caseNumber, at === 0 ? '苏0812' : '鲁0202')),
  ]);
}

/** CPL 237: the old court's officers lose sight of the case, the new court's may ask. */
function plantMovedCase(planting: Planting): void {
  const { person, identity } = planting.person('huaian', '奚样嘉', { sex: '2' });
  const car = plantCar(planting, 'huaian', registered(person));
  const movedTo = rosterOf(planting.ground, courtOf('苏0804'));
  const caseNumber = planting.case('苏0803', [identity], { movedTo });
  planting.plant(
    'moved_case',
    'Filed at 苏0803 and moved to 苏0804; the number stays.',
    identity,
    [caseNumber],
    [
      found(huaian.vehicle, 'VEHICLE', [car]),
      order(planting, caseNumber, '苏0803', 'CASE_NOT_FOUND'),
      order(planting, caseNumber, '苏0804'),
    ],
  );
}

function plantExpiredOfficer(planting: Planting): void {
  const { person, identity } = planting.person('huaian', '柏样毅');
  const account = plantAccount(planting, 0, registered(person));
  const inquirer = expiredOfficer(planting.ground);
  const letters = inquirer.court.code;
  const caseNumber = planting.case(letters, [identity], { inquirer });
  planting.plant(
    'credential_expired_yesterday',
    'The inquirer’s credentials expired yesterday; the judge’s are in force.',
    identity,
    [caseNumber],
    [
      found(huaian.banks[0], 'BANK_ACCOUNT', [account.record]),
      { ...order(planting, caseNumber, letters, 'OFFICER_CREDENTIAL_EXPIRED'), username: inquirer.username },
      {
        ...order(planting, caseNumber, letters),
        username: rosterOf(planting.ground, inquirer.court).judge.username,
      },
    ],
  );
}

/** Searched again every 6 months for 5 years, the day clamped to the month (standards.md L18). */
function plantTerminations(planting: Planting): void {
  const { today } = planting;
  const lastYearEnd = newYear(today, 0, -1);
  plantTermination(planting, 'terminated_at_year_end', '窦样文', lastYearEnd);
  const augustEnds = [0, -1].map((years) => plusMonths(newYear(today, years, 30), 7));
  const monthEnd = augustEnds.find((day) => day < today);
  if (monthEnd === undefined) throw new TypeError('last year had an August');
  plantTermination(planting, 'terminated_at_month_end', '章样哲', monthEnd);
}

function plantTermination(planting: Planting, edge: Edge, name: string, on: Day): void {
  const { identity } = planting.person('qingdao', name);
  const caseNumber = planting.case('鲁02', [identity], {
    filedOn: on - 200,
    closure: { manner: 'terminated', on },
  });
  const requeries = Array.from({ length: 10 }, (_, half) => isoOf(plusMonths(on, 6 * (half + 1))));
  planting.plant(
    edge,
    `Terminated (终本) on ${isoOf(on)}; each search again falls on an existing day.`,
    identity,
    [caseNumber],
    [{ kind: 'requeries', caseNumber, on: requeries }, order(planting, caseNumber, '鲁02', 'CASE_CLOSED')],
  );
}

/** Every type of standards.md 1.2, open and closed in every way. */
function plantEveryCaseType(planting: Planting): void {
  const { person, identity } = planting.person('huaian', '苏样诚');
  const house = plantHouse(planting, 'huaian', registered(person));
  const cases: CaseNumber[] = [];
  const orders: OrderExpected[] = [];
  for (const type of Object.keys(CASE_TYPE_CODES).filter(isCaseType)) {
    const open = planting.case('苏08', [identity], { type });
    const mayQuery = type === '执' || type === '执恢';
    orders.push(order(planting, open, '苏08', mayQuery ? undefined : 'CASE_TYPE_MAY_NOT_QUERY'));
    cases.push(open);
    for (const manner of closureManners) {
      if (manner === 'terminated' && !mayQuery) continue;
      const closure = { manner, on: planting.today - 10 };
      const closed = planting.case('苏08', [identity], { type, closure });
      orders.push(order(planting, closed, '苏08', 'CASE_CLOSED'));
      cases.push(closed);
    }
  }
  planting.plant('every_case_type', 'One debtor in cases of every type, open and closed.', identity, cases, [
    found(huaian.land, 'LAND', [house.record]),
    ...orders,
  ]);
}

function isCaseType(text: string): text is CaseType {
  return Object.hasOwn(CASE_TYPE_CODES, text);
}

/** An order by the inquirer of that court. */
function order(planting: Planting, caseNumber: CaseNumber, letters: string, refusal?: Reason): OrderExpected {
  const { username } = rosterOf(planting.ground, courtOf(letters)).inquirer;
  return { kind: 'order', caseNumber, username, refusal };
}
