import type { Coded } from './coded.js';

/** Exact money: never a float, never without its currency. Absent and `0.00` differ. */
export interface Money {
  /** Decimal with exactly two places, in the currency's own unit (never 万元): `-?\d{1,16}\.\d{2}`. */
  readonly amount: string;
  /** ISO 4217, e.g. `CNY`. */
  readonly currency: string;
}

/** The price of one unit of a financial asset; fund prices need more than two places. */
export interface UnitPrice {
  /** Decimal with two to eight places. */
  readonly amount: string;
  readonly currency: string;
}

export const areaUnits = ['SQUARE_METRE', 'MU', 'HECTARE'] as const;
export type AreaUnit = (typeof areaUnits)[number];

export interface Area {
  /** Decimal with up to eight places. */
  readonly value: string;
  readonly unit: Coded<AreaUnit>;
}
