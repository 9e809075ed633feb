import { violationsEn } from './messages-en.js';
import { violationsZh } from './messages-zh.js';
import { fault } from './violation.js';

describe('the words for wrong members', () => {
  it('leave the same holes open in both languages, so that no fact is lost in one', () => {
    const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
    for (const [code, text] of Object.entries(violationsZh)) {
      const english: unknown = Reflect.get(violationsEn, code);
      expect({ code, holes: holes(String(english)) }).toEqual({ code, holes: holes(text) });
    }
  });

  it('are filled with the facts of the fault', () => {
    expect(fault('TEXT_TOO_LONG', { max: 7 }).explain('en')).toBe('Too long; at most 7 characters.');
    expect(fault('TEXT_TOO_LONG', { max: 7 }).explain('zh-CN')).toBe('此项过长，最多 7 个字符。');
  });
});
