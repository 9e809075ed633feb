import fc from 'fast-check';
import { bankCodeParts, parseBankCode } from './index.js';
import { bankCodeCheckDigit } from './bank-code.js';
import { digitStrings, rejectionOf, replaceAt, swapAt, valueOf, warningsOf } from '../test/arbitraries.js';

const codes = digitStrings(11).map((body) => body + bankCodeCheckDigit(body));

describe('a bank code', () => {
  it('warns of every single wrong digit', () => {
    fc.assert(
      fc.property(
        codes,
        fc.nat({ max: 11 }),
        fc.constantFrom(...Array.from('0123456789')),
        (code, at, digit) => {
          fc.pre(code.charAt(at) !== digit);
          expect(parseBankCode(replaceAt(code, at, digit))).toMatchObject({
            ok: true,
            warnings: [{ code: 'BANK_CODE_CHECK', at: 11 }],
          });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('warns of a swap of two neighbours, unless they follow each other in the circle of digits', () => {
    fc.assert(
      fc.property(codes, fc.nat({ max: 10 }), (code, at) => {
        const apart = Math.abs(Number(code.charAt(at)) - Number(code.charAt(at + 1)));
        fc.pre(![0, 1, 9].includes(apart));
        expect(warningsOf(parseBankCode(swapAt(code, at)))).toEqual(['BANK_CODE_CHECK']);
      }),
      { numRuns: 1000 },
    );
  });

  it('warns of 880 of the 900 swaps there are, which is what ISO 7064 MOD 11,10 can see', () => {
    const digits = Array.from('0123456789');
    const swaps = digits.flatMap((before) =>
      digits.flatMap((a) => digits.filter((b) => b !== a).map((b) => `${before}${a}${b}00000000`)),
    );
    const seen = swaps.filter((body) => {
      const swapped = swapAt(body + bankCodeCheckDigit(body), 1);
      return warningsOf(parseBankCode(swapped)).includes('BANK_CODE_CHECK');
    });
    expect([swaps.length, seen.length]).toEqual([900, 880]);
  });

  it('is rejected when it is not 12 digits', () => {
    expect(rejectionOf(parseBankCode('10210009999'))).toEqual(['BANK_CODE_LENGTH']);
    expect(parseBankCode('10210009999A')).toMatchObject({
      findings: [{ code: 'BANK_CODE_CHARACTER', at: 11 }],
    });
  });

  it('names bank and city', () => {
    expect(bankCodeParts(valueOf(parseBankCode('102100099996')))).toEqual({ bank: '102', city: '1000' });
  });
});
