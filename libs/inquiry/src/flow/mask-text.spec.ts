import fc from 'fast-check';
import { subject } from '../../test/world.js';
import { maskName, maskNumber, Redaction } from './mask-text.js';

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

describe('a text', () => {
  const company = subject(2, 'organisation');
  const { number } = company.document;
  const young = {
    ...subject(1, 'person'),
    document: { type: 'RESIDENT_ID', number: '32089819800101005X' },
  } as const;
  const old = {
    ...subject(1, 'person'),
    document: { type: 'RESIDENT_ID_15', number: '320898800101001' },
  } as const;

  it('does not say the subjects’ numbers, in the old form and in lower case neither', () => {
    const text = `320898800101005、32089819800101005x 与 ${number} 未查到`;
    for (const member of ['detail', 'sourceRecordId']) {
      expect(Redaction.of([young, company]).clean(member, text)).toBe(
        `320898*******05、320898**********5x 与 ${maskNumber(number)} 未查到`,
      );
    }
  });

  it('does not say the young form of a subject who is known by the old one', () => {
    expect(Redaction.of([old]).clean('source', '320898198001010017')).toBe('320898**********17');
  });

  it('is searched for short numbers and words only where people write freely', () => {
    const redaction = Redaction.of([]).and(['E1234567'], [{ text: '样例乙', shown: '样**' }]);
    expect(redaction.clean('remark', '样例乙持 E1234567')).toBe('样**持 ******67');
    expect(redaction.clean('location', '样例乙路 E1234567 号')).toBe('样例乙路 E1234567 号');
  });

  it('is not searched for what is too short to mean anybody', () => {
    const redaction = Redaction.of([]).and(['1234'], [{ text: '王', shown: '*' }]);
    expect(redaction.clean('remark', '王府井 1234 号')).toBe('王府井 1234 号');
  });

  it('takes a secret as it is written, whatever it is written with', () => {
    const redaction = Redaction.of([]).and([], [{ text: 'a.b$&', shown: '$1*' }]);
    expect(redaction.clean('remark', 'a.b$& and axb$&')).toBe('$1* and axb$&');
  });
});
