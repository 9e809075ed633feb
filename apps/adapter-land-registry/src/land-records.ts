import { FieldReader, type Reading, type RegistryRow } from '@dianda/adapter-kit';
import type { AdvanceNotice, AssetRecord, Instant, LandTitle, RecordWarning } from '@dianda/inquiry';
import type { RightTable } from './land-queries.js';
import type { LandHoldings } from './land-registry.js';
import { isQueued, readAdvanceNotice, readMortgage, readObjection, readSeizure } from './map-burdens.js';
import { readOwner, readOwnerAsHolder } from './map-holder.js';
import { readRight, readTitle, recordKinds } from './map-right.js';
import { RowsByRight } from './rows-by-right.js';

/** The register as people at the registry call it. */
const SOURCE = '不动产登记簿';

/** All holdings as records of the contract, in the order of the lists and of 标识码. */
export function landRecords(holdings: LandHoldings, asOf: Instant, reading: Reading): readonly AssetRecord[] {
  const around: Around = {
    owners: new RowsByRight(holdings.owners),
    mortgages: new RowsByRight(holdings.burdens.DYAQ),
    seizures: new RowsByRight(holdings.burdens.CFDJ),
    notices: new RowsByRight(holdings.burdens.YGDJ),
    objections: new RowsByRight(holdings.burdens.YYDJ),
    reading,
  };
  const rights = holdings.rights.map(({ table, row }): AssetRecord => {
    const warnings: RecordWarning[] = [];
    const kind = recordKinds[table];
    const title = readWholeTitle(around, table, row, `${kind}.title`, warnings);
    return {
      ...readRight(table, new FieldReader(row, kind, warnings), title),
      sourceRecordId: `${table}-${row.text('bsm')}`,
      source: SOURCE,
      asOf,
      disputed: title.objections.length > 0,
      warnings,
    };
  });
  const notices = holdings.notices.map((row): AssetRecord => {
    const warnings: RecordWarning[] = [];
    return {
      kind: 'advance_notice',
      ...readNotice(around, row, 'advance_notice', warnings),
      sourceRecordId: `YGDJ-${row.text('bsm')}`,
      source: SOURCE,
      asOf,
      disputed: false,
      warnings,
    };
  });
  return [...rights, ...notices];
}

/** What stands around the rights of one answer. */
interface Around {
  readonly owners: RowsByRight;
  readonly mortgages: RowsByRight;
  readonly seizures: RowsByRight;
  readonly notices: RowsByRight;
  readonly objections: RowsByRight;
  readonly reading: Reading;
}

function readWholeTitle(
  around: Around,
  table: RightTable,
  right: RegistryRow,
  path: string,
  warnings: RecordWarning[],
): LandTitle {
  const { reading } = around;
  const each = <T>(
    rows: readonly RegistryRow[],
    list: string,
    read: (fields: FieldReader, at: number) => T,
  ) => rows.map((row, at) => read(new FieldReader(row, `${path}.${list}[${at}]`, warnings), at));
  const seizures = around.seizures.on(table, right);
  // Whatever its own number, a seizure that waits in line (轮候) comes after every one in force.
  const inRank = [...seizures.filter((row) => !isQueued(row)), ...seizures.filter(isQueued)];
  return readTitle(new FieldReader(right, path, warnings), {
    owners: each(around.owners.of(table, right), 'owners', (fields) => readOwner(fields, reading)),
    mortgages: each(around.mortgages.on(table, right), 'mortgages', (fields, at) =>
      readMortgage(fields, reading, at + 1),
    ),
    seizures: each(inRank, 'seizures', (fields, at) => readSeizure(fields, at + 1)),
    advanceNotices: around.notices
      .on(table, right)
      .map((row, at) => readNotice(around, row, `${path}.advance_notices[${at}]`, warnings)),
    objections: each(around.objections.on(table, right), 'objections', (fields) =>
      readObjection(fields, reading),
    ),
  });
}

function readNotice(
  around: Around,
  row: RegistryRow,
  path: string,
  warnings: RecordWarning[],
): AdvanceNotice {
  const [owner] = around.owners.of('YGDJ', row);
  const entitled =
    owner === undefined
      ? undefined
      : readOwnerAsHolder(new FieldReader(owner, `${path}.entitled`, warnings), around.reading);
  return readAdvanceNotice(new FieldReader(row, path, warnings), around.reading, entitled);
}
