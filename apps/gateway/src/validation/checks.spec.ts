import { parseCaseNumber, parseDate } from '@dianda/identifiers';
import fc from 'fast-check';
import {
  calendarDay,
  identifier,
  listOf,
  objectItem,
  oneOf,
  secretText,
  text,
  trueOrFalse,
  wholeNumberText,
  type Check,
} from './checks.js';
import { faultsOfShape } from './shape.js';

const checks: Readonly<Record<string, Check>> = {
  text: text(20),
  secretText: secretText(20),
  oneOf: oneOf(['a', 'b']),
  trueOrFalse,
  calendarDay,
  wholeNumber: wholeNumberText(1, 100),
  caseNumber: identifier((raw) => {
    const today = parseDate('2026-11-20');
    if (!today.ok) throw new Error('no such day');
    return parseCaseNumber(raw, { today: today.value });
  }),
  list: listOf(oneOf(['a']), { min: 1, max: 3, distinctBy: String }),
  object: objectItem,
};

describe('a check', () => {
  it('never throws, whatever it is given, and never repeats what it was given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(checks)), fc.anything(), (check, value) => {
        for (const { fault } of check(value, {})) {
          expect(fault.code).toMatch(/^[A-Z0-9_]+$/);
          if (typeof value === 'string' && value.trim().length > 12) {
            expect(fault.explain('en') + fault.explain('zh-CN')).not.toContain(value);
          }
        }
      }),
    );
  });

  it('counts code points, so that a rare character is one', () => {
    expect(text(2)('𠮷𠮷', {})).toEqual([]);
    expect(text(1)('𠮷𠮷', {})).toHaveLength(1);
  });

  it('lets an over-long list cost nothing', () => {
    const item = jest.fn(() => []);
    expect(listOf(item, { max: 2 })(Array.from({ length: 1000 }), {})).toHaveLength(1);
    expect(item).not.toHaveBeenCalled();
  });

  it.each(['0', '101', '1.5', '-1', '1e2', '', ' 1', '１', '9'.repeat(30)])(
    'takes %j for no whole number from 1 to 100',
    (value) => {
      expect(wholeNumberText(1, 100)(value, {})).toHaveLength(1);
    },
  );
});

describe('the shape of a value', () => {
  it('is refused below the deepest level and taken at it', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
    expect(faultsOfShape(nested(16))).toEqual([]);
    expect(faultsOfShape(nested(17)).map(({ fault }) => fault.code)).toEqual(['JSON_TOO_DEEP']);
  });

  it('is judged for any JSON at all without a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 30 }), (value) => {
        expect(Array.isArray(faultsOfShape(value))).toBe(true);
      }),
    );
  });
});
