import { makeSyntheticCitizenId, makeSyntheticVin, parseDate } from '@dianda/identifiers';
import { FieldReader, RegistryRow } from '@dianda/adapter-kit';
import type { Identity, RecordWarning } from '@dianda/inquiry';

type Columns = Readonly<Record<string, string | null>>;

const born = parseDate('1979-03-08');
if (!born.ok) throw new TypeError('a date that exists');

export const personId = makeSyntheticCitizenId({ birthDate: born.value, sequence: 421 });
export const neighbourId = makeSyntheticCitizenId({ birthDate: born.value, sequence: 422 });

export const person: Identity = {
  kind: 'person',
  name: '卫样例',
  document: { type: 'RESIDENT_ID', number: personId },
};

const emptyVehicle: Columns = Object.fromEntries(
  (
    'xh hpzl hphm clpp1 clxh gcjk zzcmc clsbdh fdjh cllx csys syxz ccdjrq djrq yxqz qzbfqz fzjg glbm bxzzrq zt ' +
    'dybj rlzl pl'
  )
    .split(' ')
    .map((column) => [column, null]),
);

/** A vehicle as the bureau writes an ordinary one. */
export const plainVehicle: Columns = {
  ...emptyVehicle,
  xh: '32080000000001',
  hpzl: '02',
  hphm: 'H1A234',
  clsbdh: makeSyntheticVin(1),
  syxz: 'A',
  fzjg: '苏H',
  zt: 'A',
  dybj: '0',
};

export const emptyOwner: Columns = {
  bsm: '1',
  xh: '32080000000001',
  sxh: '1',
  syr: person.name,
  syq: '2',
  sfzmmc: 'A',
  sfzmhm: personId,
  lxdh: null,
  zsxxdz: null,
  gyfs: null,
  gyfe: null,
};

export const emptyMortgage: Columns = {
  bsm: '1',
  xh: '32080000000001',
  dyqr: null,
  dyqrlx: null,
  dyqrsfzmmc: null,
  dyqrsfzmhm: null,
  dyqrlxdh: null,
  dyqrdz: null,
  zt: '1',
};

export function row(columns: Columns): RegistryRow {
  return new RegistryRow('TEST', columns);
}

/** A reader of one row, and the warnings that it leaves. */
export function reading(columns: Columns, path = 'vehicle') {
  const warnings: RecordWarning[] = [];
  return { fields: new FieldReader(row(columns), path, warnings), warnings };
}
