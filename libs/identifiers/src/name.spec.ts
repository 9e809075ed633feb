import fc from 'fast-check';
import { nameKey, nameLength, parseName, sameName } from './index.js';
import { rejectionOf, valueOf, warningsOf } from '../test/arbitraries.js';

describe('the comparison key of a name', () => {
  it.each(Array.from('·•‧・･'))('makes the dot %s the same as every other', (dot) => {
    expect(nameKey(`测试${dot}样例`)).toBe('测试·样例');
  });

  it('ignores full-width forms and every space', () => {
    expect(sameName('测 试\u3000甲', '测试甲')).toBe(true);
    expect(sameName('测试（淮安）有限公司', '测试(淮安)有限公司')).toBe(true);
    expect(sameName('ＡＢＣ公司', 'ABC公司')).toBe(true);
  });

  it('tells apart what is registered apart', () => {
    expect(sameName('测试甲', '测试乙')).toBe(false);
    expect(sameName('测试·甲', '测试甲')).toBe(false);
    expect(sameName('abc公司', 'ABC公司')).toBe(false);
  });

  it('of a key is the key', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
      }),
    );
    expect(nameKey('e \u0301')).toBe('\u00e9');
  });
});

describe('a name', () => {
  it('is sent exactly as registered', () => {
    const raw = '测试 •\u3000样例（一）';
    expect(valueOf(parseName(raw))).toBe(raw);
  });

  it('counts a character outside the BMP once', () => {
    expect(nameLength('测\u{20000}试')).toBe(3);
    expect(warningsOf(parseName('测\u{20000}试'))).toEqual([]);
  });

  it.each([
    ['测\u0000试', 'NAME_UNREADABLE', 1],
    ['\u{20000}\ufffd', 'NAME_UNREADABLE', 1],
    ['测试\ud840', 'NAME_UNREADABLE', 2],
    ['\u3000', 'NAME_EMPTY', 0],
  ])('%j is rejected by %s at %i', (raw, code, at) => {
    expect(parseName(raw)).toEqual({ ok: false, raw, findings: [{ code, at }] });
  });

  it('with a private-use character is warned of', () => {
    expect(parseName('测\ue000')).toMatchObject({
      ok: true,
      warnings: [{ code: 'NAME_PRIVATE_USE', at: 1 }],
    });
    expect(rejectionOf(parseName(''))).toEqual(['NAME_EMPTY']);
  });
});
