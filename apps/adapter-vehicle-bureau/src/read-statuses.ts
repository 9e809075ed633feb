import { normalise } from '@dianda/identifiers';
import type { FieldReader } from '@dianda/adapter-kit';
import type { Vehicle, VehicleStatus } from '@dianda/inquiry';
import { statuses as table } from './vehicle-codes.js';

/**
 * 状态: one letter, several at once (`KQ`, `K,Q`), or texts. Each letter is read by itself; one without a row is
 * UNKNOWN, and the register's own writing always stays beside the list.
 */
export function readStatuses(fields: FieldReader): Pick<Vehicle, 'statuses' | 'statusesRaw'> {
  const raw = fields.text('zt', 'statuses');
  if (raw === undefined) return { statuses: [] };
  const read = partsOf(normalise(raw)).map(
    (part): VehicleStatus | 'UNKNOWN' => table.texts.get(part) ?? table.codes.get(part) ?? 'UNKNOWN',
  );
  if (read.includes('UNKNOWN')) fields.warn('statuses', 'UNKNOWN_CODE', raw);
  return { statuses: [...new Set(read)], statusesRaw: raw };
}

/** Letters stand for themselves even when nothing separates them; a text is one part. Signs alone are one, too. */
function partsOf(normalised: string): readonly string[] {
  const parts = normalised
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((part) => part !== '')
    .flatMap((part) => (/^[A-Z]+$/.test(part) ? part.split('') : [part]));
  return parts.length === 0 ? [normalised] : parts;
}
