import { compactOf, newYear, timeOf, yearOf, type Day } from '../days.js';
import type { Address } from '../names.js';
import { unitNumber } from '../numbers.js';
import type { LandDesk } from './desks.js';
import { enterNoticeHolder, type LandRight } from './land-entries.js';
import type { EarlierMeasure } from './other-courts.js';
import type { Registered } from './registered.js';

export interface MortgageToEnter {
  readonly mortgagor: Registered;
  readonly mortgagee: Registered;
  readonly rank: number;
  /** As the register counts it: 1 元 2 万元. */
  readonly amount: string;
  readonly amountUnit: '1' | '2';
  readonly isMaximum?: boolean;
  readonly from: Day;
  readonly years: number;
  readonly byUnitOnly?: boolean;
}

export function enterMortgage(desk: LandDesk, right: LandRight, mortgage: MortgageToEnter): void {
  const { shelves, agency } = desk;
  const { mortgagor, mortgagee, from } = mortgage;
  const bsm = shelves.dyaq.next();
  shelves.dyaq.put({
    bsm,
    ...onRight(right, mortgage.byUnitOnly),
    dyr: mortgagor.name,
    dyrzjzl: mortgagor.kind === 'person' ? '1' : '8',
    dyrzjh: mortgagor.number,
    dyqr: mortgagee.name,
    dyqrzjzl: mortgagee.kind === 'person' ? '1' : '8',
    dyqrzjh: mortgagee.number,
    dyfs: mortgage.isMaximum === true ? '2' : '1',
    bdbzzqse: mortgage.amount,
    jedw: mortgage.amountUnit,
    zwlxqssj: compactOf(from),
    zwlxjssj: compactOf(newYear(from, mortgage.years)),
    bdcdjzmh: `${agency.city.province}(${yearOf(from)})样例市不动产证明第${String(bsm).padStart(7, '0')}号`,
    dysw: mortgage.rank,
    djsj: timeOf(from, 34_200),
    qszt: '1',
  });
}

/** 查封类型 with its text. */
export const seizureTexts = {
  '1': '查封',
  '2': '轮候查封',
  '3': '预查封',
  '5': '续封',
} as const;
export type SeizureCode = keyof typeof seizureTexts;

export interface SeizureToEnter extends EarlierMeasure {
  readonly code: SeizureCode;
  /** Where a vendor numbers differently, the text is right. */
  readonly text?: string;
  readonly rank: number;
  /** Empty where the seizure waits in line (轮候). */
  readonly inForce: { readonly from: Day; readonly to: Day } | undefined;
  readonly enteredOn: Day;
  readonly byUnitOnly?: boolean;
}

export function enterSeizure(desk: LandDesk, right: LandRight, seizure: SeizureToEnter): void {
  const { shelves } = desk;
  const bsm = shelves.cfdj.next();
  shelves.cfdj.put({
    bsm,
    ...onRight(right, seizure.byUnitOnly),
    cfjg: seizure.authority,
    cflx: seizure.code,
    cflxmc: seizure.text ?? seizureTexts[seizure.code],
    cfwh: seizure.document,
    cfqssj: seizure.inForce === undefined ? null : compactOf(seizure.inForce.from),
    cfjssj: seizure.inForce === undefined ? null : compactOf(seizure.inForce.to),
    cfsx: seizure.rank,
    ywh: `SYN-CF-${bsm}`,
    djsj: timeOf(seizure.enteredOn, 37_800),
    qszt: '1',
  });
}

/** What a burden lies on: the right itself, or its unit alone. */
function onRight(right: LandRight, byUnitOnly = false) {
  const named = byUnitOnly && right.unit !== null;
  return {
    qlbm: named ? null : right.table,
    qlbsm: named ? null : right.bsm,
    bdcdyh: right.unit,
    zl: right.location,
  };
}

/** 预告登记: a presale whose buyer is a 权利人 of the notice itself; answers its 标识码. */
export function enterPresale(
  desk: LandDesk,
  presale: {
    readonly buyer: Registered;
    readonly seller: Registered;
    readonly place: Address;
    readonly priceWan: number;
    readonly on: Day;
  },
): number {
  const { shelves, agency } = desk;
  const { buyer, seller, on } = presale;
  const bsm = shelves.ygdj.next();
  shelves.ygdj.put({
    bsm,
    bdcdyh: unitNumber(agency.city.key, shelves.fdcq.next(), 'GB', 'F', presale.place),
    zl: presale.place.text,
    ygdjzl: '1',
    ywr: seller.name,
    ywrzjzl: '8',
    ywrzjh: seller.number,
    bdcdjzmh: `${agency.city.province}(${yearOf(on)})样例市不动产证明第${String(9_000_000 + bsm)}号`,
    qdjg: presale.priceWan,
    jedw: '2',
    djsj: timeOf(on, 36_000),
    qszt: '1',
  });
  enterNoticeHolder(desk, bsm, buyer);
  return bsm;
}

/** 异议登记 */
export function enterObjection(desk: LandDesk, right: LandRight, by: Registered, on: Day): void {
  const { shelves, agency } = desk;
  const bsm = shelves.yydj.next();
  shelves.yydj.put({
    bsm,
    ...onRight(right),
    sqr: by.name,
    sqrzjzl: by.kind === 'person' ? '1' : '8',
    sqrzjh: by.number,
    yysx: '对登记的权利人有异议',
    bdcdjzmh: `${agency.city.province}(${yearOf(on)})样例市不动产证明第${String(9_500_000 + bsm)}号`,
    djsj: timeOf(on, 36_600),
    qszt: '1',
  });
}
