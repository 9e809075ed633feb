import { agenciesOf } from '../agencies.js';
import { isoOf } from '../days.js';
import { enterMortgage, enterObjection, enterPresale, enterSeizure } from '../registries/land-burdens.js';
import { enterOwner, enterRight } from '../registries/land-entries.js';
import { earlierMeasure } from '../registries/other-courts.js';
import { registered } from '../registries/registered.js';
import { plantHouse } from './assets.js';
import { found, type Planting } from './planting.js';

const { huaian, qingdao } = agenciesOf;
const [, laoshan] = qingdao.banks;

/** Rights and burdens that the land register holds in an unusual way. */
export function plantLandEdges(planting: Planting): void {
  plantTitleWithoutUnit(planting);
  plantQueuedSeizure(planting);
  plantMortgageInWan(planting);
  plantEveryLandList(planting);
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
