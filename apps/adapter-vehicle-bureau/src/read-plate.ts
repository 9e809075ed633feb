import { normalise, parsePlate } from '@dianda/identifiers';
import type { FieldReader } from '@dianda/adapter-kit';
import type { Coded, PlateKind, Vehicle } from '@dianda/inquiry';
import { provinceOf } from './plate-provinces.js';
import { plateKinds } from './vehicle-codes.js';

/** What stands for a number that the register does not hold: the contract wants one. */
const NOT_HELD = '-';
/** An exception's name, or more than twice what the longest plate has: why it failed, where a number belongs. */
const ERROR_TEXT = /exception|error|timeout|^.{21,}$/iu;

/**
 * 号牌种类 and 号牌号码. A number without its province character gets that of the issuing authority, with a warning;
 * one that no plate has is delivered as held. Throws REGISTRY_ROW_UNREADABLE for an error text in the number's place.
 */
export function readPlate(fields: FieldReader): Pick<Vehicle, 'plateKind' | 'plateNumber'> {
  const plateKind = fields.requiredCode(plateKinds, 'hpzl', 'plate_kind');
  const raw = fields.text('hphm', 'plate_number');
  if (raw === undefined) {
    fields.warn('plate_number', 'CHECK_FAILED');
    return { plateKind, plateNumber: NOT_HELD };
  }
  if (ERROR_TEXT.test(raw)) throw fields.row.unreadable('hphm', 'holds an error text');
  return { plateKind, plateNumber: readNumber(fields, raw, plateKind) };
}

function readNumber(fields: FieldReader, raw: string, kind: Coded<PlateKind>): string {
  const issuerProvince = provinceOf(fields.row.text('fzjg'));
  const read = parsePlate(raw, {
    ...(issuerProvince === undefined ? {} : { issuerProvince }),
    ...(kind.code === 'UNKNOWN' ? {} : { plateKind: shapeCode(kind.code) }),
  });
  if (!read.ok) {
    fields.warn('plate_number', 'CHECK_FAILED', raw);
    return raw;
  }
  if (read.warnings.length > 0) fields.warn('plate_number', 'CHECK_FAILED', raw);
  if (read.value !== normalise(raw)) fields.warn('plate_number', 'COMPLETED', raw);
  return read.value;
}

/** The code of GA 24.7 as far as it decides a plate's shape, also where the bureau wrote the text. */
function shapeCode(kind: PlateKind): string {
  if (kind === 'NEW_ENERGY_LARGE') return '51';
  return kind === 'NEW_ENERGY_SMALL' ? '52' : '02';
}
