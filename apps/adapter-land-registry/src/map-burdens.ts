import { held, readCode, type FieldReader, type Reading, type RegistryRow } from '@dianda/adapter-kit';
import type { AdvanceNotice, Holder, LandMortgage, LandObjection, LandSeizure, Money } from '@dianda/inquiry';
import { advanceNoticeKinds, amountUnits, mortgageManners, seizureKinds } from './land-codes.js';
import { readPerson } from './map-holder.js';

/** Registries count in renminbi unless they say otherwise. */
const DEFAULT_CURRENCY = 'CNY';

/** 抵押权; `rank` is its place in line where the register holds none. */
export function readMortgage(fields: FieldReader, reading: Reading, rank: number): LandMortgage {
  const amount = readAmount(fields, 'bdbzzqse', fields.row.text('bz1') || DEFAULT_CURRENCY, 'secured_amount');
  return held({
    rank: fields.integer('dysw', 'rank') ?? rank,
    unitNumber: fields.text('bdcdyh', 'unit_number'),
    assetType: fields.text('dybdclx', 'asset_type'),
    location: fields.text('zl', 'location'),
    mortgagor: personAt(fields, 'mortgagor', 'dyr', reading),
    manner: fields.code(mortgageManners, 'dyfs', 'manner'),
    securedAmount: amount.money,
    securedAmountRaw: amount.raw,
    debtFromOn: fields.date('zwlxqssj', 'debt_from_on'),
    debtToOn: fields.date('zwlxjssj', 'debt_to_on'),
    certificateNumber: fields.text('bdcdjzmh', 'certificate_number'),
    mortgagee: personAt(fields, 'mortgagee', 'dyqr', reading),
  });
}

/** 查封; empty dates are normal where it waits in line (轮候). */
export function readSeizure(fields: FieldReader, rank: number): LandSeizure {
  return held({
    rank: fields.integer('cfsx', 'rank') ?? rank,
    unitNumber: fields.text('bdcdyh', 'unit_number'),
    location: fields.text('zl', 'location'),
    authority: fields.text('cfjg', 'authority'),
    seizureKind: fields.code(seizureKinds, 'cflx', 'kind', 'cflxmc'),
    documentNumber: fields.text('cfwh', 'document_number'),
    fromOn: fields.date('cfqssj', 'from_on'),
    toOn: fields.date('cfjssj', 'to_on'),
    businessNumber: fields.text('ywh', 'business_number'),
  });
}

/** Whether a seizure waits in line: it ranks after every one in force, whatever the register's own order. */
export function isQueued(row: RegistryRow): boolean {
  const kind = readCode(seizureKinds, row.text('cflx'), row.text('cflxmc'))?.value.code;
  return kind === 'QUEUED' || kind === 'PRELIMINARY_QUEUED';
}

/** 预告登记; `entitled` is the 权利人, who stands in QLR. */
export function readAdvanceNotice(
  fields: FieldReader,
  reading: Reading,
  entitled: Holder | undefined,
): AdvanceNotice {
  return held({
    unitNumber: fields.text('bdcdyh', 'unit_number'),
    location: fields.text('zl', 'location'),
    noticeKind: fields.code(advanceNoticeKinds, 'ygdjzl', 'kind'),
    certificateNumber: fields.text('bdcdjzmh', 'certificate_number'),
    entitled,
    obliged: personAt(fields, 'obliged', 'ywr', reading),
    amount: readAmount(fields, 'qdjg', DEFAULT_CURRENCY, 'amount').money,
    registeredOn: fields.date('djrq', 'registered_on'),
  });
}

/** 异议 */
export function readObjection(fields: FieldReader, reading: Reading): LandObjection {
  return held({
    unitNumber: fields.text('bdcdyh', 'unit_number'),
    location: fields.text('zl', 'location'),
    applicant: personAt(fields, 'applicant', 'sqr', reading),
    matter: fields.text('yysx', 'matter'),
    certificateNumber: fields.text('bdcdjzmh', 'certificate_number'),
    registeredOn: fields.date('djrq', 'registered_on'),
  });
}

/**
 * An amount with its unit (金额单位), converted to yuan once, here. Without a unit that the table knows it stays raw:
 * calling 150 either 150 or 1,500,000 yuan would be a guess.
 */
function readAmount(
  fields: FieldReader,
  column: string,
  currency: string,
  field: string,
): { readonly money: Money | undefined; readonly raw: string | undefined } {
  const number = fields.row.text(column);
  if (number === '') return { money: undefined, raw: undefined };
  const unit = readCode(amountUnits, fields.row.text('jedw'))?.value.code ?? 'UNKNOWN';
  const raw = `${number} ${unitText(unit, fields.row.text('jedw'))}`.trim();
  if (unit === 'UNKNOWN') {
    fields.warn(field, 'UNKNOWN_CODE', raw);
    return { money: undefined, raw };
  }
  const money = fields.money(column, currency, field, unit);
  if (unit === 'wan_yuan' && money !== undefined) fields.warn(field, 'UNIT_CONVERTED', raw);
  return { money, raw };
}

function unitText(unit: 'yuan' | 'wan_yuan' | 'UNKNOWN', code: string): string {
  switch (unit) {
    case 'yuan':
      return '元';
    case 'wan_yuan':
      return '万元';
    case 'UNKNOWN':
      return code;
  }
}

function personAt(fields: FieldReader, field: string, column: string, reading: Reading): Holder | undefined {
  const columns = { name: column, documentType: `${column}zjzl`, documentNumber: `${column}zjh` };
  return readPerson(fields.inside(field), columns, reading);
}
