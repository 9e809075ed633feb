import fc from 'fast-check';
import type { Checked, Finding } from '../src/index.js';
import {
  asReceived,
  explain,
  ID_DOCUMENT_TYPES,
  normalise,
  parseAccountNumber,
  parseBankCode,
  parseCaseNumber,
  parseCitizenId,
  parseCitizenId15,
  parseDate,
  parseDecimal,
  parseDivision,
  parseIdDocument,
  parseMoney,
  parseName,
  parseOrganisationCode,
  parseOrganisationCode9,
  parsePlate,
  parseRealEstateUnit,
  parseTitleNumber,
  parseVin,
  readReceivedDate,
} from '../src/index.js';
import { MESSAGES_EN } from '../src/messages-en.js';
import { MESSAGES_ZH } from '../src/messages-zh.js';
import {
  citizenIds,
  digitStrings,
  organisationCodes,
  TODAY,
  valueOf,
  vins,
  writings,
} from './arbitraries.js';

type Parser = (raw: string) => Checked<unknown>;

const PARSERS: Readonly<Record<string, Parser>> = {
  parseAccountNumber: (raw) => parseAccountNumber(raw),
  parseAccountNumberOfACard: (raw) => parseAccountNumber(raw, { kind: 'card' }),
  parseBankCode,
  parseCaseNumber: (raw) => parseCaseNumber(raw, { today: TODAY }),
  parseCitizenId: (raw) => parseCitizenId(raw, { today: TODAY }),
  parseCitizenId15: (raw) => parseCitizenId15(raw),
  parseDate,
  parseDecimal,
  parseDivision: (raw) => parseDivision(raw),
  parseMoney: (raw) => parseMoney(raw, { currency: raw }),
  parseMoneyInWan: (raw) => parseMoney(raw, { currency: 'CNY', unit: 'wan_yuan' }),
  parseName,
  parseOrganisationCode: (raw) => parseOrganisationCode(raw),
  parseOrganisationCode9,
  parsePlate: (raw) => parsePlate(raw),
  parsePlateOfAnIssuer: (raw) => parsePlate(raw, { issuerProvince: '苏', plateKind: '52' }),
  parseRealEstateUnit: (raw) => parseRealEstateUnit(raw),
  parseTitleNumber,
  parseVin,
  ...Object.fromEntries(
    ID_DOCUMENT_TYPES.map((type): [string, Parser] => [
      `parseIdDocument ${type}`,
      (raw) => parseIdDocument(type, raw, { today: TODAY }),
    ]),
  ),
};

/** Texts near enough to the real thing to reach every branch, and texts that are nothing of the kind. */
const nearMisses = fc.string({
  unit: fc.constantFrom(
    ...Array.from('0123456789XABFGHJWLOI-.()（）号之一执保恢知苏鲁H挂·０９ｘ 　\u{20000}\ud800\ue000'),
  ),
  maxLength: 40,
});
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  nearMisses,
  citizenIds,
  organisationCodes,
  vins,
  digitStrings(15),
  digitStrings(28),
);

function findingsOf(checked: Checked<unknown>): readonly Finding[] {
  return checked.ok ? checked.warnings : checked.findings;
}

describe.each(Object.entries(PARSERS))('%s', (name, parse) => {
  it('answers every text with a value or findings, keeps the raw text and never throws', () => {
    fc.assert(
      fc.property(texts, (raw) => {
        const checked = parse(raw);
        expect(checked.raw).toBe(raw);
        if (!checked.ok) expect(checked.findings.length).toBeGreaterThan(0);
        const length = Array.from(name === 'parseName' ? raw : normalise(raw)).length;
        // A plate that gets its province character from the issuer is one longer than what was written.
        const longest = name === 'parsePlateOfAnIssuer' ? length + 1 : length;
        for (const { at } of findingsOf(checked)) {
          expect(at ?? 0).toBeGreaterThanOrEqual(0);
          expect(at ?? 0).toBeLessThanOrEqual(longest);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('rejects an empty text', () => {
    expect(parse('').ok).toBe(false);
    if (name !== 'parseDate') expect(parse(' 　').ok).toBe(false);
  });

  it('takes its own value back unchanged', () => {
    fc.assert(
      fc.property(texts, (raw) => {
        const checked = parse(raw);
        if (checked.ok && typeof checked.value === 'string') {
          expect(valueOf(parse(checked.value))).toBe(checked.value);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('ways of writing', () => {
  it.each([
    ['parseCitizenId', citizenIds],
    ['parseOrganisationCode', organisationCodes],
    ['parseVin', vins],
    ['parseDivision', fc.constant('320812')],
    ['parseBankCode', fc.constant('102100099996')],
    ['parseAccountNumber', fc.constant('6200000000000005')],
    ['parseRealEstateUnit', fc.constant('320812001002GB00012F00010001')],
    ['parsePlate', fc.constantFrom('苏HD12345', '粤Z1234港')],
    ['parseCaseNumber', fc.constant('(2024)苏0812执恢1234号之一')],
    ['parseTitleNumber', fc.constant('苏(2020)淮安市不动产权第0012345号')],
  ] as const)('%s reads full-width, lower-case and spaced writings as the plain one', (name, plain) => {
    const parse = PARSERS[name];
    if (parse === undefined) throw new Error(name);
    fc.assert(
      fc.property(
        plain.chain((text) => fc.tuple(fc.constant(text), writings(text))),
        ([text, written]) => {
          expect(valueOf(parse(written))).toBe(text);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('normalises to a form that normalising leaves alone', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('i \u0307x'), nearMisses), (raw) => {
        expect(normalise(normalise(raw))).toBe(normalise(raw));
        expect(normalise(raw)).not.toMatch(/[\sa-z]/u);
      }),
    );
  });

  it('turns no foreign letter into a legal one', () => {
    expect(normalise('ıß〔Х')).toBe('ıß〔Х');
    expect(normalise('（ｘ）')).toBe('(X)');
  });
});

describe('explanations', () => {
  it('exist in both languages for the same codes, each text its own', () => {
    expect(Object.keys(MESSAGES_EN)).toEqual(Object.keys(MESSAGES_ZH));
    for (const messages of [MESSAGES_EN, MESSAGES_ZH]) {
      const all = Object.values(messages);
      expect(new Set(all).size).toBe(all.length);
      for (const text of all) expect(text.length).toBeGreaterThan(4);
    }
    for (const code of Object.keys(MESSAGES_ZH)) expect(code).toMatch(/^[A-Z][A-Z0-9_]*$/);
  });

  it('name the place counted from one', () => {
    const finding = { code: 'CITIZEN_ID_CHECK', at: 17 } as const;
    expect(explain(finding, 'zh-CN')).toBe('公民身份号码校验位不符，请核对是否抄错（第18位）');
    expect(explain(finding, 'en')).toBe(
      'the check character of the citizen id does not fit; was it copied correctly? (character 18)',
    );
    expect(explain({ code: 'MONEY_CURRENCY_MISSING' }, 'en')).not.toContain('(character');
  });
});

describe('what an agency sent', () => {
  it('is kept when its check fails, with the findings as warnings', () => {
    expect(asReceived(parseVin('L0O'))).toEqual({
      value: null,
      raw: 'L0O',
      warnings: [
        { code: 'VIN_LENGTH', at: 3 },
        { code: 'VIN_CHARACTER', at: 2 },
      ],
    });
    expect(asReceived(parseDivision('320812'))).toEqual({ value: '320812', raw: '320812', warnings: [] });
  });

  it('is never refused as a date, whatever it is', () => {
    fc.assert(
      fc.property(texts, (raw) => {
        const received = readReceivedDate(raw);
        expect(received.raw).toBe(raw);
        if (received.value === null && normalise(raw) !== '') expect(received.warnings).toHaveLength(1);
      }),
    );
  });
});
