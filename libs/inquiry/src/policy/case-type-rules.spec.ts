import { CASE_TYPE_CODES } from '@dianda/identifiers';
import fc from 'fast-check';
import { day } from '../../test/casework.js';
import { defaultCaseTypeRules, queryRight, type CaseTypeRule } from '../index.js';

function rule(right: CaseTypeRule['right'], validFrom: string, validTo?: string): CaseTypeRule {
  return {
    caseType: '执',
    right,
    validFrom: day(validFrom),
    validTo: validTo === undefined ? undefined : day(validTo),
    source: 'test',
  };
}

describe('the right of a case type to query', () => {
  it('is full for 执 and 执恢 and blocked for every other type, by default', () => {
    const rights = Object.fromEntries(
      defaultCaseTypeRules.map(({ caseType }) => [
        caseType,
        queryRight(defaultCaseTypeRules, caseType, day('2026-06-01')),
      ]),
    );
    const expected = Object.keys(CASE_TYPE_CODES).map((type) => [
      type,
      type === '执' || type === '执恢' ? 'full' : 'blocked',
    ]);
    expect(rights).toEqual(Object.fromEntries(expected));
  });

  it('names the source of each rule, which is dated', () => {
    for (const { source, validFrom } of defaultCaseTypeRules) {
      expect(source).toContain('法〔2015〕137号');
      expect(validFrom).toBe('2019-01-01');
    }
  });

  it('begins and ends with its days, both included', () => {
    const rules = [rule('full', '2026-01-01', '2026-06-30')];
    expect(queryRight(rules, '执', day('2025-12-31'))).toBe('blocked');
    expect(queryRight(rules, '执', day('2026-01-01'))).toBe('full');
    expect(queryRight(rules, '执', day('2026-06-30'))).toBe('full');
    expect(queryRight(rules, '执', day('2026-07-01'))).toBe('blocked');
  });

  it('is blocked before the default rules came into force', () => {
    expect(queryRight(defaultCaseTypeRules, '执', day('2018-12-31'))).toBe('blocked');
    expect(queryRight(defaultCaseTypeRules, '执', day('2019-01-01'))).toBe('full');
  });

  it('is blocked for a type without a rule', () => {
    expect(queryRight([], '执', day('2026-06-01'))).toBe('blocked');
    expect(queryRight([rule('full', '2019-01-01')], '执保', day('2026-06-01'))).toBe('blocked');
  });

  it('follows the newest rule in force, in whatever order the rules are kept', () => {
    const rules = [
      rule('full', '2019-01-01'),
      rule('blocked', '2027-01-01'),
      rule('capped', '2026-01-01', '2026-03-31'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(rules, { minLength: rules.length }), (kept) => {
        expect(queryRight(kept, '执', day('2025-12-31'))).toBe('full');
        expect(queryRight(kept, '执', day('2026-02-01'))).toBe('capped');
        expect(queryRight(kept, '执', day('2026-04-01'))).toBe('full');
        expect(queryRight(kept, '执', day('2027-01-01'))).toBe('blocked');
      }),
    );
  });
});
