/** How sure a row of the court-letter table is (standards 4.3). */
export type CourtLettersStanding = 'seen_in_use' | 'by_rule' | 'uncertain';

/** One court's letters 法院代字. The table is [D] data that ops edit; these rows only seed it. */
export interface CourtLettersRow {
  readonly letters: string;
  readonly court: string;
  readonly standing: CourtLettersStanding;
}

const SUPREME = '最高法';

/**
 * The first character of the letters of every court below the Supreme People's Court. 内 and 黔 here are 蒙
 * and 贵 on number plates; 兵 and 军 are the courts of the Xinjiang corps and the armed forces.
 */
const COURT_CHARACTERS = '京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵军';

export const SEED_COURT_LETTERS: readonly CourtLettersRow[] = [
  ...rows('seen_in_use', [
    [SUPREME, '最高人民法院'],
    ['苏0812', '淮安市清江浦区人民法院'],
    ['鲁0202', '青岛市市南区人民法院'],
    ['鲁0211', '青岛市黄岛区人民法院'],
    ['甘01', '兰州市中级人民法院'],
    ['赣0102', '南昌市东湖区人民法院'],
    ['京0491', '北京互联网法院'],
    ['沪0115', '上海市浦东新区人民法院'],
    ['辽01', '沈阳市中级人民法院'],
  ]),
  ...rows('by_rule', [
    ['苏08', '淮安市中级人民法院'],
    ['苏0803', '淮安市淮安区人民法院'],
    ['苏0804', '淮安市淮阴区人民法院'],
    ['苏0813', '淮安市洪泽区人民法院'],
    ['苏0826', '涟水县人民法院'],
    ['苏0830', '盱眙县人民法院'],
    ['苏0831', '金湖县人民法院'],
    ['鲁02', '青岛市中级人民法院'],
    ['鲁0203', '青岛市市北区人民法院'],
    ['鲁0212', '青岛市崂山区人民法院'],
    ['鲁0213', '青岛市李沧区人民法院'],
    ['鲁0214', '青岛市城阳区人民法院'],
    ['鲁0215', '青岛市即墨区人民法院'],
    ['鲁0281', '胶州市人民法院'],
    ['鲁0283', '平度市人民法院'],
    ['鲁0285', '莱西市人民法院'],
    ['甘0102', '兰州市城关区人民法院'],
    ['赣01', '南昌市中级人民法院'],
    ['赣0103', '南昌市西湖区人民法院'],
    ['赣0104', '南昌市青云谱区人民法院'],
    ['赣0111', '南昌市青山湖区人民法院'],
    ['赣0112', '南昌市新建区人民法院'],
    ['赣0113', '南昌市红谷滩区人民法院'],
  ]),
  ...rows('uncertain', [
    ['甘0191', '兰州新区人民法院'],
    ['苏0891', '淮安经济技术开发区人民法院'],
    ['赣0191', '南昌高新技术产业开发区人民法院'],
  ]),
];

const SEED_LETTERS: ReadonlySet<string> = new Set(SEED_COURT_LETTERS.map((row) => row.letters));

export type CourtLevel = 'supreme' | 'high' | 'intermediate' | 'basic';

/**
 * The level that the letters show: 最高法; a character alone is a high court; two digits an intermediate
 * court, four a basic court (the last four digits of its county code).
 */
export function courtLevel(letters: string): CourtLevel {
  if (letters === SUPREME) return 'supreme';
  if (letters.length === 1) return 'high';
  return letters.length === 3 ? 'intermediate' : 'basic';
}

/** Whether a court with these letters is in the seed table; the high courts need no row. */
export function isSeedCourt(letters: string): boolean {
  return courtLevel(letters) === 'high' || SEED_LETTERS.has(letters);
}

/**
 * Takes court letters off the front of a text.
 * @returns the letters; or where they go wrong: 0 for the character, 1 for a number of digits other than 0,
 * 2 or 4.
 */
export function takeCourtLetters(text: string): { letters: string } | { misfitAt: number } {
  if (text.startsWith(SUPREME)) return { letters: SUPREME };
  const character = text.charAt(0);
  if (character === '' || !COURT_CHARACTERS.includes(character)) return { misfitAt: 0 };
  const digits = /^\d*/.exec(text.slice(1))?.[0] ?? '';
  if (![0, 2, 4].includes(digits.length)) return { misfitAt: 1 };
  return { letters: character + digits };
}

function rows(
  standing: CourtLettersStanding,
  courts: readonly (readonly [letters: string, court: string])[],
): CourtLettersRow[] {
  return courts.map(([letters, court]) => ({ letters, court, standing }));
}
