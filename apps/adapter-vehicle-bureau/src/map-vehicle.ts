import { parseVin } from '@dianda/identifiers';
import { held, type FieldReader } from '@dianda/adapter-kit';
import type { Vehicle, VehicleSeizure } from '@dianda/inquiry';
import { readPlate } from './read-plate.js';
import { readStatuses } from './read-statuses.js';
import { coOwnerships, usages } from './vehicle-codes.js';

/** What other tables than 机动车信息 say of a vehicle. */
type PartsAround = Pick<Vehicle, 'owner' | 'coOwners' | 'coOwnership' | 'share' | 'mortgagees' | 'seizures'>;

/** One 机动车 row with its owners and burdens. */
export function readVehicle(fields: FieldReader, parts: PartsAround): Vehicle {
  return {
    ...readPlate(fields),
    ...held({
      brand: fields.text('clpp1', 'brand'),
      model: fields.text('clxh', 'model'),
      madeIn: fields.text('gcjk', 'made_in'),
      maker: fields.text('zzcmc', 'maker'),
      vin: readVin(fields),
      engineNumber: fields.text('fdjh', 'engine_number'),
      vehicleType: fields.text('cllx', 'vehicle_type'),
      colour: fields.text('csys', 'colour'),
      usage: fields.code(usages, 'syxz', 'usage'),
      firstRegisteredOn: fields.date('ccdjrq', 'first_registered_on'),
      lastInspectedOn: fields.date('djrq', 'last_inspected_on'),
      inspectionValidToOn: fields.date('yxqz', 'inspection_valid_to_on'),
      scrapDeadlineOn: fields.date('qzbfqz', 'scrap_deadline_on'),
      issuer: fields.text('fzjg', 'issuer'),
      department: fields.text('glbm', 'department'),
      insuranceEndsOn: fields.date('bxzzrq', 'insurance_ends_on'),
      mortgaged: readMortgaged(fields, parts.mortgagees.length),
      fuel: fields.text('rlzl', 'fuel'),
      displacement: fields.text('pl', 'displacement'),
    }),
    ...readStatuses(fields),
    ...parts,
  };
}

/** How the subject owns it, out of his 所有人 row. */
export function readOwnership(fields: FieldReader): Pick<Vehicle, 'coOwnership' | 'share'> {
  return held({
    coOwnership: fields.code(coOwnerships, 'gyfs', 'co_ownership'),
    share: fields.text('gyfe', 'share'),
  });
}

/** 查封 */
export function readSeizure(fields: FieldReader): VehicleSeizure {
  return held({
    authority: fields.text('cfjg', 'authority'),
    documentName: fields.text('cfwsmc', 'document_name'),
  });
}

/** A number whose check fails is told and delivered: vehicles built for Europe need no check digit. */
function readVin(fields: FieldReader): string | undefined {
  const raw = fields.text('clsbdh', 'vin');
  if (raw === undefined) return undefined;
  const read = parseVin(raw);
  if (!read.ok || read.warnings.length > 0) fields.warn('vin', 'CHECK_FAILED', raw);
  return read.ok ? read.value : raw;
}

/** 抵押标记; where it says no and mortgages in force say yes, the mortgages are believed. */
function readMortgaged(fields: FieldReader, mortgagees: number): boolean | undefined {
  const marked = fields.flag('dybj', 'mortgaged');
  if (marked !== false || mortgagees === 0) return marked;
  fields.warn('mortgaged', 'TEXT_CONTRADICTS_CODE', fields.row.text('dybj'));
  return true;
}
