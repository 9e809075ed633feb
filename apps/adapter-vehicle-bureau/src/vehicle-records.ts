import { FieldReader, type RegistryRow } from '@dianda/adapter-kit';
import type { AssetRecord, Instant, RecordWarning } from '@dianda/inquiry';
import { readMortgagee, readSubject, type Reading } from './map-person.js';
import { readSeizure, readVehicle } from './map-vehicle.js';
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
    const owner = { subject: readSubject(reader(holding.owner, 'vehicle.owner.subject'), reading) };
    warnOfOthers(reader(holding.owner, 'vehicle'), holding.ownerCount);
    const mortgagees = holding.mortgages.map((row, at) =>
      readMortgagee(reader(row, `vehicle.mortgagees[${at}]`), reading),
    );
    const seizures = holding.seizures.map((row, at) => readSeizure(reader(row, `vehicle.seizures[${at}]`)));
    return {
      kind: 'vehicle',
      ...readVehicle(reader(holding.vehicle, 'vehicle'), { owner, mortgagees, seizures }),
      sourceRecordId: `JDCXX-${holding.vehicle.text('xh')}`,
      source: SOURCE,
      asOf,
      disputed: false,
      warnings,
    };
  });
}

/**
 * A vehicle in common ownership (共有). The contract has room for one owner, who is the subject; that there are others
 * must not be lost, with the subject's own 共有方式 and 份额 as held. Nothing of the others leaves the bureau.
 */
function warnOfOthers(fields: FieldReader, ownerCount: number): void {
  if (ownerCount < 2) return;
  const share = ['gyfs', 'gyfe'].map((column) => fields.row.text(column)).filter((text) => text !== '');
  fields.warn('owner', 'DUPLICATE', share.join(' '));
}
