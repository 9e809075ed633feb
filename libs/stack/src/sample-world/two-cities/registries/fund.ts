import { cityKeys, type City } from '../cities.js';
import { compactOf, newYear, timeOf, type Day } from '../days.js';
import { drawLogNormal, drawSpan, drawWeighted, sigmaOf, yuan } from '../draws.js';
import type { Ground } from '../ground.js';
import { companyName } from '../names.js';
import { worldParameters } from '../parameters.js';
import type { Random } from '../random.js';
import type { SamplePerson } from '../subjects.js';
import type { Desks, FundDesk } from './desks.js';
import { asTyped, type Registered } from './registered.js';

const { housingFund } = worldParameters.person;
const { fund } = worldParameters.assumed;
const sigma = sigmaOf(housingFund.medianYuan, worldParameters.anchors.fundMeanYuan);

/** Employers of each city, and until when each centre’s copy is complete. */
export function fileFundBasics(ground: Ground, desks: Desks): void {
  for (const key of cityKeys) {
    const { shelves, agency } = desks.fund[key];
    for (const bm of ['GRJBXX', 'GRZHXX', 'DWXX']) {
      shelves.gxsj.put({ bm, gxsj: timeOf(ground.today - 1, 64_800) });
    }
    const random = ground.streams.of(`employers of ${key}`, 0);
    for (let employer = 0; employer < employersOf(ground); employer += 1) {
      shelves.dwxx.put({ dwzh: unitAccount(agency.city, employer), dwmc: companyName(random, agency.city) });
    }
  }
}

/** `bankCard` is a card of the person, if he has one. */
export function fileFund(
  ground: Ground,
  desks: Desks,
  person: SamplePerson,
  bankCard: string | undefined,
): void {
  const random = ground.streams.of('fund of person', person.index);
  if (!random.chance(housingFund.exists)) return;
  const desk = desks.fund[person.city.key];
  const holder = enterFundPerson(desk, asTyped(random, person), person.phone);
  const accounts = random.chance(fund.twoAccounts) ? 2 : 1;
  for (let account = 0; account < accounts; account += 1) {
    enterFundAccount(desk, holder, drawAccount(ground, random, person, bankCard));
  }
}

/** Answers 个人编号. */
export function enterFundPerson(desk: FundDesk, person: Registered, phone: string): string {
  const { shelves, agency } = desk;
  const grbh = `G${agency.city.region}${String(shelves.grjbxx.next()).padStart(9, '0')}`;
  shelves.grjbxx.put({ grbh, xingming: person.name, zjlx: '01', zjhm: person.number, sjhm: phone });
  return grbh;
}

export interface FundAccountToEnter {
  readonly employer: number;
  readonly wageYuan: number;
  readonly ratePercent: number;
  readonly balanceFen: number;
  /** 个人账户状态: 01 正常 02 封存 04 外部转出销户 05 提取销户 06 冻结 */
  readonly status: '01' | '02' | '04' | '05' | '06';
  readonly frozen: { readonly flag: '1' | '2' | '3'; readonly fen: number; readonly on: Day } | undefined;
  readonly openedOn: Day;
  readonly paidTo: Day;
  readonly closedOn: Day | undefined;
  readonly bankCard: string | undefined;
}

/** Answers 账户标识. */
export function enterFundAccount(desk: FundDesk, holder: string, account: FundAccountToEnter): number {
  const { shelves, agency } = desk;
  const zhbs = shelves.grzhxx.next();
  const monthly = account.wageYuan * account.ratePercent;
  const { frozen, closedOn } = account;
  shelves.grzhxx.put({
    zhbs,
    grbh: holder,
    zxbm: agency.city.region,
    grzh: `${agency.city.region}98${String(zhbs).padStart(8, '0')}`,
    dwzh: unitAccount(agency.city, account.employer),
    grjcjs: yuan(account.wageYuan * 100),
    yjce: yuan(monthly * 2),
    gryjce: yuan(monthly),
    dwyjce: yuan(monthly),
    grjcbl: account.ratePercent,
    dwjcbl: account.ratePercent,
    grzhye: yuan(account.balanceFen),
    grzhzt: account.status,
    djbz: frozen?.flag ?? '0',
    djje: frozen === undefined ? null : yuan(frozen.fen),
    djrq: frozen === undefined ? null : compactOf(frozen.on),
    jzny: compactOf(account.paidTo).slice(0, 6),
    khrq: compactOf(account.openedOn),
    xhrq: closedOn === undefined ? null : compactOf(closedOn),
    xhyy: closedOn === undefined ? null : account.status === '05' ? '离职提取' : '转出本市',
    grckzhhm: account.bankCard ?? null,
  });
  return zhbs;
}

function drawAccount(
  ground: Ground,
  random: Random,
  person: SamplePerson,
  bankCard: string | undefined,
): FundAccountToEnter {
  const { today } = ground;
  const status = drawWeighted(random, housingFund.status);
  const openedOn = Math.max(newYear(person.bornOn, 19, 100), today - random.between(400, 7_000));
  const lastDay = today - random.between(0, 300);
  const balanceFen = status === 'closed' ? 0 : drawLogNormal(random, housingFund.medianYuan, sigma);
  const plain = {
    employer: random.between(0, employersOf(ground) - 1),
    wageYuan: drawSpan(random, fund.wageYuan),
    ratePercent: drawSpan(random, fund.ratePercent),
    balanceFen,
    frozen: undefined,
    openedOn: Math.min(openedOn, lastDay - 31),
    paidTo: status === 'normal' ? today - 31 : lastDay,
    closedOn: undefined,
    bankCard: random.chance(0.7) ? bankCard : undefined,
  };
  switch (status) {
    case 'normal':
      return { ...plain, status: '01' };
    case 'suspended':
      return { ...plain, status: '02' };
    case 'closed':
      return { ...plain, status: random.pick(['04', '05'] as const), closedOn: lastDay };
    case 'frozen':
      return {
        ...plain,
        status: '06',
        frozen: {
          flag: random.pick(['1', '2', '3'] as const),
          fen: Math.floor(balanceFen * random.fraction()),
          on: today - random.between(10, 300),
        },
      };
  }
}

function employersOf({ options }: Ground): number {
  return Math.max(8, Math.ceil((options.people * housingFund.exists) / fund.employees));
}

/** 单位账号 */
function unitAccount(city: City, employer: number): string {
  return `D${city.region}${String(employer + 1).padStart(7, '0')}`;
}
