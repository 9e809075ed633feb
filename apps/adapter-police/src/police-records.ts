import { FieldReader, type Reading, type RegistryReader } from '@dianda/adapter-kit';
import type {
  AssetRecord,
  DataCategory,
  Instant,
  MatchCandidate,
  MissingPartCode,
  RecordFrame,
  RecordKind,
  RecordWarning,
} from '@dianda/inquiry';
import { identityExtras } from './identity-extras.js';
import { readIdentity } from './map-identity.js';
import { readCrossing, readStay } from './map-movements.js';
import { readRegisteredResidence, readTemporaryResidence } from './map-residence.js';
import type { OwnRow } from './match-rows.js';
import { cancellationOf } from './police-codes.js';
import { findCrossings, findResidents, findStays, leaveOutUnreadable } from './police-registry.js';

/** What was found of one class. */
export interface PoliceFindings {
  readonly records: readonly AssetRecord[];
  readonly candidates: readonly MatchCandidate[];
}

const HOUSEHOLD_REGISTER = '常住人口登记';
const TEMPORARY_REGISTER = '暂住人口登记';
const HOTEL_REGISTER = '旅馆住宿登记';
const BORDER_REGISTER = '出入境记录';

/** 身份: out of the household register; of somebody who is registered elsewhere, out of that of temporary residents. */
export async function findIdentity(
  reader: RegistryReader,
  reading: Reading,
  allowed: readonly DataCategory[],
): Promise<PoliceFindings> {
  const { household, temporary } = await findResidents(reader, reading);
  const [latest] = temporary.same;
  const rows = household.same.length > 0 ? household.same : latest === undefined ? [] : [latest];
  const isHousehold = household.same.length > 0;
  const records: AssetRecord[] = [];
  for (const own of rows) {
    const { row } = own;
    const id = isHousehold ? `CZRK-${row.text('rybh')}` : `ZZRK-${row.text('zzbh')}`;
    const source = isHousehold ? householdSource(own) : TEMPORARY_REGISTER;
    const { fields, frame, warnings } = begin(own, 'person_identity', 'name', id, source, reader.asOf);
    if (household.same.length > 1) fields.warn('id_number', 'DUPLICATE');
    const request = {
      household: isHousehold ? row : undefined,
      temporary: temporary.same,
      allowed,
      now: reading.now,
    };
    const extras = await identityExtras(reader, request, warnings);
    const identity = readIdentity(fields, isHousehold ? 'gmsfhm' : 'zjhm', extras, reading.now);
    records.push({ kind: 'person_identity', ...identity, ...frame });
  }
  return { records, candidates: [...household.candidates, ...temporary.candidates] };
}

/** 户籍地 and 暂住地 */
export async function findResidences(reader: RegistryReader, reading: Reading): Promise<PoliceFindings> {
  const { household, temporary } = await findResidents(reader, reading);
  const registered = readRows(reader, 'POLICE_HOUSEHOLD', household.same, 'without an address', (own) => {
    const id = `CZRK-${own.row.text('rybh')}`;
    const { fields, frame } = begin(own, 'person_residence', '', id, householdSource(own), reader.asOf);
    const residence = readRegisteredResidence(fields);
    return residence && { kind: 'person_residence', ...residence, ...frame };
  });
  const part = 'POLICE_TEMPORARY_RESIDENCE';
  const elsewhere = readRows(reader, part, temporary.same, 'without an address', (own) => {
    const id = `ZZRK-${own.row.text('zzbh')}`;
    const { fields, frame } = begin(own, 'person_residence', '', id, TEMPORARY_REGISTER, reader.asOf);
    const residence = readTemporaryResidence(fields);
    return residence && { kind: 'person_residence', ...residence, ...frame };
  });
  return {
    records: [...registered, ...elsewhere],
    candidates: [...household.candidates, ...temporary.candidates],
  };
}

/** 住宿, the latest first; of the subject alone. */
export async function findLodging(reader: RegistryReader, reading: Reading): Promise<PoliceFindings> {
  const { same, candidates } = await findStays(reader, reading);
  const records = readRows(reader, 'POLICE_LODGING', same, 'without a time or a hotel', (own) => {
    const id = `LGZS-${own.row.text('zsbh')}`;
    const { fields, frame } = begin(own, 'lodging_stay', '', id, HOTEL_REGISTER, reader.asOf);
    const stay = readStay(fields);
    return stay && { kind: 'lodging_stay', ...stay, ...frame };
  });
  return { records, candidates };
}

/** 出入境, the latest first. */
export async function findExitEntry(reader: RegistryReader, reading: Reading): Promise<PoliceFindings> {
  const { same, candidates } = await findCrossings(reader, reading);
  const records = readRows(reader, 'POLICE_EXIT_ENTRY', same, 'without a time or a document', (own) => {
    const id = `CRJJL-${own.row.text('jlbh')}`;
    const { fields, frame } = begin(own, 'border_crossing', '', id, BORDER_REGISTER, reader.asOf);
    const crossing = readCrossing(fields);
    return crossing && { kind: 'border_crossing', ...crossing, ...frame };
  });
  return { records, candidates };
}

/** A row as it begins to be a record; that it stands under another name than was asked about is its first warning. */
function begin(
  own: OwnRow,
  kind: RecordKind,
  nameField: string,
  sourceRecordId: string,
  source: string,
  asOf: Instant,
): { readonly fields: FieldReader; readonly frame: RecordFrame; readonly warnings: RecordWarning[] } {
  const warnings: RecordWarning[] = [];
  const fields = new FieldReader(own.row, kind, warnings);
  if (own.otherName !== undefined) fields.warn(nameField, 'IDENTITY_DIFFERS', own.otherName);
  return { fields, frame: { sourceRecordId, source, asOf, disputed: false, warnings }, warnings };
}

/** Rows that read as records; the others become the gap `part`, so that none vanishes without a word. */
function readRows(
  reader: RegistryReader,
  part: MissingPartCode,
  rows: readonly OwnRow[],
  lack: string,
  read: (own: OwnRow) => AssetRecord | undefined,
): readonly AssetRecord[] {
  const records = rows.map(read).filter((record) => record !== undefined);
  leaveOutUnreadable(reader, part, rows.length - records.length, lack);
  return records;
}

/** The contract has no field for 死亡注销 and the like; the register keeps such rows in a part of its own. */
function householdSource({ row }: OwnRow): string {
  const cancellation = cancellationOf(row.text('zxbs'));
  return cancellation === undefined ? HOUSEHOLD_REGISTER : `${HOUSEHOLD_REGISTER}（${cancellation}）`;
}
