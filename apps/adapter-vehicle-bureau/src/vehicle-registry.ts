import {
  matchRows,
  type MatchedRows,
  type Reading,
  type RegistryReader,
  type RegistryRow,
} from '@dianda/adapter-kit';
import { matchOwner, ownerColumns } from './map-person.js';
import { mortgagesOn, ownersByNumber, ownersOf, seizuresOn, vehiclesOf } from './vehicle-queries.js';

/** One vehicle of the subject with what stands around it; each list in rank order and in force. */
export interface VehicleHolding {
  readonly vehicle: RegistryRow;
  /** The row in which the subject owns it. */
  readonly owner: RegistryRow;
  /** Rows in which others own it too. */
  readonly coOwners: readonly RegistryRow[];
  readonly mortgages: readonly RegistryRow[];
  readonly seizures: readonly RegistryRow[];
}

/** 状态 of a mortgage or seizure that is over. Unknown codes are kept. */
const LIFTED: ReadonlySet<string> = new Set(['0', '解除', '解封']);

/** 所有人 rows under the subject's number. */
export async function findOwners(reader: RegistryReader, reading: Reading): Promise<MatchedRows> {
  const rows = await reader.rows(ownersByNumber(reading.subject.document));
  return matchRows(rows, ownerColumns, reading);
}

/** Reads the vehicles of these owner rows; a list that cannot be read becomes a named gap of the reader. */
export async function readHoldings(
  reader: RegistryReader,
  owners: readonly RegistryRow[],
  reading: Reading,
): Promise<readonly VehicleHolding[]> {
  // A vehicle that names the subject twice is still one vehicle; its first row is the owner's.
  const ownerOf = firstBySerial(owners);
  const serials = [...ownerOf.keys()];
  if (serials.length === 0) return [];
  const vehicles = await reader.list('VEHICLES', vehiclesOf(serials));
  const absent = serials.length - vehicles.length;
  // Named by JDCSYR and absent here: a hole in the copy, never "nothing found".
  if (absent > 0) {
    reader.leaveOut('VEHICLES', 'FAULT', `${absent} vehicle(s) that JDCSYR names are not in JDCXX`);
  }
  const coOwners = bySerial(
    (await reader.rows(ownersOf(serials))).filter((row) => matchOwner(row, reading).verdict !== 'same'),
  );
  const mortgages = bySerial(
    (await reader.list('VEHICLE_MORTGAGES', mortgagesOn(serials))).filter(isInForce),
  );
  const seizures = bySerial((await reader.list('VEHICLE_SEIZURES', seizuresOn(serials))).filter(isInForce));
  return vehicles.flatMap((vehicle): VehicleHolding[] => {
    const serial = vehicle.text('xh');
    const owner = ownerOf.get(serial);
    if (owner === undefined) return [];
    return [
      {
        vehicle,
        owner,
        coOwners: coOwners.get(serial) ?? [],
        mortgages: mortgages.get(serial) ?? [],
        seizures: seizures.get(serial) ?? [],
      },
    ];
  });
}

function isInForce(row: RegistryRow): boolean {
  return !LIFTED.has(row.text('zt'));
}

function firstBySerial(rows: readonly RegistryRow[]): ReadonlyMap<string, RegistryRow> {
  const first = new Map<string, RegistryRow>();
  for (const row of rows) {
    const serial = row.text('xh');
    if (!first.has(serial)) first.set(serial, row);
  }
  return first;
}

function bySerial(rows: readonly RegistryRow[]): ReadonlyMap<string, readonly RegistryRow[]> {
  return Map.groupBy(rows, (row) => row.text('xh'));
}
