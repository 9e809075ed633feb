import type { Area, Money, UnitPrice } from '@dianda/inquiry';
import { codeTable, coded } from '../codec/codes.js';
import { message } from '../codec/messages.js';
import { textOf } from '../codec/scalars.js';
import * as wire from '../generated/dianda/adapter/v1/quantities.js';

const currency = textOf(/^[A-Z]{3}$/, 'an ISO 4217 code');

export const money = message<Money, wire.Money>(wire.Money, {
  amount: textOf(/^-?\d{1,16}\.\d{2}$/, 'a decimal with two places'),
  currency,
});

export const unitPrice = message<UnitPrice, wire.UnitPrice>(wire.UnitPrice, {
  amount: textOf(/^-?\d{1,16}\.\d{2,8}$/, 'a decimal with two to eight places'),
  currency,
});

export const area = message<Area, wire.Area>(wire.Area, {
  value: textOf(/^\d{1,16}(\.\d{1,8})?$/, 'a decimal'),
  unit: coded(codeTable('AREA_UNIT', wire.AreaUnit)),
});
