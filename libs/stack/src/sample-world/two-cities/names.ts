import type { City } from './cities.js';
import { worldParameters } from './parameters.js';
import type { Random } from './random.js';
import type { SexCode } from './numbers.js';

/*
 * Names that nobody has: every given name holds 样, every company 样例, every road 样 (standards.md 6.4: never real
 * names). Some are such as registers stumble over: rare Han outside the BMP, dots, compound surnames.
 */

const surnames = Array.from(
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳' +
    '鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴',
);
const compoundSurnames = ['欧阳', '司马', '上官', '诸葛', '夏侯', '皇甫', '尉迟', '公孙', '慕容', '令狐'];
const givenForBoth = '安宁平和清明远达智信诚谦恒毅文哲思源景润泽嘉瑞祥宇晨旭阳川海林森岩峰云帆航舟';
const givenOf: Record<SexCode, readonly string[]> = {
  '1': Array.from(`${givenForBoth}刚强伟勇军杰辉斌磊鹏飞龙虎彪雄坤`),
  '2': Array.from(`${givenForBoth}芳丽娟敏静秀英霞燕玲芬兰桂凤洁梅琳婷雪慧`),
};
/** Outside the BMP: two UTF-16 units each, and no character at all in GBK. */
const rareHan = ['\u{20BB7}', '\u{2B5AF}', '\u{23C98}', '\u{2C029}', '\u{2CB5A}'];
const dottedParts = ['古丽样', '阿样', '样力克', '样买提', '伊样', '样孜'];
const companyWords = Array.from('恒泰瑞丰盛达鑫隆宏安远通润华顺昌源茂永嘉');
const trades = [
  '物流',
  '建材',
  '商贸',
  '机械',
  '食品',
  '纺织',
  '置业',
  '科技',
  '装饰',
  '水产',
  '化工',
  '餐饮',
];
const roads = [
  '样源路',
  '样通路',
  '样河路',
  '样海路',
  '样山路',
  '样桥路',
  '样林路',
  '样塘街',
  '样亭街',
  '样港大道',
];

export function personName(random: Random, sex: SexCode): string {
  const { compoundSurname, rareHan: rare, dotted } = worldParameters.assumed.name;
  if (random.chance(dotted)) return `${random.pick(dottedParts)}·${random.pick(dottedParts)}`;
  const surname = random.chance(compoundSurname) ? random.pick(compoundSurnames) : random.pick(surnames);
  return `${surname}样${random.chance(rare) ? random.pick(rareHan) : random.pick(givenOf[sex])}`;
}

/** Another name of the same family: the surname stays. */
export function formerName(random: Random, name: string, sex: SexCode): string {
  const surname = name.includes('样') && !name.includes('·') ? name.slice(0, name.indexOf('样')) : '';
  const other = `${surname === '' ? random.pick(surnames) : surname}样${random.pick(givenOf[sex])}`;
  return other === name ? `${other}例` : other;
}

export function companyName(random: Random, city: City): string {
  return `${city.short}样例${random.pick(companyWords)}${random.pick(companyWords)}${random.pick(trades)}有限公司`;
}

/** A sole trader’s firm: 个体工商户. */
export function shopName(random: Random, city: City): string {
  return `${city.short}样例${random.pick(companyWords)}${random.pick(trades)}商行`;
}

export interface Address {
  readonly districtCode: string;
  readonly text: string;
  readonly building: number;
  readonly room: number;
  readonly floors: number;
}

export function dwelling(random: Random, city: City): Address {
  const district = random.pick(city.districts);
  const building = random.between(1, 48);
  const floors = random.between(4, 33);
  const room = random.between(1, floors) * 100 + random.between(1, 4);
  const street = `${city.short}市${district.name}${random.pick(roads)}${random.between(1, 299)}号`;
  return { districtCode: district.code, text: `${street}${building}幢${room}室`, building, room, floors };
}

/** A telephone number that nobody is given: the subscriber part begins with 0000. */
export function phone(random: Random, city: City): string {
  return `${city.areaCode}-0000${String(random.between(0, 9_999)).padStart(4, '0')}`;
}
