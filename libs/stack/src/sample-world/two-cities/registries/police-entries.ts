import { compactOf, compactTimeOf, type Day } from '../days.js';
import type { Address } from '../names.js';
import type { Citizen } from '../subjects.js';
import type { PoliceDesk } from './desks.js';
import type { Registered } from './registered.js';

export interface ResidentToEnter {
  /** Name and number as this register has them. */
  readonly as: Registered;
  readonly who: Pick<Citizen, 'sex' | 'bornOn'>;
  readonly formerName?: string | undefined;
  readonly household: string;
  /** 与户主关系 GB/T 4761: 01 户主 10 配偶 */
  readonly relation: '01' | '10';
  readonly married: boolean;
  readonly address: Address;
  readonly since: Day;
  readonly diedOn?: Day | undefined;
  readonly phone: string;
}

/** A row of the household register (常住人口); answers 人员编号. */
export function enterResident(desk: PoliceDesk, resident: ResidentToEnter): string {
  const { shelves, agency } = desk;
  const rybh = `R${agency.city.region}${String(shelves.czrk.next()).padStart(10, '0')}`;
  const { as, who, address, diedOn } = resident;
  shelves.czrk.put({
    rybh,
    gmsfhm: as.number,
    xm: as.name,
    cym: resident.formerName ?? null,
    xb: who.sex,
    csrq: compactOf(who.bornOn),
    mz: '01',
    hyzk: resident.married ? '20' : '10',
    hh: resident.household,
    hlx: '1',
    yhzgx: resident.relation,
    hjssxq: address.districtCode,
    hjdz: address.text,
    qrrq: compactOf(resident.since),
    zxbs: diedOn === undefined ? '0' : '1',
    zxrq: diedOn === undefined ? null : compactOf(diedOn),
    lxdh: resident.phone,
  });
  return rybh;
}

/** 暂住人口; answers 暂住编号. */
export function enterTemporaryResident(
  desk: PoliceDesk,
  resident: {
    readonly as: Registered;
    readonly who: Pick<Citizen, 'sex' | 'bornOn'>;
    readonly formerName?: string | undefined;
    readonly home: string;
    readonly address: Address;
    readonly kind: '1' | '2' | '3';
    readonly from: Day;
    /** Registers write 99991231 while it lasts. */
    readonly to: Day | undefined;
    readonly phone: string;
  },
): string {
  const { shelves, agency } = desk;
  const zzbh = `Z${agency.city.region}${String(shelves.zzrk.next()).padStart(10, '0')}`;
  shelves.zzrk.put({
    zzbh,
    zjlx: '111',
    zjhm: resident.as.number,
    xm: resident.as.name,
    cym: resident.formerName ?? null,
    xb: resident.who.sex,
    csrq: compactOf(resident.who.bornOn),
    hjdz: resident.home,
    djlb: resident.kind,
    zzssxq: resident.address.districtCode,
    zzdz: resident.address.text,
    zzrq: compactOf(resident.from),
    jsrq: resident.to === undefined ? '99991231' : compactOf(resident.to),
    lxdh: resident.phone,
  });
  return zzbh;
}

export interface StayToEnter {
  readonly as: Registered;
  /** 0 … hotels - 1; one that is not in the list of hotels goes by its code. */
  readonly hotel: number;
  readonly from: Day;
  /** Empty while the guest is there. */
  readonly to: Day | undefined;
  readonly second: number;
  readonly phone: string;
}

/** 旅馆住宿; answers 住宿编号. */
export function enterStay(desk: PoliceDesk, stay: StayToEnter): string {
  const { shelves, agency } = desk;
  const sequence = shelves.lgzs.next();
  const zsbh = `S${agency.city.region}${String(sequence).padStart(10, '0')}`;
  shelves.lgzs.put({
    zsbh,
    lgbm: hotelCode(desk, stay.hotel),
    fjh: String(100 + (sequence % 800)),
    zjlx: '111',
    zjhm: stay.as.number,
    xm: stay.as.name,
    rzsj: compactTimeOf(stay.from, stay.second),
    tfsj: stay.to === undefined ? null : compactTimeOf(stay.to, 36_000 + (stay.second % 7_200)),
    lxdh: stay.phone,
  });
  return zsbh;
}

export function hotelCode({ agency }: PoliceDesk, hotel: number): string {
  return `${agency.city.region}98${String(hotel + 1).padStart(6, '0')}`;
}

export interface CrossingToEnter {
  readonly as: Registered;
  readonly passport: string;
  readonly direction: '1' | '2';
  readonly on: Day;
  readonly second: number;
  readonly destination: string;
  readonly phone: string;
}

/** 出入境记录; answers 记录编号. */
export function enterCrossing(desk: PoliceDesk, crossing: CrossingToEnter): string {
  const { shelves, agency } = desk;
  const jlbh = `C${agency.city.region}${String(shelves.crjjl.next()).padStart(10, '0')}`;
  shelves.crjjl.put({
    jlbh,
    gmsfhm: crossing.as.number,
    xm: crossing.as.name,
    zjlx: '414',
    zjmc: '普通护照',
    zjhm: crossing.passport,
    crjbs: crossing.direction,
    crjsj: compactTimeOf(crossing.on, crossing.second),
    qwgj: crossing.direction === '1' ? crossing.destination : null,
    ka: `${agency.city.short}样例口岸`,
    lxdh: crossing.phone,
  });
  return jlbh;
}

/** A photo of nobody: one grey pixel. */
export function enterPhoto(desk: PoliceDesk, person: string, on: Day): void {
  const { shelves } = desk;
  shelves.ryzp.put({ zpbh: shelves.ryzp.next(), rybh: person, zp: greyPixel, pzrq: compactOf(on) });
}

/**
 * A baseline JPEG of one grey pixel, written out by its segments, as PostgreSQL takes bytes: start; a quantisation table
 * of ones; a frame of 1 × 1 in one component; two Huffman tables of one code each; a scan of "no difference, end of
 * block"; end.
 */
const greyPixel = `\\x${[
  'ffd8',
  `ffdb004300${'01'.repeat(64)}`,
  'ffc0000b080001000101011100',
  `ffc400140001${'00'.repeat(16)}`,
  `ffc400141001${'00'.repeat(16)}`,
  'ffda0008010100003f00',
  '3f',
  'ffd9',
].join('')}`;
