import type { Branded } from './brand.js';
import { branded } from './brand.js';
import type { Checked, Finding } from './finding.js';
import { accept, reject } from './finding.js';
import { DIGIT, slotFindings, times } from './slots.js';
import { codePoints, normalise } from './text.js';

/**
 * Bank code 支付系统行号 (CNAPS), 12 digits: 3 bank, 4 city, 4 sequence, 1 check. The city code is the payment
 * system's own and not GB/T 2260 (青岛 4520, 南昌 4210).
 */
export type BankCode = Branded<'BankCode'>;

const SLOTS = times(12, DIGIT);
const CHECK_AT = 11;

/** Rejects anything but 12 digits; warns of the check digit, whose scheme is inferred and not published. */
export function parseBankCode(raw: string): Checked<BankCode> {
  const text = normalise(raw);
  const misfits = slotFindings(codePoints(text), SLOTS, {
    length: 'BANK_CODE_LENGTH',
    character: 'BANK_CODE_CHARACTER',
  });
  if (misfits.length > 0) return reject(raw, ...misfits);
  const warnings: Finding[] =
    bankCodeCheckDigit(text) === text.charAt(CHECK_AT) ? [] : [{ code: 'BANK_CODE_CHECK', at: CHECK_AT }];
  return accept(branded<'BankCode'>(text), raw, warnings);
}

/** The three digits that name the bank, and the payment system's four digits for the city. */
export function bankCodeParts(code: BankCode): { readonly bank: string; readonly city: string } {
  return { bank: code.slice(0, 3), city: code.slice(3, 7) };
}

/** The check digit for the first 11 digits of `digits`: ISO 7064 MOD 11,10. */
export function bankCodeCheckDigit(digits: string): string {
  let product = 10;
  for (const digit of digits.slice(0, CHECK_AT)) {
    const sum = (product + Number(digit)) % 10;
    product = (2 * (sum === 0 ? 10 : sum)) % 11;
  }
  return String((11 - product) % 10);
}
