import { FieldReader, type Reading, type RegistryRow } from '@dianda/adapter-kit';
import type { AssetRecord, Instant, RecordWarning } from '@dianda/inquiry';
import { readCoOwner, readMortgagee, readOwner } from './map-person.js';
import { readOwnership, readSeizure, readVehicle } from './map-vehicle.js';
import type { VehicleHolding } from './vehicle-registry.js';

/** The register as people at the bureau call it. */
const SOURCE = '机动车登记系统';

/** All holdings as records of the contract, in the order of 机动车序号. */
export function vehicleRecords(
  holdings: readonly VehicleHolding[],
  asOf: Instant,
  reading: Reading,
): readonly AssetRecord[] {
  return holdings.map((holding): AssetRecord => {
    const warnings: RecordWarning[] = [];
    const reader = (row: RegistryRow, path: string) => new FieldReader(row, path, warnings);
    const owner = { subject: readOwner(reader(holding.owner, 'vehicle.owner.subject'), reading) };
    const ownership = readOwnership(reader(holding.owner, 'vehicle'));
    const coOwners = holding.coOwners.map((row, at) =>
      readCoOwner(reader(row, `vehicle.co_owners[${at}]`), reading),
    );
    const mortgagees = holding.mortgages.map((row, at) =>
      readMortgagee(reader(row, `vehicle.mortgagees[${at}]`), reading),
    );
    const seizures = holding.seizures.map((row, at) => readSeizure(reader(row, `vehicle.seizures[${at}]`)));
    return {
      kind: 'vehicle',
      ...readVehicle(reader(holding.vehicle, 'vehicle'), {
        owner,
        coOwners,
        ...ownership,
        mortgagees,
        seizures,
      }),
      sourceRecordId: `JDCXX-${holding.vehicle.text('xh')}`,
      source: SOURCE,
      asOf,
      disputed: false,
      warnings,
    };
  });
}
