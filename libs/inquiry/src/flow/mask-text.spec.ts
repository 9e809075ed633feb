import fc from 'fast-check';
import { maskName, maskNumber } from './mask-text.js';

describe('the mask of a number', () => {
  it.each([
    ['', ''],
    ['12', '**'],
    ['12345', '*****'],
    ['123456', '****56'],
    ['H1234567800', '*********00'],
    ['320898800101001', '320898*******01'],
    ['320898198001010017', '320898**********17'],
  ])('makes %p %p', (number, mask) => {
    expect(maskNumber(number)).toBe(mask);
  });

  it('keeps the length, hides at least four characters of any number that has them, and never shows a short one', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('7', 'X', '𠮷'), maxLength: 40 }), (number) => {
        const { length } = Array.from(number);
        const mask = Array.from(maskNumber(number));
        expect(mask).toHaveLength(length);
        expect(mask.filter((each) => each === '*').length).toBeGreaterThanOrEqual(Math.min(4, length));
      }),
    );
  });
});

describe('the mask of a name', () => {
  it.each([
    ['', '*'],
    ['王', '*'],
    ['样例', '样*'],
    ['样例甲乙丙丁', '样***'],
    ['𠮷田', '𠮷*'],
  ])('makes %p %p', (name, mask) => {
    expect(maskName(name)).toBe(mask);
  });
});
