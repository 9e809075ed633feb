import { explainReason, isReason, languages, reasonKinds } from '../index.js';

const reasons = Object.keys(reasonKinds).filter(isReason);

describe('the explanation of a reason', () => {
  it.each(reasons)(
    'is there in each language for %s, in whole sentences and without a placeholder',
    (reason) => {
      for (const language of languages) {
        const text = explainReason(reason, language);
        expect(text).toMatch(language === 'zh-CN' ? /^[^\s].*。$/u : /^[A-Z].*\.$/u);
        expect(text).not.toMatch(/[{}$%<>]|undefined|TODO|\s{2}/u);
        expect(text).not.toContain(reason);
      }
    },
  );

  it.each(reasons)('speaks its language for %s', (reason) => {
    expect(explainReason(reason, 'zh-CN')).toMatch(/\p{Script=Han}{3}/u);
    expect(explainReason(reason, 'en')).not.toMatch(/\p{Script=Han}/u);
  });

  it('tells one reason from another', () => {
    for (const language of languages) {
      expect(new Set(reasons.map((reason) => explainReason(reason, language))).size).toBe(reasons.length);
    }
  });
});
