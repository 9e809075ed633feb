import { compactOf, timeOf, type Day } from '../days.js';
import { yuan } from '../draws.js';
import { branchCode, cardNumber, unitAccountNumber } from '../numbers.js';
import type { BankDesk } from './desks.js';
import type { EarlierMeasure } from './other-courts.js';
import type { Registered } from './registered.js';
import { worldBanks, type WorldBank } from '../agencies.js';

/** What banks write into the account number of a customer who has none. */
export const noAccount = '查无开户信息';

/** Answers 客户号. */
export function enterCustomer(
  desk: BankDesk,
  customer: Registered,
  contact: { readonly phone: string; readonly address: string },
): string {
  const { shelves, agency } = desk;
  const khh = `${agency.bankNumber}${String(shelves.khxx.next()).padStart(9, '0')}`;
  shelves.khxx.put({
    khh,
    khlx: customer.kind === 'person' ? '1' : '2',
    khmc: customer.name,
    zjlx: customer.kind === 'person' ? '01' : '13',
    zjhm: customer.number,
    txdz: contact.address,
    yzbm: '000000',
    lxdh: contact.phone,
  });
  return khh;
}

/** 账户类别: 11 基本 12 一般 13 专用 14 临时 21 Ⅰ类 22 Ⅱ类 23 Ⅲ类 */
export type AccountKind = '11' | '12' | '13' | '14' | '21' | '22' | '23';
/** 账户状态: 0 正常 1 睡眠 2 冻结 3 部分冻结 4 止付 5 挂失 9 销户 */
export type AccountStatus = '0' | '1' | '2' | '3' | '4' | '5' | '9';

export interface AccountToEnter {
  readonly customer: string;
  readonly sequence: number;
  readonly kind: AccountKind;
  readonly status: AccountStatus;
  readonly branch: number;
  readonly openedOn: Day;
  readonly closedOn: Day | undefined;
  /** ISO 4217, by letters or number. */
  readonly currency: string;
  readonly balanceFen: number;
  readonly availableFen: number;
  /** When the core system answered. */
  readonly askedOn: Day;
}

export interface EnteredAccount {
  readonly zhbs: number;
  readonly number: string;
}

export function enterAccount(desk: BankDesk, account: AccountToEnter): EnteredAccount {
  const { shelves, agency } = desk;
  const zhbs = shelves.zhxx.next();
  const isUnit = account.kind.startsWith('1');
  const number = isUnit ? unitAccountNumber(agency.bank, zhbs) : cardNumber(agency.bank, zhbs);
  const branch = branchOf(agency, account.branch);
  shelves.zhxx.put({
    zhbs,
    khh: account.customer,
    ccxh: account.sequence,
    khzh: number,
    zhlb: account.kind,
    zhzt: account.status,
    khwd: branch.name,
    khwddm: branch.code,
    khrq: compactOf(account.openedOn),
    xhrq: account.closedOn === undefined ? null : compactOf(account.closedOn),
    bz: account.currency,
    ye: yuan(account.balanceFen),
    kyye: yuan(account.availableFen),
    cxsj: timeOf(account.askedOn, 10_800),
  });
  return { zhbs, number };
}

/** The one row that says that this customer has no account (standards.md F5). */
export function enterNoAccount(desk: BankDesk, customer: string, askedOn: Day): void {
  const { shelves } = desk;
  shelves.zhxx.put({
    zhbs: shelves.zhxx.next(),
    khh: customer,
    khzh: noAccount,
    cxsj: timeOf(askedOn, 10_800),
  });
}

export interface FreezeToEnter extends EarlierMeasure {
  readonly zhbs: number;
  readonly rank: number;
  /** Empty where it waits in line. */
  readonly inForce: { readonly from: Day; readonly to: Day } | undefined;
  readonly fen: number;
  readonly currency: string;
}

export function enterFreeze(desk: BankDesk, freeze: FreezeToEnter): void {
  const { shelves } = desk;
  shelves.djxx.put({
    djbs: shelves.djxx.next(),
    zhbs: freeze.zhbs,
    csxh: freeze.rank,
    djqr: freeze.inForce === undefined ? null : compactOf(freeze.inForce.from),
    djjr: freeze.inForce === undefined ? null : compactOf(freeze.inForce.to),
    djjg: freeze.authority,
    djwh: freeze.document,
    djje: yuan(freeze.fen),
    bz: freeze.currency,
    beiz: freeze.inForce === undefined ? '轮候' : null,
  });
}

const branchesPerBank = 20;
const quarters = ['清样', '河样', '山样', '海样', '桥样', '林样', '塘样', '港样', '亭样', '源样'];
const branches = worldBanks.map((bank) =>
  Array.from({ length: branchesPerBank }, (_, index) => {
    const quarter = `${quarters[index % quarters.length] ?? ''}${index < quarters.length ? '' : '第二'}`;
    return {
      name: `${bank.row.name.zh}${quarter}支行`,
      code: branchCode(bank.bankNumber, bank.city.bankCity, index + 1),
    };
  }),
);

/** Any number names a branch of the bank. */
function branchOf(bank: WorldBank, index: number): { readonly name: string; readonly code: string } {
  const branch = branches[bank.bank]?.[index % branchesPerBank];
  if (branch === undefined) throw new TypeError(`no bank ${bank.bank} in the sample world`);
  return branch;
}
