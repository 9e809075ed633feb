import { formatDecimal, parseDecimal } from '@dianda/identifiers';
import type { AssetRecord, HouseRight } from '../model/records/index.js';
import type { LegResult, Total } from '../model/report.js';

/** One amount that a record offers to a sum, or the fact that it offers none. */
interface Part {
  readonly measure: string;
  readonly unit: string;
  readonly amount: string | undefined;
}

/**
 * Sums that may honestly be made over the searched legs of one subject and class. Currencies and units are never
 * added to each other; what is co-owned, unreceipted or without an amount is counted as left out.
 */
export function totalsOf(legs: readonly LegResult[]): readonly Total[] {
  const sums = new Map<string, { measure: string; unit: string; parts: (string | undefined)[] }>();
  for (const leg of legs) {
    if (leg.status !== 'searched' && !(leg.status === 'unreceipted' && leg.rung === 'found')) continue;
    for (const part of leg.records.flatMap(partsOf)) {
      const key = `${part.measure} ${part.unit}`;
      const sum = sums.get(key) ?? { measure: part.measure, unit: part.unit, parts: [] };
      sum.parts.push(leg.status === 'searched' ? part.amount : undefined);
      sums.set(key, sum);
    }
  }
  return [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => totalOf(sum));
}

function totalOf(sum: { measure: string; unit: string; parts: readonly (string | undefined)[] }): Total {
  const amounts = sum.parts.flatMap((part) => (part === undefined ? [] : [part]));
  return {
    measure: sum.measure,
    unit: sum.unit,
    amount: addDecimals(amounts),
    records: amounts.length,
    leftOut: sum.parts.length - amounts.length,
  };
}

function partsOf(record: AssetRecord): readonly Part[] {
  switch (record.kind) {
    case 'bank_account': {
      if (record.status.code === 'CLOSED') return [];
      const money = record.availableBalance;
      const unit = money?.currency ?? record.currency ?? 'UNKNOWN';
      return [{ measure: 'available_balance', unit, amount: money?.amount }];
    }
    case 'financial_asset':
      return [
        {
          measure: 'financial_assets',
          unit: record.total?.currency ?? record.currency ?? 'UNKNOWN',
          amount: record.total?.amount,
        },
      ];
    case 'housing_fund_account':
      // Withdrawn on statutory grounds only (住房公积金条例 art. 24): a measure of its own, never cash.
      return [
        {
          measure: 'housing_fund_balance',
          unit: record.balance?.currency ?? 'UNKNOWN',
          amount: record.balance?.amount,
        },
      ];
    case 'house_right':
      return [
        {
          measure: 'floor_area',
          unit: record.floorArea?.unit.code ?? 'UNKNOWN',
          amount: isSolelyOwned(record) ? record.floorArea?.value : undefined,
        },
      ];
    default:
      return [];
  }
}

/** Owned by the subject alone: one owner row, and nothing that says otherwise. */
function isSolelyOwned(house: HouseRight): boolean {
  const [owner, ...others] = house.title.owners;
  if (owner === undefined || others.length > 0) return false;
  return 'subject' in owner.holder && (owner.coOwnership === undefined || owner.coOwnership.code === 'SOLE');
}

/** Exact: scales are made equal, integers are added. Texts that are no decimals cannot occur in a decoded record. */
export function addDecimals(amounts: readonly string[]): string {
  const read = amounts.map((amount) => {
    const parsed = parseDecimal(amount);
    if (!parsed.ok) throw new TypeError('an amount in a record is no decimal');
    return parsed.value;
  });
  const scale = Math.max(0, ...read.map((each) => each.scale));
  const unscaled = read.reduce((sum, each) => sum + each.unscaled * 10n ** BigInt(scale - each.scale), 0n);
  return formatDecimal({ unscaled, scale });
}
