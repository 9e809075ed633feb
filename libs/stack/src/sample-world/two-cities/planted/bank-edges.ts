import { agenciesOf } from '../agencies.js';
import { enterAccount, enterCustomer, enterNoAccount } from '../registries/bank-entries.js';
import { registered } from '../registries/registered.js';
import { plainAccount, plantAccount, plantHouse } from './assets.js';
import { found, nothingFound, type Planting } from './planting.js';

const { huaian, qingdao } = agenciesOf;
const [huaihe, yunhe] = huaian.banks;
const [, laoshan] = qingdao.banks;
/** Ten pages of an adapter as it is set up by default. */
const manyAccounts = 5_000;

/** Accounts that banks hold in an unusual way, and a holder whose credit code naive checks refuse. */
export function plantBankEdges(planting: Planting): void {
  plantForeignCurrency(planting);
  plantNoAccount(planting);
  plantManyAccounts(planting);
  plantCodeWithCheck0(planting);
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
