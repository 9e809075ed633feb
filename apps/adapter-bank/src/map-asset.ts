import { held, type FieldReader } from '@dianda/adapter-kit';
import type { FinancialAsset, ThirdPerson } from '@dianda/inquiry';
import { saleKinds } from './bank-codes.js';

/** 金融资产 */
export function readFinancialAsset(
  fields: FieldReader,
  burdens: Pick<FinancialAsset, 'freezes' | 'priorRights'>,
): FinancialAsset {
  const currency = fields.currency('bz', 'currency');
  return {
    name: fields.required('zcmc', 'name'),
    ...held({
      sequence: fields.integer('xh', 'sequence'),
      assetType: fields.text('zclx', 'asset_type'),
      saleKind: fields.code(saleKinds, 'xslx', 'sale_kind'),
      productNumber: fields.text('cpbh', 'product_number'),
      wealthAccount: fields.text('lczh', 'wealth_account'),
      returnAccount: fields.text('hkzh', 'return_account'),
      manager: fields.text('glr', 'manager'),
      tradableViaBank: fields.flag('kjy', 'tradable_via_bank'),
      restriction: fields.text('jyxz', 'restriction'),
      restrictionEndsOn: fields.date('xzjr', 'restriction_ends_on'),
      pledgee: readThirdPerson(fields, 'zyqr', 'pledgee'),
      custodian: fields.text('tgr', 'custodian'),
      beneficiary: readThirdPerson(fields, 'syr', 'beneficiary'),
      unit: fields.text('jldw', 'unit'),
      currency,
      unitPrice: readUnitPrice(fields, currency),
      quantity: fields.decimal('sl', 'quantity'),
      controllableQuantity: fields.decimal('kksl', 'controllable_quantity'),
      total: fields.money('zje', currency, 'total'),
    }),
    ...burdens,
  };
}

/** 单价: two to eight places, because fund prices have four. */
function readUnitPrice(fields: FieldReader, currency: string | undefined): FinancialAsset['unitPrice'] {
  const price = fields.decimal('dj', 'unit_price');
  if (price === undefined || currency === undefined) return undefined;
  const [whole = '', places = ''] = price.split('.');
  return { amount: `${whole}.${places.padEnd(2, '0')}`, currency };
}

/** The bank holds a name only, and does not say what it names. */
function readThirdPerson(fields: FieldReader, column: string, field: string): ThirdPerson | undefined {
  const name = fields.text(column, `${field}.name`);
  return name === undefined ? undefined : { kind: 'UNKNOWN', name };
}
