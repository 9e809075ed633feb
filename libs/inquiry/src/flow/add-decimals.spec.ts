import fc from 'fast-check';
import { addDecimals } from './totals.js';

describe('adding decimals', () => {
  it('makes scales equal without losing a place', () => {
    const anyDecimal = fc.record({
      unscaled: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      scale: fc.nat(8),
    });
    const textOf = ({ unscaled, scale }: { unscaled: bigint; scale: number }) => {
      const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
      const split = digits.length - scale;
      return `${unscaled < 0n ? '-' : ''}${digits.slice(0, split)}${scale === 0 ? '' : `.${digits.slice(split)}`}`;
    };
    fc.assert(
      fc.property(fc.array(anyDecimal, { minLength: 1, maxLength: 6 }), (decimals) => {
        const sum = decimals.reduce((all, each) => all + each.unscaled * 10n ** BigInt(8 - each.scale), 0n);
        const got = addDecimals(decimals.map(textOf));
        const [whole = '', decimalsOfSum = ''] = got.split('.');
        expect(BigInt(whole + decimalsOfSum.padEnd(8, '0'))).toBe(sum);
        expect(decimalsOfSum).toHaveLength(Math.max(...decimals.map((each) => each.scale)));
      }),
    );
  });

  it('takes no text that is no decimal', () => {
    expect(() => addDecimals(['1.00', 'x'])).toThrow(TypeError);
  });
});
