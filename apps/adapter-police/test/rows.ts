import { FieldReader, RegistryRow } from '@dianda/adapter-kit';
import { makeSyntheticCitizenId, parseCitizenId, parseDate, to15 } from '@dianda/identifiers';
import type { IsoDate } from '@dianda/identifiers';
import type { Identity, RecordKind, RecordWarning } from '@dianda/inquiry';

export type Columns = Readonly<Record<string, string | null>>;

/** A day that the test knows to exist. */
export function day(text: string): IsoDate {
  const date = parseDate(text);
  if (!date.ok) throw new TypeError(`${text} is no day`);
  return date.value;
}

export function citizenNumber(sequence: number): string {
  return makeSyntheticCitizenId({ birthDate: day('1980-05-06'), sequence });
}

/** The number by which an old row holds the same person. */
export function fifteen(number: string): string {
  const id = parseCitizenId(number, { today: day('2026-11-01') });
  const short = id.ok ? to15(id.value) : undefined;
  if (short === undefined) throw new TypeError('not born in the last century');
  return short;
}

export const personNumber = citizenNumber(11);
export const neighbourNumber = citizenNumber(12);

export const person: Identity = {
  kind: 'person',
  name: '孟样例',
  document: { type: 'RESIDENT_ID', number: personNumber },
};

export const now = new Date('2026-11-20T04:00:00Z');

function empty(columns: string): Columns {
  return Object.fromEntries(columns.split(' ').map((column) => [column, null]));
}

/** An ordinary row of each register, as the queries select it. */
export const resident: Columns = {
  ...empty('rybh gmsfhm xm cym xb csrq hh hlx hjssxq hjdz qrrq zxbs zxrq'),
  rybh: 'R1',
  gmsfhm: personNumber,
  xm: person.name,
  xb: '1',
  csrq: '19800506',
  hjdz: '样例市清河路 1 号',
};
export const temporaryResident: Columns = {
  ...empty('zzbh zjlx zjhm xm cym xb csrq hjdz djlb zzssxq zzdz zzrq jsrq'),
  zzbh: 'Z1',
  zjlx: '111',
  zjhm: personNumber,
  xm: person.name,
  djlb: '1',
  zzdz: '样例市运河路 2 号',
};
export const stay: Columns = {
  ...empty('zsbh lgbm zjlx zjhm xm rzsj tfsj lxdh lgmc lgdz'),
  zsbh: 'S1',
  zjlx: '111',
  zjhm: personNumber,
  xm: person.name,
  rzsj: '20261101213000',
  lgbm: '3208980001',
  lgmc: '样例旅馆',
};
export const crossing: Columns = {
  ...empty('jlbh gmsfhm xm zjlx zjmc zjhm crjbs crjsj qwgj lxdh'),
  jlbh: 'C1',
  gmsfhm: personNumber,
  xm: person.name,
  zjlx: '414',
  zjhm: 'SYN0000001',
  crjbs: '1',
  crjsj: '20260912080530',
};

export function row(columns: Columns, table = 'TEST'): RegistryRow {
  return new RegistryRow(table, columns);
}

/** A reader of one row, and the warnings that it will have given. */
export function reading(columns: Columns, kind: RecordKind) {
  const warnings: RecordWarning[] = [];
  return { fields: new FieldReader(row(columns), kind, warnings), warnings };
}
