import { formatDecimal, normalise, parseDecimal } from '@dianda/identifiers';
import type { AssetRecord, HouseRight, Money } from '../model/records/index.js';
import type { LegResult, Total } from '../model/report.js';

/** What one record offers to the sums of its class. */
interface Part {
  readonly measure: string;
  /** Undefined when the register does not say, or says it in no word that we know. */
  readonly unit: string | undefined;
  /** Decimal; undefined when the record's amount may not be added to others. */
  readonly amount: string | undefined;
}

interface Addable extends Part {
  readonly unit: string;
  readonly amount: string;
}

/**
 * Sums that may honestly be made over the searched legs of one subject and class. Currencies and units are never
 * added to each other; what is co-owned, in doubt, unreceipted or without an amount is left out and counted. Where
 * nothing can be added there is no sum: a zero would say that nothing is there.
 */
export function totalsOf(legs: readonly LegResult[]): readonly Total[] {
  const parts = legs.flatMap(partsOfLeg);
  const sums = Map.groupBy(parts.filter(isAddable), nameOf);
  const leftOut = parts.filter((part) => !isAddable(part));
  return [...sums.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, added]) => {
      const [first] = added;
      if (first === undefined) return [];
      const { measure, unit } = first;
      // What has no sum of its own is missing from each sum of its measure.
      const missing = leftOut.filter(
        (part) => part.measure === measure && (part.unit === unit || !sums.has(nameOf(part))),
      );
      const amount = addDecimals(added.map((part) => part.amount));
      return [{ measure, unit, amount, records: added.length, leftOut: missing.length }];
    });
}

function isAddable(part: Part): part is Addable {
  return part.unit !== undefined && part.amount !== undefined && parseDecimal(part.amount).ok;
}

function nameOf({ measure, unit = '' }: Part): string {
  return `${measure} ${unit}`;
}

function partsOfLeg(leg: LegResult): readonly Part[] {
  switch (leg.status) {
    case 'searched':
      return leg.records.flatMap(partsOf);
    case 'unreceipted':
      // Shown, but not yet searched (standards.md F10).
      return leg.rung === 'found'
        ? leg.records.flatMap(partsOf).map((part) => ({ ...part, amount: undefined }))
        : [];
    default:
      return [];
  }
}

function partsOf(record: AssetRecord): readonly Part[] {
  switch (record.kind) {
    case 'bank_account':
      if (record.status.code === 'CLOSED') return [];
      return [
        moneyPart(
          'available_balance',
          record.availableBalance,
          record.currency,
          isSure(record) && record.status.code !== 'UNKNOWN' && record.closedOn === undefined,
        ),
      ];
    case 'financial_asset':
      return [
        // A beneficiary is named where it is not the subject.
        moneyPart(
          'financial_assets',
          record.total,
          record.currency,
          isSure(record) && record.beneficiary === undefined,
        ),
      ];
    case 'housing_fund_account':
      if (closedFundAccounts.has(record.status.code)) return [];
      // Withdrawn on statutory grounds only (住房公积金条例 art. 24): a measure of its own, never cash.
      return [
        moneyPart(
          'housing_fund_balance',
          record.balance,
          undefined,
          isSure(record) && record.status.code !== 'UNKNOWN' && record.closedOn === undefined,
        ),
      ];
    case 'house_right': {
      const unit = record.floorArea?.unit.code;
      return [
        {
          measure: 'floor_area',
          // Two units that we do not know may be two different ones.
          unit: unit === 'UNKNOWN' ? undefined : unit,
          amount: isSure(record) && isSolelyOwned(record) ? record.floorArea?.value : undefined,
        },
      ];
    }
    default:
      return [];
  }
}

const closedFundAccounts: ReadonlySet<string> = new Set([
  'CLOSED_MERGED',
  'CLOSED_TRANSFERRED',
  'CLOSED_WITHDRAWN',
]);

function moneyPart(
  measure: string,
  money: Money | undefined,
  currency: string | undefined,
  mayBeAdded: boolean,
): Part {
  return {
    measure,
    unit: money?.currency ?? currency,
    amount: mayBeAdded ? money?.amount : undefined,
  };
}

/** Neither in dispute, nor perhaps somebody else's, nor perhaps the same asset once more. */
function isSure(record: AssetRecord): boolean {
  return (
    !record.disputed &&
    !record.warnings.some(({ code }) => code === 'IDENTITY_DIFFERS' || code === 'DUPLICATE')
  );
}

const wholeShares: ReadonlySet<string> = new Set(['100%', '100.00%', '1/1', '1', '全部']);

/** Owned by the subject alone and in force: one owner row, and nothing in it that says otherwise. */
function isSolelyOwned(house: HouseRight): boolean {
  const [owner, ...others] = house.title.owners;
  if (owner === undefined || others.length > 0 || !('subject' in owner.holder)) return false;
  return (
    (owner.coOwnership === undefined || owner.coOwnership.code === 'SOLE') &&
    // Text wins over code (standards.md F17).
    (owner.coOwnershipText === undefined || owner.coOwnershipText.includes('单独')) &&
    (owner.share === undefined || wholeShares.has(normalise(owner.share))) &&
    (owner.rightState === undefined || owner.rightState.code === 'IN_FORCE')
  );
}

/** Exact: scales are made equal, integers are added. Throws TypeError for a text that is no decimal. */
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
