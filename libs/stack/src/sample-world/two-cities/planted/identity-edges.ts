import { agenciesOf } from '../agencies.js';
import { oldNumberOf } from '../numbers.js';
import { registered, registeredPerson, spacedName } from '../registries/registered.js';
import { plantAccount, plantCar, plantFund, plantHouse } from './assets.js';
import { ambiguous, found, nothingFound, type Planting } from './planting.js';

const { huaian, qingdao } = agenciesOf;
const [huaihe, yunhe] = huaian.banks;
const [jiaowan] = qingdao.banks;

/** Rows in which name or number is not written as it is asked for. */
export function plantIdentityEdges(planting: Planting): void {
  plantNamesakes(planting);
  plantFifteenDigits(planting);
  plantRareHan(planting);
  plantDottedName(planting);
  plantFullWidthSpace(planting);
  plantRenamedPerson(planting);
  plantRenamedCompany(planting);
  plantDeadPerson(planting);
}

function plantNamesakes(planting: Planting): void {
  const { person, identity } = planting.person('huaian', '孟样明');
  const { person: namesake } = planting.person('huaian', '孟样明');
  const own = plantHouse(planting, 'huaian', registered(person));
  plantHouse(planting, 'huaian', registered(namesake));
  plantCar(planting, 'huaian', registered(namesake));
  plantAccount(planting, 0, registered(namesake), { balanceFen: 99_000_000, availableFen: 99_000_000 });
  planting.plant(
    'same_name_other_id',
    'A namesake with another number owns a house, a car and much money: none of it is the subject’s.',
    identity,
    [planting.case('苏0812', [identity])],
    [
      found(huaian.land, 'LAND', [own.record]),
      nothingFound(huaian.vehicle, 'VEHICLE'),
      nothingFound(huaihe, 'BANK_ACCOUNT'),
    ],
  );
}

function plantFifteenDigits(planting: Planting): void {
  const plain = planting.person('qingdao', '冯样远');
  const { identity } = plain;
  const old = oldNumberOf(plain.person.citizenId);
  if (old === undefined) throw new TypeError('planted people are old enough for a 15-digit number');
  const as = registeredPerson(identity.name, old);
  const house = plantHouse(planting, 'qingdao', as);
  const car = plantCar(planting, 'qingdao', as);
  const account = plantAccount(planting, 2, as);
  const fund = plantFund(planting, 'qingdao', as);
  planting.plant(
    'fifteen_digits_only',
    'Land, vehicle, fund and bank know the subject by the 15-digit number alone.',
    identity,
    [planting.case('鲁0202', [identity])],
    [
      found(
        qingdao.land,
        'LAND',
        [house.record],
        [[house.record, 'title.owners[0].holder.subject.documentNumber', old]],
      ),
      found(qingdao.vehicle, 'VEHICLE', [car], [[car, 'owner.subject.documentNumber', old]]),
      found(jiaowan, 'BANK_ACCOUNT', [account.record]),
      found(qingdao.fund, 'HOUSING_FUND', [fund], [[fund, 'holder.documentNumber', old]]),
      found(qingdao.police, 'IDENTITY', [`CZRK-${plain.resident}`]),
    ],
  );
}

function plantRareHan(planting: Planting): void {
  const { person, identity, resident } = planting.person('huaian', '马样\u{2CB5A}');
  const house = plantHouse(planting, 'huaian', registered(person));
  const account = plantAccount(planting, 0, registered(person));
  planting.plant(
    'rare_han',
    'The name holds a character outside the BMP, which GBK does not have.',
    identity,
    [planting.case('苏0812', [identity])],
    [
      found(
        huaian.land,
        'LAND',
        [house.record],
        [[house.record, 'title.owners[0].holder.subject.name', identity.name]],
      ),
      found(huaihe, 'BANK_ACCOUNT', [account.record]),
      found(huaian.police, 'IDENTITY', [`CZRK-${resident}`], [[`CZRK-${resident}`, 'name', identity.name]]),
    ],
  );
}

/** Registries put whatever dot they have between the parts of a name. */
function plantDottedName(planting: Planting): void {
  const { person, identity } = planting.person('qingdao', '古丽样·样力克', { sex: '2' });
  const withDot = (dot: string) => registeredPerson(identity.name.replace('·', dot), person.citizenId);
  const house = plantHouse(planting, 'qingdao', withDot('•'));
  const car = plantCar(planting, 'qingdao', withDot('‧'));
  const account = plantAccount(planting, 2, withDot('・'));
  planting.plant(
    'dotted_name',
    'The name holds ·, written • by the land registry, ‧ by the vehicle bureau and ・ by the bank.',
    identity,
    [planting.case('鲁0203', [identity])],
    [
      found(qingdao.land, 'LAND', [house.record]),
      found(qingdao.vehicle, 'VEHICLE', [car]),
      found(jiaowan, 'BANK_ACCOUNT', [account.record]),
    ],
  );
}

function plantFullWidthSpace(planting: Planting): void {
  const { person, identity } = planting.person('huaian', '李样安');
  const as = registeredPerson(spacedName(identity.name), person.citizenId);
  const house = plantHouse(planting, 'huaian', as);
  const fund = plantFund(planting, 'huaian', as);
  planting.plant(
    'full_width_space',
    'The registers hold the name with an ideographic space in it.',
    identity,
    [planting.case('苏0804', [identity])],
    [
      found(
        huaian.land,
        'LAND',
        [house.record],
        [[house.record, 'title.owners[0].holder.subject.name', as.name]],
      ),
      found(huaian.fund, 'HOUSING_FUND', [fund]),
    ],
  );
}

/** The police know both names; the land registry has the former one, and only people can tell whose it is. */
function plantRenamedPerson(planting: Planting): void {
  const former = '王样静';
  const { person, identity, resident } = planting.person('qingdao', '王样宁', {
    formerName: former,
    sex: '2',
  });
  const record = `CZRK-${resident}`;
  const house = plantHouse(planting, 'qingdao', registeredPerson(former, person.citizenId));
  const identityFacts = [
    [record, 'name', identity.name],
    [record, 'formerName', former],
  ] as const;
  planting.plant(
    'renamed_person',
    'Asked by the present name: the land registry has the former one.',
    identity,
    [planting.case('鲁0211', [identity])],
    [found(qingdao.police, 'IDENTITY', [record], identityFacts), ambiguous(qingdao.land, 'LAND')],
  );
  const asFormer = { ...identity, name: former };
  planting.plant(
    'renamed_person',
    'Asked by the former name, as an old judgment has it: the police know who that is.',
    asFormer,
    [planting.case('鲁0211', [asFormer])],
    [found(qingdao.police, 'IDENTITY', [record], identityFacts), found(qingdao.land, 'LAND', [house.record])],
  );
}

function plantRenamedCompany(planting: Planting): void {
  const { organisation, identity } = planting.organisation('huaian', '淮安样例新名商贸有限公司');
  const asNow = registered(organisation);
  plantHouse(planting, 'huaian', { ...asNow, name: '淮安样例旧名贸易有限公司' });
  const car = plantCar(planting, 'huaian', asNow);
  const account = plantAccount(planting, 1, asNow);
  planting.plant(
    'renamed_company',
    'Same credit code; the land registry still has the company’s former name.',
    identity,
    [planting.case('苏0812', [identity])],
    [
      ambiguous(huaian.land, 'LAND'),
      found(huaian.vehicle, 'VEHICLE', [car]),
      found(yunhe, 'BANK_ACCOUNT', [account.record]),
    ],
  );
}

function plantDeadPerson(planting: Planting): void {
  const diedOn = planting.today - 700;
  const { person, identity, resident } = planting.person('huaian', '许样和', { diedOn });
  const account = plantAccount(planting, 0, registered(person), { openedOn: diedOn + 200 });
  const record = `CZRK-${resident}`;
  planting.plant(
    'dead_person',
    'The household register says that the person has died; an account was opened under the number afterwards.',
    identity,
    [planting.case('苏0803', [identity])],
    [
      found(huaian.police, 'IDENTITY', [record], [[record, 'source', '常住人口登记（死亡注销）']]),
      found(huaihe, 'BANK_ACCOUNT', [account.record]),
    ],
  );
}
