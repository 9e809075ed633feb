import type { Branded } from './brand.js';
import { branded } from './brand.js';
import type { Checked, Finding } from './finding.js';
import { accept, reject } from './finding.js';
import type { Slot } from './slots.js';
import { DIGIT, firstMisfit, times } from './slots.js';
import { codePoints, normalise } from './text.js';

/** Number plate 号牌号码 with its province character, GA 36-2018. */
export type Plate = Branded<'Plate'>;
/** What names one vehicle's plate: kind 号牌种类 and number. The same number exists in several kinds. */
export type PlateKey = Branded<'PlateKey'>;

export type PlateShape = 'ordinary' | 'new_energy_large' | 'new_energy_small';

export interface PlateOptions {
  /** 号牌种类, GA 24.7, two digits; when given, 51 and 52 are held against the shape. */
  readonly plateKind?: string;
  /**
   * The province character of the issuing authority, put in front when the number comes without one, as
   * vehicle registries often hold it.
   */
  readonly issuerProvince?: string;
}

const PROVINCE: Slot = /^[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新]$/;
/** No I; O is the provincial police. */
const AUTHORITY: Slot = /^[A-HJ-Z]$/;
const SERIAL: Slot = /^[\dA-HJ-NP-Z]$/;
const LAST: Slot = /^[\dA-HJ-NP-Z挂学警港澳]$/;
/** D A B C E electric, F G H J K others (the split is unverified, so nothing here depends on it). */
const NEW_ENERGY: Slot = /^[DABCEFGHJK]$/;

const SLOTS: Readonly<Record<PlateShape, readonly Slot[]>> = {
  ordinary: [PROVINCE, AUTHORITY, ...times(4, SERIAL), LAST],
  new_energy_small: [PROVINCE, AUTHORITY, NEW_ENERGY, SERIAL, ...times(4, DIGIT)],
  new_energy_large: [PROVINCE, AUTHORITY, ...times(5, DIGIT), NEW_ENERGY],
};

const SHAPE_OF_KIND: ReadonlyMap<string, PlateShape> = new Map([
  ['51', 'new_energy_large'],
  ['52', 'new_energy_small'],
]);

/**
 * Rejects shape and a missing province character (unless `issuerProvince` supplies it; positions then count
 * it); warns when the plate kind and the shape disagree about new energy.
 */
export function parsePlate(raw: string, options: PlateOptions = {}): Checked<Plate> {
  const written = normalise(raw);
  const bare = written === '' || /^[\dA-Z]/.test(written);
  if (bare && options.issuerProvince === undefined)
    return reject(raw, { code: 'PLATE_PROVINCE_MISSING', at: 0 });

  const text = bare ? normalise(options.issuerProvince ?? '') + written : written;
  const chars = codePoints(text);
  const shape = shapeOf(chars);
  const misfit = firstMisfit(chars, SLOTS[shape]);
  if (misfit !== undefined) {
    return reject(raw, { code: misfit === 0 ? 'PLATE_PROVINCE' : 'PLATE_SHAPE', at: misfit });
  }
  return accept(branded<'Plate'>(text), raw, kindWarnings(options.plateKind, shape));
}

/** Which of the shapes of GA 36 a plate has. */
export function plateShape(plate: Plate): PlateShape {
  return shapeOf(codePoints(plate));
}

/** The key of a plate; `plateKind` is 号牌种类, two digits. */
export function plateKey(plateKind: string, plate: Plate): PlateKey {
  return branded<'PlateKey'>(`${plateKind}:${plate}`);
}

/** The shape a text is measured against: eight characters are a new-energy plate, small if a letter leads. */
function shapeOf(chars: readonly string[]): PlateShape {
  if (chars.length <= 7) return 'ordinary';
  return NEW_ENERGY.test(chars[2] ?? '') ? 'new_energy_small' : 'new_energy_large';
}

function kindWarnings(plateKind: string | undefined, shape: PlateShape): Finding[] {
  if (plateKind === undefined) return [];
  const expected = SHAPE_OF_KIND.get(normalise(plateKind)) ?? 'ordinary';
  return expected === shape ? [] : [{ code: 'PLATE_KIND_SHAPE' }];
}
