import type { Branded } from './brand.js';
import { branded } from './brand.js';
import type { Checked, Finding } from './finding.js';
import { accept, reject } from './finding.js';
import { codePoints, normalise } from './text.js';

/** Bank card or account number 账号: cards are 16–19 digits; company and passbook accounts are anything ≤ 32. */
export type AccountNumber = Branded<'AccountNumber'>;

export interface AccountNumberOptions {
  /**
   * What the number is said to be. A card is held to Luhn, an account is not; when nothing is said, a number
   * is taken for a card if it has 16–19 digits and UnionPay's prefix 62.
   */
  readonly kind?: 'card' | 'account';
}

/** What banks write as the account number of the one row that means "nothing found". */
const NOTHING_FOUND = '查无开户信息';
const MAX_LENGTH = 32;

/**
 * Rejects an empty number, and the sentinel of a row that says nothing was found, under a code of its own.
 * Warns of length, characters and Luhn: a check never rejects here, published test cards fail it too.
 */
export function parseAccountNumber(raw: string, options: AccountNumberOptions = {}): Checked<AccountNumber> {
  const text = normalise(raw);
  if (text === '') return reject(raw, { code: 'ACCOUNT_NUMBER_EMPTY', at: 0 });
  if (text === NOTHING_FOUND) return reject(raw, { code: 'ACCOUNT_NUMBER_NOTHING_FOUND', at: 0 });

  const warnings: Finding[] = [];
  const chars = codePoints(text);
  if (chars.length > MAX_LENGTH) warnings.push({ code: 'ACCOUNT_NUMBER_LENGTH', at: MAX_LENGTH });
  const odd = chars.findIndex((char) => !/^[\dA-Z-]$/.test(char));
  if (odd !== -1) warnings.push({ code: 'ACCOUNT_NUMBER_CHARACTER', at: odd });

  const kind = options.kind ?? (/^62\d{14,17}$/.test(text) ? 'card' : 'account');
  if (kind === 'card') warnings.push(...cardWarnings(text));
  return accept(branded<'AccountNumber'>(text), raw, warnings);
}

/** Whether a bank's row says, in the place of an account number, that it found nothing. */
export function isNothingFoundAccount(raw: string): boolean {
  return normalise(raw) === NOTHING_FOUND;
}

/** The Luhn check digit that belongs behind `digits`. */
export function luhnCheckDigit(digits: string): string {
  let sum = 0;
  for (const [place, char] of codePoints(digits).reverse().entries()) {
    const value = Number(char) * (place % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return String((10 - (sum % 10)) % 10);
}

function cardWarnings(text: string): Finding[] {
  if (!/^\d{16,19}$/.test(text)) return [{ code: 'ACCOUNT_NUMBER_NOT_A_CARD' }];
  const last = text.length - 1;
  return luhnCheckDigit(text.slice(0, last)) === text.charAt(last)
    ? []
    : [{ code: 'ACCOUNT_NUMBER_LUHN', at: last }];
}
