import type { Vehicle, VehicleSeizure } from '@dianda/inquiry';
import type { Codec } from '../codec/codec.js';
import { code, coded, codeTable, optionalCoded } from '../codec/codes.js';
import { list, message, required } from '../codec/messages.js';
import { optionalDate, optionalFlag, optionalText, text } from '../codec/scalars.js';
import { missing } from '../field-fault.js';
import * as wire from '../generated/dianda/adapter/v1/vehicle.js';
import { coOwnerships, holder, thirdPerson } from './holder.js';

const vehicleSeizure = message<VehicleSeizure, wire.VehicleSeizure>(wire.VehicleSeizure, {
  authority: optionalText,
  documentName: optionalText,
});

const fields = message<Vehicle, wire.Vehicle>(wire.Vehicle, {
  plateKind: coded(codeTable('PLATE_KIND', wire.PlateKind)),
  plateNumber: text,
  brand: optionalText,
  model: optionalText,
  madeIn: optionalText,
  maker: optionalText,
  vin: optionalText,
  engineNumber: optionalText,
  vehicleType: optionalText,
  colour: optionalText,
  usage: optionalCoded(codeTable('VEHICLE_USAGE', wire.VehicleUsage)),
  firstRegisteredOn: optionalDate,
  lastInspectedOn: optionalDate,
  inspectionValidToOn: optionalDate,
  scrapDeadlineOn: optionalDate,
  issuer: optionalText,
  department: optionalText,
  insuranceEndsOn: optionalDate,
  statuses: list(code(codeTable('VEHICLE_STATUS', wire.VehicleStatus))),
  statusesRaw: optionalText,
  mortgaged: optionalFlag,
  fuel: optionalText,
  displacement: optionalText,
  owner: required(holder),
  coOwners: list(holder),
  coOwnership: optionalCoded(coOwnerships),
  share: optionalText,
  mortgagees: list(thirdPerson),
  seizures: list(vehicleSeizure),
});

export const vehicle: Codec<Vehicle, wire.Vehicle> = {
  write: fields.write,
  read: (value, path) => {
    const read = fields.read(value, path);
    if (read.statuses.includes('UNKNOWN') && read.statusesRaw === undefined) {
      throw missing(`${path}.statuses_raw`);
    }
    return read;
  },
};
