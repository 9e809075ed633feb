import fc from 'fast-check';
import {
  isNothingFoundAccount,
  isSyntheticCardNumber,
  makeSyntheticCardNumber,
  parseAccountNumber,
} from './index.js';
import { luhnCheckDigit } from './account-number.js';
import { digitStrings, rejectionOf, replaceAt, swapAt, valueOf, warningsOf } from '../test/arbitraries.js';

const cards = fc
  .integer({ min: 15, max: 18 })
  .chain(digitStrings)
  .map((body) => body + luhnCheckDigit(body));
const card = { kind: 'card' } as const;

describe('a card number', () => {
  it('warns of every single wrong digit and is never rejected for it', () => {
    fc.assert(
      fc.property(cards, fc.nat(), fc.constantFrom(...Array.from('0123456789')), (number, place, digit) => {
        const at = place % number.length;
        fc.pre(number.charAt(at) !== digit);
        expect(warningsOf(parseAccountNumber(replaceAt(number, at, digit), card))).toEqual([
          'ACCOUNT_NUMBER_LUHN',
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  it('warns of two neighbours swapped, save 0 and 9, which Luhn cannot see', () => {
    fc.assert(
      fc.property(cards, fc.nat(), (number, place) => {
        const at = place % (number.length - 1);
        const pair = number.slice(at, at + 2);
        fc.pre(number.charAt(at) !== number.charAt(at + 1));
        expect(warningsOf(parseAccountNumber(swapAt(number, at), card))).toEqual(
          ['09', '90'].includes(pair) ? [] : ['ACCOUNT_NUMBER_LUHN'],
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('said to be one but not 16 to 19 digits is kept with a warning', () => {
    expect(warningsOf(parseAccountNumber('620000000000000', card))).toEqual(['ACCOUNT_NUMBER_NOT_A_CARD']);
  });

  it('is taken for one by the prefix 62 alone when nothing is said', () => {
    expect(warningsOf(parseAccountNumber('6226090000000049'))).toEqual(['ACCOUNT_NUMBER_LUHN']);
    expect(warningsOf(parseAccountNumber('1226090000000049'))).toEqual([]);
    expect(warningsOf(parseAccountNumber('6226090000000049', { kind: 'account' }))).toEqual([]);
  });

  it('can be made from the test BIN', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999 }), (sequence) => {
        const made = makeSyntheticCardNumber(sequence);
        expect(made).toMatch(/^620000\d{10}$/);
        expect(warningsOf(parseAccountNumber(made, card))).toEqual([]);
        expect(isSyntheticCardNumber(made)).toBe(true);
      }),
    );
  });
});

describe('an account number', () => {
  it('may hold letters and hyphens, and warns of others and of more than 32 characters', () => {
    expect(warningsOf(parseAccountNumber('NRA-3200 1234'))).toEqual([]);
    expect(parseAccountNumber('32001*34')).toMatchObject({
      value: '32001*34',
      warnings: [{ code: 'ACCOUNT_NUMBER_CHARACTER', at: 5 }],
    });
    expect(warningsOf(parseAccountNumber('1'.repeat(32)))).toEqual([]);
    expect(parseAccountNumber('1'.repeat(33))).toMatchObject({
      warnings: [{ code: 'ACCOUNT_NUMBER_LENGTH', at: 32 }],
    });
  });

  it('that is empty is rejected, and the sentinel of nothing found under a code of its own', () => {
    expect(rejectionOf(parseAccountNumber(' '))).toEqual(['ACCOUNT_NUMBER_EMPTY']);
    expect(rejectionOf(parseAccountNumber(' 查无开户信息 '))).toEqual(['ACCOUNT_NUMBER_NOTHING_FOUND']);
    expect(isNothingFoundAccount('查无开户 信息')).toBe(true);
    expect(isNothingFoundAccount(valueOf(parseAccountNumber('6200000000000005')))).toBe(false);
  });
});
