import fc from 'fast-check';
import {
  isSyntheticOrganisationCode,
  makeSyntheticOrganisationCode,
  parseOrganisationCode,
  parseOrganisationCode9,
  to9,
} from './index.js';
import { innerCheckCharacter, organisationCheckCharacter } from './organisation-code.js';
import {
  digitStrings,
  organisationCodes,
  rejectionOf,
  replaceAt,
  swapAt,
  valueOf,
  warningsOf,
} from '../test/arbitraries.js';

const ALPHABET = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY');
const synthetic = { profile: 'synthetic' } as const;

describe('the outer check', () => {
  it('catches every single wrong character', () => {
    fc.assert(
      fc.property(organisationCodes, fc.nat({ max: 17 }), fc.constantFrom(...ALPHABET), (code, at, char) => {
        fc.pre(code.charAt(at) !== char);
        expect(rejectionOf(parseOrganisationCode(replaceAt(code, at, char), synthetic))).toEqual([
          'ORGANISATION_CODE_CHECK',
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  it('catches every swap of two different neighbours', () => {
    fc.assert(
      fc.property(organisationCodes, fc.nat({ max: 16 }), (code, at) => {
        fc.pre(code.charAt(at) !== code.charAt(at + 1));
        expect(rejectionOf(parseOrganisationCode(swapAt(code, at), synthetic))).toEqual([
          'ORGANISATION_CODE_CHECK',
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is 0 for about one code in 31, and those pass', () => {
    const codes = Array.from({ length: 3100 }, (_, sequence) => makeSyntheticOrganisationCode(sequence));
    const zeros = codes.filter((code) => code.endsWith('0'));
    expect(zeros.length).toBeGreaterThan(50);
    for (const code of zeros) expect(warningsOf(parseOrganisationCode(code, synthetic))).toEqual([]);
  });
});

describe('an organisation code', () => {
  it('may begin with a letter', () => {
    const body = 'N2320812MA1A2B3C4';
    const code = body + organisationCheckCharacter(body);
    expect(valueOf(parseOrganisationCode(code))).toBe(code);
  });

  it('is rejected for its length and for I O S V Z, with places', () => {
    expect(parseOrganisationCode('91350100M000100Y4')).toMatchObject({
      findings: [{ code: 'ORGANISATION_CODE_LENGTH', at: 17 }],
    });
    expect(parseOrganisationCode('9135O100M000100Y4Z')).toMatchObject({
      findings: [
        { code: 'ORGANISATION_CODE_CHARACTER', at: 4 },
        { code: 'ORGANISATION_CODE_CHARACTER', at: 17 },
      ],
    });
  });

  it('warns in production of the synthetic division, and always of an odd one', () => {
    const code = makeSyntheticOrganisationCode(1);
    expect(isSyntheticOrganisationCode(code)).toBe(true);
    expect(parseOrganisationCode(code)).toMatchObject({ warnings: [{ code: 'DIVISION_SYNTHETIC', at: 2 }] });
    expect(warningsOf(parseOrganisationCode(code, synthetic))).toEqual([]);
    const odd = '9132A812100003962';
    expect(warningsOf(parseOrganisationCode(odd + organisationCheckCharacter(odd), synthetic))).toContain(
      'ORGANISATION_CODE_DIVISION_LETTERS',
    );
  });

  it('is made with both checks valid, and yields the 9 characters inside', () => {
    fc.assert(
      fc.property(organisationCodes, (code) => {
        expect(warningsOf(parseOrganisationCode(code, synthetic))).toEqual([]);
        expect(to9(code)).toBe(code.slice(8, 17));
      }),
    );
    expect(to9(valueOf(parseOrganisationCode('91310000631295002H')))).toBeUndefined();
  });
});

describe('the 9-character code', () => {
  const codes = digitStrings(8).map((body) => body + innerCheckCharacter(body));

  it('passes with and without its hyphen', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(valueOf(parseOrganisationCode9(code))).toBe(code);
        expect(valueOf(parseOrganisationCode9(`${code.slice(0, 8)}－${code.slice(8)}`))).toBe(code);
      }),
    );
  });

  it('catches a digit changed into another digit, and a swap of neighbouring digits', () => {
    fc.assert(
      fc.property(
        codes,
        fc.nat({ max: 7 }),
        fc.constantFrom(...Array.from('0123456789')),
        (code, at, digit) => {
          fc.pre(code.charAt(at) !== digit);
          expect(rejectionOf(parseOrganisationCode9(replaceAt(code, at, digit)))).toEqual([
            'ORGANISATION_CODE_9_CHECK',
          ]);
        },
      ),
    );
    fc.assert(
      fc.property(codes, fc.nat({ max: 7 }), (code, at) => {
        // A check X moved into the body counts 33 there and 10 before: the scheme promises nothing for it.
        fc.pre(code.charAt(at) !== code.charAt(at + 1) && code.charAt(at + 1) !== 'X');
        expect(parseOrganisationCode9(swapAt(code, at)).ok).toBe(false);
      }),
    );
  });

  it('counts its places in the text as written', () => {
    expect(parseOrganisationCode9('10000396-X')).toMatchObject({
      findings: [{ code: 'ORGANISATION_CODE_9_CHECK', at: 9 }],
    });
    expect(parseOrganisationCode9('1000-0396X')).toMatchObject({
      findings: [
        { code: 'ORGANISATION_CODE_9_LENGTH', at: 9 },
        { code: 'ORGANISATION_CODE_9_CHARACTER', at: 4 },
      ],
    });
    expect(parseOrganisationCode9('10000396-')).toMatchObject({
      findings: [{ code: 'ORGANISATION_CODE_9_LENGTH', at: 9 }],
    });
  });
});
