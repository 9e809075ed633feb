import fc from 'fast-check';
import { cellWidth, fitCells } from './cell-width.js';

describe('cells of a terminal', () => {
  it('counts a Han character as two, also one outside the BMP, and a combining mark as none', () => {
    expect(cellWidth('点达')).toBe(4);
    expect(cellWidth('𠮷')).toBe(2);
    expect(cellWidth('é')).toBe(1);
    expect(cellWidth('（苏）A1')).toBe(8);
  });

  it('fits every text into exactly the cells there are', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', '点', '𠮷', '，', '.', ' ') });
    fc.assert(
      fc.property(letters, fc.integer({ min: 1, max: 30 }), (text, cells) => {
        expect(cellWidth(fitCells(text, cells))).toBe(cells);
      }),
    );
  });

  it('marks a cut text and leaves a short one whole', () => {
    expect(fitCells('不动产登记', 6)).toBe('不动… ');
    expect(fitCells('不动产', 8)).toBe('不动产  ');
  });
});
