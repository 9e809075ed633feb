/** 财产类别: what one leg asks about. */
export const assetClasses = [
  'LAND',
  'VEHICLE',
  'HOUSING_FUND',
  'BANK_ACCOUNT',
  'IDENTITY',
  'RESIDENCE',
  'LODGING',
  'EXIT_ENTRY',
] as const;
export type AssetClass = (typeof assetClasses)[number];

export const subjectKinds = ['person', 'organisation'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** Which classes make sense of which kind of subject; a pair that is not here is never planned. */
const classesOfKind: Record<SubjectKind, ReadonlySet<AssetClass>> = {
  person: new Set(assetClasses),
  organisation: new Set<AssetClass>(['LAND', 'VEHICLE', 'BANK_ACCOUNT']),
};

export function isAssetClass(text: string): text is AssetClass {
  return assetClasses.some((each) => each === text);
}

/** Whether a class can be asked about a subject of that kind at all. */
export function makesSense(assetClass: AssetClass, kind: SubjectKind): boolean {
  return classesOfKind[kind].has(assetClass);
}
