import type { Checked, Finding, FindingCode } from './finding.js';
import { accept, reject } from './finding.js';
import { normalise } from './text.js';

/** An exact decimal quantity (areas, shares, units): `unscaled` / 10^`scale`. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** ISO 4217 codes that court work meets; the numbers are how some banks write them. */
export type Currency = (typeof CURRENCIES)[number][0];

/** An exact amount. `fen` is hundredths of the currency's unit, whatever the currency; minus is legal. */
export interface Money {
  readonly fen: bigint;
  /** Null when the source names none or an unknown one: such an amount can be added to no other. */
  readonly currency: Currency | null;
}

export interface MoneyOptions {
  /** The currency code the source gives, as given: letters or number of ISO 4217. */
  readonly currency: string | undefined;
  /** What the source counts in. 万元 (ten thousand) is converted here, once. Default `yuan`. */
  readonly unit?: 'yuan' | 'wan_yuan';
}

const CURRENCIES = [
  ['CNY', '156'],
  ['USD', '840'],
  ['EUR', '978'],
  ['HKD', '344'],
  ['JPY', '392'],
  ['GBP', '826'],
  ['MOP', '446'],
  ['TWD', '901'],
  ['AUD', '036'],
  ['CAD', '124'],
  ['SGD', '702'],
  ['CHF', '756'],
  ['NZD', '554'],
  ['KRW', '410'],
  ['THB', '764'],
  ['RUB', '643'],
] as const;

const CURRENCY_BY_CODE: ReadonlyMap<string, Currency> = new Map(
  CURRENCIES.flatMap(([letters, number]): [string, Currency][] => [
    [letters, letters],
    [number, letters],
  ]),
);

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?$/;
const LONGEST_START = /^-?(?:\d+(?:\.\d*)?)?/;
const MAX_INTEGER_DIGITS = 16;
/** Beyond any registry's precision; bounds the work a hostile text can cause. */
const MAX_DECIMALS = 18;
const MAX_FEN = 10n ** 18n;
const WAN_DIGITS = 4;

/** A decimal quantity string. Rejects what is not a plain number, and more than 16.18 digits. */
export function parseDecimal(raw: string): Checked<Decimal> {
  const read = readNumber(normalise(raw), 'DECIMAL_NOT_A_NUMBER', 'DECIMAL_RANGE');
  return 'code' in read ? reject(raw, read) : accept(read, raw);
}

/** The shortest string that says exactly this scale: 1250 at scale 2 is `12.50`. */
export function formatDecimal({ unscaled, scale }: Decimal): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const sign = unscaled < 0n ? '-' : '';
  const whole = digits.slice(0, digits.length - scale);
  return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(digits.length - scale)}`;
}

/**
 * An amount of money. Rejects what is not a number (an empty text is absent, not 0.00) or has more than 16
 * integer digits; warns of more than 2 decimals (the amount is then rounded half away from zero; `raw` has
 * the rest) and of a missing or unknown currency.
 */
export function parseMoney(raw: string, options: MoneyOptions): Checked<Money> {
  const text = normalise(raw);
  const read = readNumber(text, 'MONEY_NOT_A_NUMBER', 'MONEY_RANGE');
  if ('code' in read) return reject(raw, read);

  const shift = options.unit === 'wan_yuan' ? WAN_DIGITS : 0;
  const fen = roundToScale(read.unscaled * 10n ** BigInt(shift), read.scale, 2);
  if (fen >= MAX_FEN || fen <= -MAX_FEN) return reject(raw, { code: 'MONEY_RANGE', at: 0 });

  const warnings: Finding[] = [];
  if (read.scale - shift > 2) warnings.push({ code: 'MONEY_DECIMALS', at: text.indexOf('.') + shift + 3 });
  const currency = readCurrency(options.currency, warnings);
  return accept({ fen, currency }, raw, warnings);
}

/** An amount as the contract writes it: yuan (or the currency's unit) with exactly two decimals. */
export function formatMoney(money: Pick<Money, 'fen'>): string {
  return formatDecimal({ unscaled: money.fen, scale: 2 });
}

function readCurrency(raw: string | undefined, warnings: Finding[]): Currency | null {
  const code = normalise(raw ?? '');
  if (code === '') {
    warnings.push({ code: 'MONEY_CURRENCY_MISSING' });
    return null;
  }
  const currency = CURRENCY_BY_CODE.get(code);
  if (currency === undefined) warnings.push({ code: 'MONEY_CURRENCY_UNKNOWN' });
  return currency ?? null;
}

function readNumber(text: string, shape: FindingCode, range: FindingCode): Decimal | Finding {
  const match = NUMBER.exec(text);
  if (match === null) return { code: shape, at: LONGEST_START.exec(text)?.[0].length ?? 0 };
  const [, sign = '', whole = '', decimals = ''] = match;
  if (whole.length > MAX_INTEGER_DIGITS) return { code: range, at: sign.length + MAX_INTEGER_DIGITS };
  if (decimals.length > MAX_DECIMALS) {
    return { code: range, at: sign.length + whole.length + 1 + MAX_DECIMALS };
  }
  return { unscaled: BigInt(sign + whole + decimals), scale: decimals.length };
}

/** Half away from zero (四舍五入). */
function roundToScale(unscaled: bigint, from: number, to: number): bigint {
  if (from <= to) return unscaled * 10n ** BigInt(to - from);
  const divisor = 10n ** BigInt(from - to);
  const half = divisor / 2n;
  return (unscaled + (unscaled < 0n ? -half : half)) / divisor;
}
