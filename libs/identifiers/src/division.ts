import type { Branded } from './brand.js';
import { branded } from './brand.js';
import type { Checked, Finding } from './finding.js';
import { accept, reject } from './finding.js';
import { DIGIT, firstMisfit, times } from './slots.js';
import { codePoints, normalise } from './text.js';

/** An administrative division, GB/T 2260: six digits, no check digit. */
export type DivisionCode = Branded<'DivisionCode'>;

/**
 * Which world a number may come from. `synthetic` admits the never-issued county 320898 of the sample data
 * in silence; `production` (the default everywhere) warns of it.
 */
export type Profile = 'production' | 'synthetic';

export type DivisionStanding = 'current' | 'abolished' | 'unknown';

export interface DivisionOptions {
  /** Default `production`. */
  readonly profile?: Profile;
  /**
   * A list of divisions, historical ones included, when the caller has one. Without it only the province
   * (first two digits) is known, and a code is `unknown` only if its province is.
   */
  readonly standingOf?: (code: DivisionCode) => DivisionStanding;
}

/** County code that GB/T 2260 never issued: numbers built on it can belong to nobody (standards 6.4). */
export const SYNTHETIC_DIVISION: DivisionCode = branded<'DivisionCode'>('320898');

/** Short names of the divisions the sample world and the seed courts use (GB/T 2260, [D] data). */
export const SEED_DIVISIONS: ReadonlyMap<string, string> = new Map([
  ['320800', '淮安市'],
  ['320803', '淮安区'],
  ['320804', '淮阴区'],
  ['320812', '清江浦区'],
  ['320813', '洪泽区'],
  ['320826', '涟水县'],
  ['320830', '盱眙县'],
  ['320831', '金湖县'],
  ['320898', '合成数据专用'],
  ['370200', '青岛市'],
  ['370202', '市南区'],
  ['370203', '市北区'],
  ['370211', '黄岛区'],
  ['370212', '崂山区'],
  ['370213', '李沧区'],
  ['370214', '城阳区'],
  ['370215', '即墨区'],
  ['370281', '胶州市'],
  ['370283', '平度市'],
  ['370285', '莱西市'],
]);

/** First two digits of GB/T 2260. */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(
    ' ',
  ),
);

/**
 * A division code standing alone. Rejects DIVISION_NOT_SIX_DIGITS; warns of unknown, statistical (endings
 * 71–79), abolished and, outside the synthetic profile, synthetic codes.
 */
export function parseDivision(raw: string, options: DivisionOptions = {}): Checked<DivisionCode> {
  const text = normalise(raw);
  const misfit = firstMisfit(codePoints(text), times(6, DIGIT));
  if (misfit !== undefined) return reject(raw, { code: 'DIVISION_NOT_SIX_DIGITS', at: misfit });
  const warnings = divisionWarnings(text, 0, options);
  const standing = options.standingOf?.(branded<'DivisionCode'>(text));
  if (standing === 'abolished') warnings.push({ code: 'DIVISION_ABOLISHED', at: 0 });
  return accept(branded<'DivisionCode'>(text), raw, warnings);
}

/**
 * What is odd about six digits that name a division inside a longer number beginning at `at`. An abolished
 * division is no oddity there: it lives on in numbers issued long ago.
 */
export function divisionWarnings(code: string, at: number, options: DivisionOptions): Finding[] {
  if (code === SYNTHETIC_DIVISION) {
    return options.profile === 'synthetic' ? [] : [{ code: 'DIVISION_SYNTHETIC', at }];
  }
  const warnings: Finding[] = [];
  const provinceKnown = PROVINCES.has(code.slice(0, 2));
  if (!provinceKnown || options.standingOf?.(branded<'DivisionCode'>(code)) === 'unknown') {
    warnings.push({ code: 'DIVISION_UNKNOWN', at });
  }
  if (/7[1-9]$/.test(code)) warnings.push({ code: 'DIVISION_STATISTICAL', at });
  return warnings;
}
