import { SEED_COURT_LETTERS } from '@dianda/identifiers';
import { mustParse, parseCourtCode, type Court } from '@dianda/inquiry';

export type CityKey = 'huaian' | 'qingdao';

export interface City {
  readonly key: CityKey;
  /** As it stands in names: 淮安. */
  readonly short: string;
  readonly province: string;
  /** First four digits of its divisions (GB/T 2260). */
  readonly region: string;
  readonly districts: readonly { readonly code: string; readonly name: string }[];
  /** 发证机关 letters: 鲁B and 鲁U are both Qingdao. */
  readonly plateLetters: readonly string[];
  /** City code of the payment system; that of Huai’an is unverified. */
  readonly bankCity: string;
  readonly areaCode: string;
  readonly courts: readonly Court[];
}

/** Courts with these letters in the seed table, but for those that are uncertain (standards.md 4.3). */
function courtsOf(letters: string): readonly Court[] {
  return SEED_COURT_LETTERS.filter(
    (row) => row.letters.startsWith(letters) && row.standing !== 'uncertain',
  ).map((row) => ({ code: mustParse(parseCourtCode, row.letters), name: row.court }));
}

function districts(...rows: readonly (readonly [code: string, name: string])[]): City['districts'] {
  return rows.map(([code, name]) => ({ code, name }));
}

export const cities: Readonly<Record<CityKey, City>> = {
  huaian: {
    key: 'huaian',
    short: '淮安',
    province: '苏',
    region: '3208',
    districts: districts(
      ['320812', '清江浦区'],
      ['320803', '淮安区'],
      ['320804', '淮阴区'],
      ['320813', '洪泽区'],
      ['320826', '涟水县'],
    ),
    plateLetters: ['H'],
    bankCity: '3080',
    areaCode: '0517',
    courts: courtsOf('苏08'),
  },
  qingdao: {
    key: 'qingdao',
    short: '青岛',
    province: '鲁',
    region: '3702',
    districts: districts(
      ['370202', '市南区'],
      ['370203', '市北区'],
      ['370211', '黄岛区'],
      ['370214', '城阳区'],
      ['370281', '胶州市'],
    ),
    plateLetters: ['B', 'B', 'U'],
    bankCity: '4520',
    areaCode: '0532',
    courts: courtsOf('鲁02'),
  },
};

export const cityKeys = ['huaian', 'qingdao'] as const satisfies readonly CityKey[];

export function otherCity(city: City): City {
  return city.key === 'huaian' ? cities.qingdao : cities.huaian;
}

/** A court of the world by its letters; throws TypeError for one that is not in it. */
export function courtOf(letters: string): Court {
  const found = cityKeys.flatMap((key) => cities[key].courts).find(({ code }) => code === letters);
  if (found === undefined) throw new TypeError(`no court ${letters} in the sample world`);
  return found;
}
