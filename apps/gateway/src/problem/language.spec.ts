import fc from 'fast-check';
import { preferredLanguage } from './language.js';

describe('the reader’s language', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['fr, de', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh-TW', 'zh-CN'],
    ['en', 'en'],
    ['EN-us', 'en'],
    ['en, zh', 'en'],
    ['zh, en', 'zh-CN'],
    ['en;q=0.3, zh;q=0.8', 'zh-CN'],
    ['zh;q=0.3, en;q=0.8', 'en'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['en;q=0', 'zh-CN'],
    ['fr, en;q=0.5, *;q=0.1', 'en'],
    ['en;q=2', 'zh-CN'],
    ['english', 'zh-CN'],
  ])('asked for by %j is %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });

  it('is one of ours whatever the header says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (header) => {
        expect(['zh-CN', 'en']).toContain(preferredLanguage(header));
      }),
    );
  });
});
