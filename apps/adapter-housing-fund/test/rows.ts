import { makeSyntheticCardNumber, makeSyntheticCitizenId, parseDate } from '@dianda/identifiers';
import { FieldReader, RegistryRow } from '@dianda/adapter-kit';
import type { RecordWarning } from '@dianda/inquiry';

type Columns = Readonly<Record<string, string | null>>;

const born = parseDate('1986-11-02');
if (!born.ok) throw new TypeError('a date that exists');

export const personId = makeSyntheticCitizenId({ birthDate: born.value, sequence: 311 });

/** A person as the centre writes an ordinary one. */
export const plainPerson: Columns = {
  grbh: 'G0000001',
  xingming: '葛样例',
  zjlx: '01',
  zjhm: personId,
  sjhm: null,
};

/** An account of that person, paid into and free. */
export const plainAccount: Columns = {
  zhbs: '1',
  grbh: 'G0000001',
  zxbm: null,
  grzh: '320898000001',
  dwzh: 'D000001',
  grjcjs: '8000.00',
  yjce: '1920.00',
  gryjce: '960.00',
  dwyjce: '960.00',
  grjcbl: '12',
  dwjcbl: '12',
  grzhye: '18000.00',
  grzhzt: '01',
  djbz: '0',
  djje: null,
  djrq: null,
  jzny: '202610',
  khrq: '20150706',
  xhrq: null,
  xhyy: null,
  grckzhhm: makeSyntheticCardNumber(5),
};

export function row(columns: Columns): RegistryRow {
  return new RegistryRow('TEST', columns);
}

/** A reader of one row, and the warnings that it leaves. */
export function reading(columns: Columns, path = 'housing_fund_account') {
  const warnings: RecordWarning[] = [];
  return { fields: new FieldReader(row(columns), path, warnings), warnings };
}
