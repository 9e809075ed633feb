import type { RegistryRow } from '../../registry.js';
import { compactOf, newYear, yearOf, type Day } from '../days.js';
import type { Address } from '../names.js';
import { unitNumber } from '../numbers.js';
import type { LandDesk } from './desks.js';
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

/** The 权利人 row of a notice (预告登记) that is itself a right. */
export function enterNoticeHolder(desk: LandDesk, notice: number, holder: Registered): void {
  desk.shelves.qlr.put({
    ...ownerColumns(desk, holder),
    qlbm: 'YGDJ',
    qlbsm: notice,
    sxh: 1,
    gyfs: '0',
    qszt: '1',
  });
}
