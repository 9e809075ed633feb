import { normalise } from '@dianda/identifiers';

/** 省、自治区、直辖市 and the character that its plates begin with (GA 36-2018). */
const provinces: readonly (readonly [name: string, character: string])[] = [
  ['北京', '京'],
  ['天津', '津'],
  ['河北', '冀'],
  ['山西', '晋'],
  ['内蒙古', '蒙'],
  ['辽宁', '辽'],
  ['吉林', '吉'],
  ['黑龙江', '黑'],
  ['上海', '沪'],
  ['江苏', '苏'],
  ['浙江', '浙'],
  ['安徽', '皖'],
  ['福建', '闽'],
  ['江西', '赣'],
  ['山东', '鲁'],
  ['河南', '豫'],
  ['湖北', '鄂'],
  ['湖南', '湘'],
  ['广东', '粤'],
  ['广西', '桂'],
  ['海南', '琼'],
  ['重庆', '渝'],
  ['四川', '川'],
  ['贵州', '贵'],
  ['云南', '云'],
  ['西藏', '藏'],
  ['陕西', '陕'],
  ['甘肃', '甘'],
  ['青海', '青'],
  ['宁夏', '宁'],
  ['新疆', '新'],
];

const characters: ReadonlySet<string> = new Set(provinces.map(([, character]) => character));
const SHORT_FORM = /^(\p{Script=Han})[A-Z]?$/u;

/**
 * The province character of an issuing authority (发证机关), written short (`苏H`) or as a name that begins with its
 * province (`江苏省淮安市公安局交通警察支队`). Undefined for any other: 吉安 is not in 吉林, and 宁波 not in 宁夏.
 */
export function provinceOf(issuer: string): string | undefined {
  const text = normalise(issuer);
  const short = SHORT_FORM.exec(text)?.[1];
  if (short !== undefined) return characters.has(short) ? short : undefined;
  return provinces.find(([name]) => isNamed(text, name))?.[1];
}

/** 吉林市 is a city, 海南藏族自治州 lies in 青海: what follows a province's name must not make it another place's. */
function isNamed(issuer: string, province: string): boolean {
  if (!issuer.startsWith(province)) return false;
  const rest = issuer.slice(province.length);
  return municipalities.has(province)
    ? rest.startsWith('市')
    : /^(?:省|(?:壮族|回族|维吾尔)?自治区)/u.test(rest);
}

const municipalities: ReadonlySet<string> = new Set(['北京', '天津', '上海', '重庆']);
