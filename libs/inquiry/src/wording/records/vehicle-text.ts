import type { Vehicle } from '../../model/index.js';
import type { ReportWords } from '../words/words.js';
import { coded, holder, joined, labelled, optionalCode, thirdPersonName } from './phrases.js';

export function vehicleLines(vehicle: Vehicle, words: ReportWords): readonly string[] {
  const { record } = words;
  return [
    joined([
      vehicle.plateNumber,
      coded(vehicle.plateKind, words.plateKind),
      [vehicle.brand, vehicle.model].filter((text) => text !== undefined).join(' '),
      vehicle.colour,
      optionalCode(vehicle.usage, words.vehicleUsage),
    ]),
    joined([
      labelled(record.vin, vehicle.vin),
      labelled(record.engineNumber, vehicle.engineNumber),
      labelled(record.firstRegisteredOn, vehicle.firstRegisteredOn),
      labelled(record.inspectionValidToOn, vehicle.inspectionValidToOn),
      labelled(record.scrapDeadlineOn, vehicle.scrapDeadlineOn),
    ]),
    joined([labelled(record.status, statuses(vehicle, words)), mortgageMark(vehicle, words)]),
    joined([
      holder(record.vehicleOwner, vehicle.owner, words),
      optionalCode(vehicle.coOwnership, words.coOwnership),
      labelled(record.share, vehicle.share),
    ]),
    ...vehicle.coOwners.map((owner) => holder(record.coOwner, owner, words)),
    ...vehicle.mortgagees.map((mortgagee) =>
      joined([record.mortgage(undefined), labelled(record.mortgagee, thirdPersonName(mortgagee))]),
    ),
    ...vehicle.seizures.map((seizure) =>
      joined([record.seizure(undefined), seizure.authority, seizure.documentName]),
    ),
  ];
}

/** All that hold at once; where one is in no table, the register's own writing beside them. */
function statuses(vehicle: Vehicle, words: ReportWords): string | undefined {
  const known = vehicle.statuses.flatMap((status) =>
    status === 'UNKNOWN' ? [] : [words.vehicleStatus[status]],
  );
  const raw = known.length < vehicle.statuses.length ? vehicle.statusesRaw : undefined;
  const texts = [...known, ...(raw === undefined ? [] : [words.record.asWritten(raw)])];
  return texts.length === 0 ? undefined : texts.join(words.listComma);
}

/** Said only where no mortgagee says it. */
function mortgageMark(vehicle: Vehicle, words: ReportWords): string | undefined {
  return vehicle.mortgaged === true && vehicle.mortgagees.length === 0 ? words.record.mortgaged : undefined;
}
