import { parseOrder } from './review-command.js';

const leg = '6f1c2f0e-5c1d-8a44-9b7e-0d6a3f2b1c00';

describe('a reviewer’s order', () => {
  test('lists, releases, returns with a reason and asks', () => {
    expect(parseOrder(['list'])).toEqual({ order: 'list' });
    expect(parseOrder(['release', leg, '1'])).toEqual({
      order: 'decide',
      legId: leg,
      round: 1,
      decision: { verdict: 'released' },
    });
    expect(parseOrder(['return', leg, '2', 'OFFICER_NOT_ON_FILE', ' 干警未备案 '])).toEqual({
      order: 'decide',
      legId: leg,
      round: 2,
      decision: { verdict: 'returned', reason: 'OFFICER_NOT_ON_FILE', words: '干警未备案' },
    });
    expect(parseOrder(['ask', leg, '1', '请说明查询期间'])).toEqual({
      order: 'decide',
      legId: leg,
      round: 1,
      decision: { verdict: 'clarification', words: '请说明查询期间' },
    });
  });

  test.each([
    [[]],
    [['list', 'all']],
    [['approve', leg, '1']],
    [['release', 'leg', '1']],
    [['release', leg]],
    [['release', leg, '0']],
    [['release', leg, '1', 'please']],
    [['return', leg, '1', 'RETURNED']],
    [['return', leg, '1', 'BECAUSE', '干警未备案']],
    [['return', leg, '1', 'RETURNED', '  ']],
    [['ask', leg, '1', ' ']],
    [['ask', leg, '1', '请说明', '查询期间']],
  ])('that is none is not guessed at: %j', (words) => {
    expect(parseOrder(words)).toBeUndefined();
  });
});
