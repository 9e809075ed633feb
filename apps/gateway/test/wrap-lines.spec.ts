import fc from 'fast-check';
import { wrapLines } from '../src/documents/wrap-lines.js';

/** Han characters are one wide, everything else half. */
const advance = (character: string): number => (/\p{Script=Han}|[，。]/u.test(character) ? 1 : 0.5);
const wrap = (text: string, width: number): readonly string[] => wrapLines(text, width / 0.98, advance);

describe('lines that fit a width', () => {
  it('break between Chinese characters, but not before closing punctuation', () => {
    expect(wrap('一二三四五六', 4)).toEqual(['一二三四', '五六']);
    expect(wrap('一二三四，五', 4)).toEqual(['一二三', '四，五']);
  });

  it('keep words and numbers whole where they fit, and break them where they do not', () => {
    expect(wrap('账号 6200000000', 5)).toEqual(['账号', '6200000000']);
    expect(wrap('620000000000', 3)).toEqual(['620000', '000000']);
  });

  it('keep line feeds, and what leads a line', () => {
    expect(wrap('一\n  二', 9)).toEqual(['一', '  二']);
    expect(wrap('', 9)).toEqual(['']);
  });

  it('lose no character and exceed no width, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('汉', '𫖯', 'a', '9', ' ', '，', '.') }), (text) => {
        const lines = wrap(text, 6);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) {
          const width = Array.from(line).reduce((sum, each) => sum + advance(each), 0);
          expect(width).toBeLessThanOrEqual(6 + 1e-9);
        }
      }),
    );
  });
});
