import {
  matchRows,
  type MatchedRows,
  type Reading,
  type RegistryQuery,
  type RegistryReader,
  type RegistryRow,
} from '@dianda/adapter-kit';
import type { MissingPartCode } from '@dianda/inquiry';
import {
  burdensOn,
  holdersByNumber,
  holdersOfRights,
  rightTables,
  rightsOf,
  advanceNoticesByBsm,
  type BurdenTable,
  type RightName,
  type RightTable,
} from './land-queries.js';
import { holderColumns } from './map-holder.js';

/** One row of a table of rights. */
export interface Right {
  readonly table: RightTable;
  readonly row: RegistryRow;
}

/** What the subject holds, with everything that stands around it. */
export interface LandHoldings {
  readonly rights: readonly Right[];
  /** 预告登记 of which the subject is the 权利人. */
  readonly notices: readonly RegistryRow[];
  /** Every 权利人 row in force of these rights and notices. */
  readonly owners: readonly RegistryRow[];
  readonly burdens: Readonly<Record<BurdenTable, readonly RegistryRow[]>>;
}

const partOfTable = {
  TDSYQ: 'LAND_OWNERSHIPS',
  JSYDSYQ: 'LAND_USE_RIGHTS',
  FDCQ: 'LAND_HOUSES',
  HYSYQ: 'LAND_SEA_USE_RIGHTS',
  GJZWSYQ: 'LAND_STRUCTURES',
  LQ: 'LAND_FOREST_RIGHTS',
  DYAQ: 'LAND_MORTGAGES',
  CFDJ: 'LAND_SEIZURES',
  YGDJ: 'LAND_ADVANCE_NOTICES',
  YYDJ: 'LAND_OBJECTIONS',
} as const satisfies Record<RightTable | BurdenTable, MissingPartCode>;

/** 权属状态 whose rows no longer, or not yet, say what is: 临时, 历史, 终止. Unknown codes are kept. */
const NOT_IN_FORCE: ReadonlySet<string> = new Set(['0', '2', '3', '临时', '历史', '终止']);

export function isInForce(row: RegistryRow): boolean {
  return !NOT_IN_FORCE.has(row.text('qszt'));
}

/** The rows in force under the subject's number; a row whose state is unknown counts as in force. */
export async function findHolders(reader: RegistryReader, reading: Reading): Promise<MatchedRows> {
  const rows = await reader.rows(holdersByNumber(reading.subject.document));
  return matchRows(rows.filter(isInForce), holderColumns, reading);
}

/** Reads the ten lists around the holder rows; a list that cannot be read becomes a named gap of the reader. */
export async function readHoldings(
  reader: RegistryReader,
  holders: readonly RegistryRow[],
): Promise<LandHoldings> {
  const names = holders.map((row) => ({ table: row.text('qlbm').toUpperCase(), bsm: row.text('qlbsm') }));
  requireKnownTables(reader, names);
  const rights: Right[] = [];
  for (const table of rightTables) {
    const rows = await readNamed(reader, partOfTable[table], bsmIn(names, table), (bsm) =>
      rightsOf(table, bsm),
    );
    rights.push(...rows.map((row) => ({ table, row })));
  }
  const ownNotices = await readNamed(reader, partOfTable.YGDJ, bsmIn(names, 'YGDJ'), advanceNoticesByBsm);
  const burdens = await readBurdens(reader, rights);
  // The notice of a right that is in the answer lies under it.
  const nested = new Set(burdens.YGDJ.map((row) => row.text('bsm')));
  const notices = ownNotices.filter((row) => !nested.has(row.text('bsm')));
  const noticeNames = [...notices, ...burdens.YGDJ].map((row) => ({ table: 'YGDJ', bsm: row.text('bsm') }));
  const owned = [...rights.map(nameOf), ...noticeNames];
  const owners = owned.length === 0 ? [] : (await reader.rows(holdersOfRights(owned))).filter(isInForce);
  return { rights, notices, owners, burdens };
}

/** Rights in force that QLR names; one that QLR names and its table lacks is a gap, never "nothing found". */
async function readNamed(
  reader: RegistryReader,
  part: MissingPartCode,
  bsm: readonly string[],
  query: (bsm: readonly string[]) => RegistryQuery,
): Promise<readonly RegistryRow[]> {
  if (bsm.length === 0) return [];
  const rows = await reader.list(part, query(bsm));
  const absent = bsm.length - rows.length;
  if (absent > 0) reader.leaveOut(part, 'FAULT', `${absent} right(s) that QLR names are not in their table`);
  return rows.filter(isInForce);
}

async function readBurdens(
  reader: RegistryReader,
  rights: readonly Right[],
): Promise<LandHoldings['burdens']> {
  const names = rights.map(nameOf);
  const unitNumbers = [...new Set(rights.map(({ row }) => row.text('bdcdyh')).filter((text) => text !== ''))];
  const read = async (table: BurdenTable): Promise<readonly RegistryRow[]> => {
    if (rights.length === 0) return [];
    return (await reader.list(partOfTable[table], burdensOn(table, names, unitNumbers))).filter(isInForce);
  };
  return {
    DYAQ: await read('DYAQ'),
    CFDJ: await read('CFDJ'),
    YGDJ: await read('YGDJ'),
    YYDJ: await read('YYDJ'),
  };
}

/** A holder row of a table that is not among the lists would vanish without a word. */
function requireKnownTables(reader: RegistryReader, names: readonly RightName[]): void {
  const known = new Set<string>([...rightTables, 'YGDJ']);
  const strange = names.filter(({ table }) => !known.has(table)).length;
  if (strange > 0)
    reader.leaveOut('REGISTER', 'FAULT', `${strange} row(s) of QLR name a table that is no list`);
}

function nameOf({ table, row }: Right): RightName {
  return { table, bsm: row.text('bsm') };
}

function bsmIn(names: readonly RightName[], table: string): readonly string[] {
  return [...new Set(names.filter((each) => each.table === table).map((each) => each.bsm))];
}
