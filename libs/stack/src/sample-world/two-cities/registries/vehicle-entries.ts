import { compactOf, newYear, type Day } from '../days.js';
import { vin } from '../numbers.js';
import type { VehicleDesk } from './desks.js';
import type { EarlierMeasure } from './other-courts.js';
import type { Registered } from './registered.js';

/** 号牌种类 that the world has: 01 大型汽车 02 小型汽车 07 普通摩托车 52 小型新能源 */
export type PlateKind = '01' | '02' | '07' | '52';

export interface VehicleToEnter {
  readonly plateKind: PlateKind;
  /** 发证机关 letter of the city: H; B or U. */
  readonly plateLetter: string;
  /** Registries hold the number without its province character, as a rule. */
  readonly withProvince?: boolean;
  readonly issuerInFull?: boolean;
  readonly brand: string;
  readonly usage: 'A' | 'F';
  readonly registeredOn: Day;
  /** 检验有效期止; in the past where the vehicle is overdue (Q). */
  readonly inspectionValidTo: Day;
  /** 状态: one letter or several. */
  readonly status: string;
  readonly mortgaged: boolean;
}

/** Answers 机动车序号. Plates have no reserved range: each stands beside a VIN that belongs to nobody. */
export function enterVehicle(desk: VehicleDesk, vehicle: VehicleToEnter): string {
  const { agency, shelves } = desk;
  const { city } = agency;
  const { plateKind, registeredOn } = vehicle;
  const sequence = shelves.jdcxx.next();
  const serial = `${city.region}${String(sequence).padStart(10, '0')}`;
  const number = `${vehicle.plateLetter}${plateSerial(plateKind, sequence)}`;
  const issuer = `${city.province}${vehicle.plateLetter}`;
  const isTruck = plateKind === '01';
  shelves.jdcxx.put({
    xh: serial,
    hpzl: plateKind,
    hphm: vehicle.withProvince === true ? city.province + number : number,
    clpp1: vehicle.brand,
    clxh: `SYN${1_000 + (sequence % 9_000)}`,
    gcjk: '国产',
    zzcmc: '样例汽车有限公司',
    clsbdh: vin(city.key, sequence),
    fdjh: `E${String(sequence).padStart(8, '0')}`,
    cllx: isTruck ? 'H11' : plateKind === '07' ? 'M21' : 'K33',
    csys: ['白', '黑', '灰', '蓝', '红'][sequence % 5] ?? '白',
    syxz: vehicle.usage,
    ccdjrq: compactOf(registeredOn),
    djrq: compactOf(Math.max(registeredOn, vehicle.inspectionValidTo - inspectionDays)),
    yxqz: compactOf(vehicle.inspectionValidTo),
    qzbfqz: isTruck ? compactOf(newYear(registeredOn, 15)) : null,
    fzjg:
      vehicle.issuerInFull === true ? `${provinceNames[city.key]}${city.short}市公安局交通警察支队` : issuer,
    glbm: `${city.short}样例车辆管理所`,
    bxzzrq: compactOf(vehicle.inspectionValidTo),
    zt: vehicle.status,
    dybj: vehicle.mortgaged ? '1' : '0',
    rlzl: plateKind === '52' ? 'C' : isTruck ? 'B' : 'A',
    pl: plateKind === '52' ? null : isTruck ? '4752' : '1498',
  });
  return serial;
}

/** Two years from one inspection to the next. */
const inspectionDays = 730;
const provinceNames = { huaian: '江苏省', qingdao: '山东省' } as const;
/** No I, no O (GA 36). */
const plateCharacters = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A serial of its own for each number: digits for new energy, base 34 for the others. */
function plateSerial(kind: PlateKind, sequence: number): string {
  if (kind === '52') {
    const letter = 'DABCEFGHJK'.charAt(Math.floor(sequence / 340_000) % 10);
    const second = plateCharacters.charAt(Math.floor(sequence / 10_000) % 34);
    return `${letter}${second}${String(sequence % 10_000).padStart(4, '0')}`;
  }
  // The factor has no divisor in common with 34^5, so that neighbours do not look alike.
  let rest = (sequence * 7_654_321) % 45_435_424;
  let text = '';
  for (let place = 0; place < 5; place += 1) {
    text = plateCharacters.charAt(rest % 34) + text;
    rest = Math.floor(rest / 34);
  }
  return text;
}

export interface VehicleOwnerToEnter extends Registered {
  readonly sequence?: number;
  readonly phone: string;
  readonly address: string;
  /** 共有方式, 共有份额 */
  readonly coOwnership?: '0' | '1' | '2';
  readonly share?: string;
}

export function enterVehicleOwner(desk: VehicleDesk, serial: string, owner: VehicleOwnerToEnter): void {
  const { shelves } = desk;
  shelves.jdcsyr.put({
    bsm: shelves.jdcsyr.next(),
    xh: serial,
    sxh: owner.sequence ?? 1,
    syr: owner.name,
    syq: owner.kind === 'person' ? '2' : '1',
    sfzmmc: documentLetter(owner),
    sfzmhm: owner.number,
    lxdh: owner.phone,
    zsxxdz: owner.address,
    gyfs: owner.coOwnership ?? '0',
    gyfe: owner.share ?? null,
  });
}

/** 身份证明名称: A 居民身份证, N 统一社会信用代码 */
function documentLetter({ kind }: Registered): string {
  return kind === 'person' ? 'A' : 'N';
}

export function enterVehicleMortgage(
  desk: VehicleDesk,
  serial: string,
  mortgage: {
    readonly mortgagee: Registered;
    readonly on: Day;
    readonly isLifted: boolean;
    readonly phone: string;
  },
): void {
  const { shelves } = desk;
  const { mortgagee } = mortgage;
  shelves.jdcdy.put({
    bsm: shelves.jdcdy.next(),
    xh: serial,
    sxh: 1,
    dyqr: mortgagee.name,
    dyqrlx: mortgagee.kind === 'person' ? '2' : '1',
    dyqrsfzmmc: documentLetter(mortgagee),
    dyqrsfzmhm: mortgagee.number,
    dyqrlxdh: mortgage.phone,
    dyrq: compactOf(mortgage.on),
    zt: mortgage.isLifted ? '0' : '1',
  });
}

export function enterVehicleSeizure(
  desk: VehicleDesk,
  serial: string,
  seizure: EarlierMeasure & { readonly rank: number; readonly on: Day },
): void {
  const { shelves } = desk;
  shelves.jdccf.put({
    bsm: shelves.jdccf.next(),
    xh: serial,
    sxh: seizure.rank,
    cfjg: seizure.authority,
    cfwsmc: `${seizure.document}执行裁定书`,
    cfrq: compactOf(seizure.on),
    zt: '1',
  });
}
