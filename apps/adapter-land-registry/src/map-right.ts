import { held, type FieldReader } from '@dianda/adapter-kit';
import type { Area, AssetRecord, Coded, AreaUnit, LandTitle } from '@dianda/inquiry';
import { areaUnits, houseNatures, houseUses, rightKinds, rightNatures } from './land-codes.js';
import type { RightTable } from './land-queries.js';

/** The members of a record that its frame (source, as-of, warnings) does not give. */
type WithoutFrame<T> = T extends unknown
  ? Omit<T, 'sourceRecordId' | 'source' | 'asOf' | 'disputed' | 'warnings'>
  : never;
export type RightContent = WithoutFrame<AssetRecord>;

/** The name of each right in the contract: where the paths of its warnings begin. */
export const recordKinds = {
  TDSYQ: 'land_ownership',
  JSYDSYQ: 'land_use_right',
  FDCQ: 'house_right',
  HYSYQ: 'sea_use_right',
  GJZWSYQ: 'structure_right',
  LQ: 'forest_right',
} as const satisfies Record<RightTable, AssetRecord['kind']>;

/** 平方米: what 建筑面积 and 构筑物面积 are counted in by definition. */
const SQUARE_METRE: Coded<AreaUnit> = { code: 'SQUARE_METRE', raw: '平方米' };

/** What the six tables of rights have in common; people and burdens are the caller's. */
export function readTitle(
  fields: FieldReader,
  parts: Pick<LandTitle, 'owners' | 'mortgages' | 'seizures' | 'advanceNotices' | 'objections'>,
): LandTitle {
  return held({
    unitNumber: fields.text('bdcdyh', 'unit_number'),
    location: fields.required('zl', 'location'),
    titleNumber: parts.owners.find((owner) => 'subject' in owner.holder)?.titleNumber,
    rightKind: fields.code(rightKinds, 'qllx', 'right_kind'),
    rightNature: fields.code(rightNatures, 'qlxz', 'right_nature'),
    registrar: fields.text('djjg', 'registrar'),
    regionCode: fields.text('qxdm', 'region_code'),
    businessNumber: fields.text('ywh', 'business_number'),
    remark: fields.text('bz', 'remark'),
    owners: parts.owners,
    mortgages: parts.mortgages,
    seizures: parts.seizures,
    advanceNotices: parts.advanceNotices,
    objections: parts.objections,
  });
}

/** One row of a right's table around its title. */
export function readRight(table: RightTable, fields: FieldReader, title: LandTitle): RightContent {
  switch (table) {
    case 'TDSYQ':
      return {
        kind: recordKinds[table],
        title,
        ...held({ use: fields.text('yt', 'use'), area: readArea(fields, 'mj') }),
      };
    case 'JSYDSYQ':
      return {
        kind: recordKinds[table],
        title,
        ...held({ use: fields.text('yt', 'use'), area: readArea(fields, 'syqmj') }),
        ...readTerm(fields),
      };
    case 'FDCQ':
      return { kind: recordKinds[table], title, ...readHouse(fields) };
    case 'HYSYQ':
      return {
        kind: recordKinds[table],
        title,
        ...held({ use: fields.text('yhlx', 'use'), area: readArea(fields, 'syqmj') }),
        ...readTerm(fields),
      };
    case 'GJZWSYQ':
      return {
        kind: recordKinds[table],
        title,
        ...held({
          structureType: fields.text('gjzwlx', 'structure_type'),
          plannedUse: fields.text('ghyt', 'planned_use'),
          area: squareMetres(fields, 'gjzwmj', 'area'),
          completedOn: fields.date('jgsj', 'completed_on'),
        }),
        ...readTerm(fields),
      };
    case 'LQ':
      return {
        kind: recordKinds[table],
        title,
        ...held({
          forestKind: fields.text('lz', 'forest_kind'),
          mainSpecies: fields.text('zysz', 'main_species'),
          area: readArea(fields, 'mj'),
        }),
        ...readTerm(fields),
      };
  }
}

function readHouse(fields: FieldReader) {
  return held({
    floorArea: squareMetres(fields, 'jzmj', 'floor_area'),
    exclusiveArea: squareMetres(fields, 'zyjzmj', 'exclusive_area'),
    sharedArea: squareMetres(fields, 'ftjzmj', 'shared_area'),
    plannedUse: fields.code(houseUses, 'ghyt', 'planned_use'),
    houseType: fields.code(houseUses, 'fwlx', 'house_type'),
    houseNature: fields.code(houseNatures, 'fwxz', 'house_nature'),
    completedOn: fields.date('jgsj', 'completed_on'),
    landFromOn: fields.date('tdsyqssj', 'land_from_on'),
    landToOn: fields.date('tdsyjssj', 'land_to_on'),
    totalFloors: fields.integer('zcs', 'total_floors'),
  });
}

function readTerm(fields: FieldReader) {
  return held({ fromOn: fields.date('qssj', 'from_on'), toOn: fields.date('jssj', 'to_on') });
}

/** An area with the unit of its row; without a unit it is no area, but the number is kept. */
function readArea(fields: FieldReader, column: string): Area | undefined {
  const value = fields.decimal(column, 'area');
  if (value === undefined) return undefined;
  return { value, unit: fields.requiredCode(areaUnits, 'mjdw', 'area.unit') };
}

function squareMetres(fields: FieldReader, column: string, field: string): Area | undefined {
  const value = fields.decimal(column, field);
  return value === undefined ? undefined : { value, unit: SQUARE_METRE };
}
