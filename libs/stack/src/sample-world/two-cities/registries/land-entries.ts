import type { RegistryRow } from '../../registry.js';
import { compactOf, newYear, timeOf, yearOf, type Day } from '../days.js';
import type { Address } from '../names.js';
import { unitNumber } from '../numbers.js';
import type { LandDesk } from './desks.js';
import type { EarlierMeasure } from './other-courts.js';
import type { Registered } from './registered.js';

/** 权利表 */
export type RightTable = 'TDSYQ' | 'JSYDSYQ' | 'FDCQ' | 'HYSYQ' | 'GJZWSYQ' | 'LQ';

/** A right as the entries that lie on it name it. */
export interface LandRight {
  readonly table: RightTable;
  readonly bsm: number;
  readonly unit: string | null;
  readonly location: string;
  readonly registeredOn: Day;
}

/** 权属状态: 1 现势 2 历史 */
export type RightState = '1' | '2';

export interface RightToEnter {
  readonly table: RightTable;
  readonly place: Address;
  /** 建筑面积 or 使用权面积 in m², with at most two decimals. */
  readonly area: number;
  readonly registeredOn: Day;
  readonly state?: RightState;
  /** Older rights were registered before there were unit numbers. */
  readonly withoutUnitNumber?: boolean;
  /** 规划用途, 房屋类型 */
  readonly use?: '1' | '2' | '4' | '6';
}

export function enterRight(desk: LandDesk, right: RightToEnter): LandRight {
  const { agency, shelves } = desk;
  const { table, place, registeredOn, state = '1', use = '1' } = right;
  const bsm = shelves.fdcq.next();
  const { land, fixture } = unitLetters[table];
  const unit =
    right.withoutUnitNumber === true ? null : unitNumber(agency.city.key, bsm, land, fixture, place);
  const year = yearOf(registeredOn);
  const title = {
    bsm,
    bdcdyh: unit,
    zl: place.text,
    ywh: `SYN-${year}-${bsm}`,
    djjg: agency.row.name.zh,
    qxdm: place.districtCode,
    qszt: state,
  };
  const area = right.area.toFixed(2);
  const term = { qssj: compactOf(newYear(registeredOn, -2)), jssj: compactOf(newYear(registeredOn, 48, -1)) };
  switch (table) {
    case 'TDSYQ':
      shelves.tdsyq.put({ ...title, qllx: '1', yt: '农用地', mj: area, mjdw: '2' });
      break;
    case 'JSYDSYQ':
      shelves.jsydsyq.put({
        ...title,
        ...term,
        qllx: '3',
        qlxz: '102',
        yt: '城镇住宅用地',
        syqmj: area,
        mjdw: '1',
      });
      break;
    case 'FDCQ':
      shelves.fdcq.put({
        ...title,
        qllx: '4',
        qlxz: '102',
        jzmj: area,
        zyjzmj: (right.area * 0.8).toFixed(2),
        ftjzmj: (right.area - Number((right.area * 0.8).toFixed(2))).toFixed(2),
        ghyt: use,
        fwlx: use,
        fwxz: use === '1' ? '0' : '99',
        jgsj: compactOf(newYear(registeredOn, -1, 120)),
        tdsyqssj: compactOf(newYear(registeredOn, -4)),
        // Registers write this day where they hold none.
        tdsyjssj: use === '6' ? '99991231' : compactOf(newYear(registeredOn, 66, -1)),
        zcs: place.floors,
      });
      break;
    case 'HYSYQ':
      shelves.hysyq.put({
        ...title,
        ...term,
        qllx: '15',
        qlxz: '102',
        yhlx: '开放式养殖用海',
        syqmj: area,
        mjdw: '3',
      });
      break;
    case 'GJZWSYQ':
      shelves.gjzwsyq.put({
        ...title,
        ...term,
        qllx: '99',
        gjzwlx: '码头',
        ghyt: '港口设施',
        gjzwmj: area,
        jgsj: compactOf(newYear(registeredOn, -1, 200)),
      });
      break;
    case 'LQ':
      shelves.lq.put({ ...title, ...term, qllx: '9', lz: '用材林', zysz: '杨树', mj: area, mjdw: '2' });
      break;
  }
  return { table, bsm, unit, location: place.text, registeredOn };
}

/** 宗地特征码 and 定着物特征码 of each kind of right (GB/T 37346). */
const unitLetters: Record<RightTable, { readonly land: string; readonly fixture: 'F' | 'L' | 'Q' | 'W' }> = {
  TDSYQ: { land: 'JA', fixture: 'W' },
  JSYDSYQ: { land: 'GB', fixture: 'W' },
  FDCQ: { land: 'GB', fixture: 'F' },
  HYSYQ: { land: 'GH', fixture: 'W' },
  GJZWSYQ: { land: 'GH', fixture: 'Q' },
  LQ: { land: 'JE', fixture: 'L' },
};

export interface OwnerToEnter extends Registered {
  readonly sequence?: number;
  readonly phone?: string;
  /** 共有方式: 0 单独 1 共同 2 按份 */
  readonly coOwnership?: '0' | '1' | '2';
  readonly share?: string;
  readonly state?: RightState;
}

/** A 权利人 row of a right. Titles of rights without a unit number have the older form. */
export function enterOwner(desk: LandDesk, right: LandRight, owner: OwnerToEnter): void {
  const { shelves, agency } = desk;
  const { coOwnership = '0', share, sequence = 1 } = owner;
  const number = String(right.bsm).padStart(7, '0');
  shelves.qlr.put({
    ...ownerColumns(desk, owner),
    qlbm: right.table,
    qlbsm: right.bsm,
    sxh: sequence,
    bdcqzh:
      right.unit === null
        ? `样房权证字第${number}号`
        : `${agency.city.province}(${yearOf(right.registeredOn)})样例市不动产权第${number}号`,
    sfczr: sequence === 1 ? '1' : '0',
    dh: owner.phone ?? null,
    qlbl: share ?? null,
    gyfs: coOwnership,
    gyqk: coOwnership === '2' ? `按份共有，占${share ?? ''}` : coOwnership === '1' ? '共同共有' : null,
    qszt: owner.state ?? '1',
  });
}

function ownerColumns(desk: LandDesk, owner: Registered) {
  return {
    bsm: desk.shelves.qlr.next(),
    qlrmc: owner.name,
    zjzl: owner.kind === 'person' ? '1' : '8',
    zjh: owner.number,
    gj: '156',
    qlrlx: owner.kind === 'person' ? '1' : '2',
  } satisfies RegistryRow;
}

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
export function onRight(right: LandRight, byUnitOnly = false) {
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
  shelves.qlr.put({ ...ownerColumns(desk, buyer), qlbm: 'YGDJ', qlbsm: bsm, sxh: 1, gyfs: '0', qszt: '1' });
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
