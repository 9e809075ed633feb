import { agenciesOf } from '../agencies.js';
import { isoOf } from '../days.js';
import { enterAccount, enterCustomer, enterNoAccount } from '../registries/bank-entries.js';
import {
  enterMortgage,
  enterObjection,
  enterOwner,
  enterPresale,
  enterRight,
  enterSeizure,
} from '../registries/land-entries.js';
import { earlierMeasure } from '../registries/other-courts.js';
import { enterCrossing, enterStay } from '../registries/police-entries.js';
import { registered } from '../registries/registered.js';
import { plainAccount, plantAccount, plantHouse } from './assets.js';
import { found, nothingFound, type Planting } from './planting.js';

const { huaian, qingdao } = agenciesOf;
const [huaihe, yunhe] = huaian.banks;
const [, laoshan] = qingdao.banks;
/** More than one page of any server; the contract's longest page is 5,000 records. */
const manyAccounts = 5_000;

/** Assets that registers hold in an unusual way. */
export function plantAssetEdges(planting: Planting): void {
  plantTitleWithoutUnit(planting);
  plantQueuedSeizure(planting);
  plantMortgageInWan(planting);
  plantEveryLandList(planting);
  plantForeignCurrency(planting);
  plantNoAccount(planting);
  plantManyAccounts(planting);
  plantCodeWithCheck0(planting);
  plantMovements(planting);
}

function plantTitleWithoutUnit(planting: Planting): void {
  const { person, identity } = planting.person('qingdao', '金样泽');
  const { record, right } = plantHouse(planting, 'qingdao', registered(person), {
    withoutUnitNumber: true,
    registeredOn: planting.today - 8_000,
  });
  planting.plant(
    'title_without_unit_number',
    'An old certificate of which no unit number was ever made.',
    identity,
    [planting.case('鲁0214', [identity])],
    [
      found(
        qingdao.land,
        'LAND',
        [record],
        [
          [record, 'title.unitNumber', null],
          [record, 'title.titleNumber', `样房权证字第${String(right.bsm).padStart(7, '0')}号`],
        ],
      ),
    ],
  );
}

function plantQueuedSeizure(planting: Planting): void {
  const { person, identity } = planting.person('huaian', '陶样林');
  const { record, right } = plantHouse(planting, 'huaian', registered(person));
  const from = planting.today - 300;
  const desk = planting.desks.land.huaian;
  // Entered out of order: the register's rank and the state of waiting put them right.
  enterSeizure(desk, right, {
    ...earlierMeasure(planting.random, from + 60),
    code: '2',
    rank: 2,
    inForce: undefined,
    enteredOn: from + 60,
  });
  enterSeizure(desk, right, {
    ...earlierMeasure(planting.random, from),
    code: '1',
    rank: 1,
    inForce: { from, to: from + 1_095 },
    enteredOn: from,
  });
  const at = (place: number, field: string) => `title.seizures[${place}].${field}`;
  planting.plant(
    'queued_seizure',
    'One seizure in force, one in line behind it (轮候), which has no dates yet.',
    identity,
    [planting.case('苏0812', [identity])],
    [
      found(
        huaian.land,
        'LAND',
        [record],
        [
          [record, at(0, 'seizureKind.code'), 'SEIZURE'],
          [record, at(0, 'fromOn'), isoOf(from)],
          [record, at(1, 'seizureKind.code'), 'QUEUED'],
          [record, at(1, 'fromOn'), null],
          [record, at(1, 'toOn'), null],
        ],
      ),
    ],
  );
}

function plantMortgageInWan(planting: Planting): void {
  const { person, identity } = planting.person('qingdao', '戚样恒');
  const holder = registered(person);
  const { record, right } = plantHouse(planting, 'qingdao', holder);
  enterMortgage(planting.desks.land.qingdao, right, {
    mortgagor: holder,
    mortgagee: { kind: 'organisation', name: laoshan.legalName, number: laoshan.organisationCode },
    rank: 1,
    amount: '128.5',
    amountUnit: '2',
    from: planting.today - 1_900,
    years: 20,
  });
  const amount = 'title.mortgages[0].securedAmount';
  planting.plant(
    'mortgage_in_wan',
    'The register counts the secured amount in 万元: 128.5 is ¥1,285,000.00.',
    identity,
    [planting.case('鲁0212', [identity])],
    [
      found(
        qingdao.land,
        'LAND',
        [record],
        [
          [record, `${amount}.amount`, '1285000.00'],
          [record, `${amount}.currency`, 'CNY'],
        ],
      ),
    ],
  );
}

const rightTables = ['TDSYQ', 'JSYDSYQ', 'FDCQ', 'HYSYQ', 'GJZWSYQ', 'LQ'] as const;

function plantEveryLandList(planting: Planting): void {
  const { organisation, identity } = planting.organisation('qingdao', '青岛样例全录置业有限公司');
  const holder = registered(organisation);
  const desk = planting.desks.land.qingdao;
  const on = planting.today - 1_000;
  const rights = rightTables.map((table) => {
    const place = planting.address('qingdao');
    const right = enterRight(desk, { table, place, area: 1_234.5, registeredOn: on });
    enterOwner(desk, right, holder);
    return right;
  });
  const [, , house = rights[0]] = rights;
  if (house === undefined) throw new TypeError('a holder without rights');
  const mortgagee = {
    kind: 'organisation',
    name: laoshan.legalName,
    number: laoshan.organisationCode,
  } as const;
  enterMortgage(desk, house, {
    mortgagor: holder,
    mortgagee,
    rank: 1,
    amount: '5000000.00',
    amountUnit: '1',
    from: on,
    years: 5,
  });
  enterSeizure(desk, house, {
    ...earlierMeasure(planting.random, on + 30),
    code: '1',
    rank: 1,
    inForce: { from: on + 30, to: on + 1_125 },
    enteredOn: on + 30,
  });
  enterObjection(desk, house, mortgagee, on + 60);
  const notice = enterPresale(desk, {
    buyer: holder,
    seller: mortgagee,
    place: planting.address('qingdao'),
    priceWan: 320,
    on: on + 90,
  });
  const records = rights.map(({ table, bsm }) => `${table}-${bsm}`);
  const record = `FDCQ-${house.bsm}`;
  planting.plant(
    'every_land_list',
    'A right in each of the six lists, a notice of a presale, and a mortgage, a seizure and an objection on the house.',
    identity,
    [planting.case('鲁0215', [identity])],
    [
      found(
        qingdao.land,
        'LAND',
        [...records, `YGDJ-${notice}`],
        [
          [record, 'title.mortgages[0].securedAmount.amount', '5000000.00'],
          [record, 'title.seizures[0].seizureKind.code', 'SEIZURE'],
          [record, 'title.objections[0].matter', '对登记的权利人有异议'],
          [`YGDJ-${notice}`, 'amount.amount', '3200000.00'],
        ],
      ),
    ],
  );
}

function plantForeignCurrency(planting: Planting): void {
  const { person, identity } = planting.person('huaian', '谢样航');
  const holder = registered(person);
  const money = { balanceFen: 1_250_075, availableFen: 1_250_075 };
  const byLetters = plantAccount(planting, 1, holder, { ...money, currency: 'USD' });
  const byNumber = plantAccount(planting, 1, holder, { ...money, currency: '840' });
  const records = [byLetters.record, byNumber.record];
  planting.plant(
    'foreign_currency',
    'Two accounts in US dollars, one by the letters of ISO 4217 and one by its number.',
    identity,
    [planting.case('苏0813', [identity])],
    [
      found(
        yunhe,
        'BANK_ACCOUNT',
        records,
        records.flatMap((record) => [
          [record, 'currency', 'USD'] as const,
          [record, 'balance.amount', '12500.75'] as const,
          [record, 'balance.currency', 'USD'] as const,
        ]),
      ),
    ],
  );
}

function plantNoAccount(planting: Planting): void {
  const { person, identity } = planting.person('huaian', '范样清');
  const desk = planting.desks.bank(0);
  const contact = { phone: person.phone, address: planting.address('huaian').text };
  enterNoAccount(desk, enterCustomer(desk, registered(person), contact), planting.today);
  planting.plant(
    'no_account_sentinel',
    'The bank says that there is no account by a row whose number is 查无开户信息.',
    identity,
    [planting.case('苏0812', [identity])],
    [nothingFound(huaihe, 'BANK_ACCOUNT')],
  );
}

function plantManyAccounts(planting: Planting): void {
  const { organisation, identity } = planting.organisation('huaian', '淮安样例众户商贸有限公司');
  const desk = planting.desks.bank(0);
  const holder = registered(organisation);
  const contact = { phone: organisation.phone, address: planting.address('huaian').text };
  const customer = enterCustomer(desk, holder, contact);
  const records = Array.from({ length: manyAccounts }, (_, index) => {
    const account = { ...plainAccount(planting.today, customer, holder), sequence: index + 1 };
    return `ZHXX-${enterAccount(desk, { ...account, kind: index === 0 ? '11' : '13' }).zhbs}`;
  });
  planting.plant(
    'many_accounts',
    'A company with 5,000 accounts at one bank: an answer of many pages.',
    identity,
    [planting.case('苏0812', [identity])],
    [found(huaihe, 'BANK_ACCOUNT', records)],
  );
}

/** One credit code in 31 has check character 0, which naive checks refuse. */
function plantCodeWithCheck0(planting: Planting): void {
  const { organisation, identity } = planting.organisation('qingdao', '青岛样例零检商贸有限公司', (code) =>
    code.endsWith('0'),
  );
  const house = plantHouse(planting, 'qingdao', registered(organisation));
  const account = plantAccount(planting, 3, registered(organisation));
  planting.plant(
    'organisation_code_check_0',
    'The check character of the credit code is 0.',
    identity,
    [planting.case('鲁0202', [identity])],
    [found(qingdao.land, 'LAND', [house.record]), found(laoshan, 'BANK_ACCOUNT', [account.record])],
  );
}

/** Rows for the classes that a person reviews before they are answered. */
function plantMovements(planting: Planting): void {
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
