import fc from 'fast-check';
import {
  birthDateOf,
  divisionOf,
  from15,
  isSyntheticCitizenId,
  makeSyntheticCitizenId,
  parseCitizenId,
  parseCitizenId15,
  sexOf,
  to15,
} from './index.js';
import {
  citizenIds,
  day,
  days,
  rejectionOf,
  replaceAt,
  swapAt,
  TODAY,
  valueOf,
  warningsOf,
} from '../test/arbitraries.js';

const production = { today: TODAY };
const synthetic = { today: TODAY, profile: 'synthetic' } as const;

function withCheck(body: string): string {
  const check = Array.from('0123456789X').find(
    (char) => !rejectionOrNone(body + char).includes('CITIZEN_ID_CHECK'),
  );
  if (check === undefined) throw new Error('no check character fits');
  return body + check;
}

function rejectionOrNone(raw: string): string[] {
  const checked = parseCitizenId(raw, production);
  return checked.ok ? [] : checked.findings.map(({ code }) => code);
}

describe('the check character', () => {
  it('catches every single wrong digit', () => {
    fc.assert(
      fc.property(
        citizenIds,
        fc.nat({ max: 17 }),
        fc.constantFrom(...Array.from('0123456789X')),
        (id, at, char) => {
          fc.pre(id.charAt(at) !== char);
          const codes = rejectionOf(parseCitizenId(replaceAt(id, at, char), synthetic));
          expect(codes).toContain(at < 17 && char === 'X' ? 'CITIZEN_ID_CHARACTER' : 'CITIZEN_ID_CHECK');
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('catches every swap of two different neighbours', () => {
    fc.assert(
      fc.property(citizenIds, fc.nat({ max: 16 }), (id, at) => {
        fc.pre(id.charAt(at) !== id.charAt(at + 1));
        expect(parseCitizenId(swapAt(id, at), synthetic).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a citizen id', () => {
  it('carries birth date, sex and division', () => {
    fc.assert(
      fc.property(days, fc.nat({ max: 999 }), (birthDate, sequence) => {
        const id = valueOf(parseCitizenId(makeSyntheticCitizenId({ birthDate, sequence }), synthetic));
        expect(birthDateOf(id)).toBe(birthDate);
        expect(sexOf(id)).toBe(sequence % 2 === 1 ? '1' : '2');
        expect(divisionOf(id)).toBe('320898');
        expect(isSyntheticCitizenId(id)).toBe(true);
      }),
    );
  });

  it('is rejected for its length at the first character missing or too many', () => {
    expect(parseCitizenId('11010519491231002', production)).toMatchObject({
      findings: [{ code: 'CITIZEN_ID_LENGTH', at: 17 }],
    });
    expect(parseCitizenId('11010519491231002X1', production)).toMatchObject({
      findings: [{ code: 'CITIZEN_ID_LENGTH', at: 18 }],
    });
  });

  it('is rejected at each character out of its alphabet, a Cyrillic Х included', () => {
    expect(parseCitizenId('1101051949I231002Х', production)).toMatchObject({
      findings: [
        { code: 'CITIZEN_ID_CHARACTER', at: 10 },
        { code: 'CITIZEN_ID_CHARACTER', at: 17 },
      ],
    });
  });

  it('is rejected for a birth date that does not exist, whatever its check character', () => {
    expect(rejectionOf(parseCitizenId(withCheck('11010519490229001'), production))).toEqual([
      'CITIZEN_ID_BIRTH_IMPOSSIBLE',
    ]);
    expect(rejectionOf(parseCitizenId(withCheck('11010519001301001'), production))).toEqual([
      'CITIZEN_ID_BIRTH_IMPOSSIBLE',
    ]);
    expect(parseCitizenId(withCheck('11010520000229001'), production).ok).toBe(true);
  });

  it('may be born today but not tomorrow', () => {
    expect(parseCitizenId(withCheck('11010520261115001'), production).ok).toBe(true);
    expect(rejectionOf(parseCitizenId(withCheck('11010520261116001'), production))).toEqual([
      'CITIZEN_ID_BIRTH_FUTURE',
    ]);
  });

  it('warns of a birth before 1880', () => {
    expect(warningsOf(parseCitizenId(withCheck('11010518791231001'), production))).toEqual([
      'CITIZEN_ID_BIRTH_BEFORE_1880',
    ]);
    expect(warningsOf(parseCitizenId(withCheck('11010518800101001'), production))).toEqual([]);
  });

  it('warns of an unknown, a statistical and, in production, the synthetic division', () => {
    expect(warningsOf(parseCitizenId(withCheck('16010519491231001'), production))).toEqual([
      'DIVISION_UNKNOWN',
    ]);
    expect(warningsOf(parseCitizenId(withCheck('32087119491231001'), production))).toEqual([
      'DIVISION_STATISTICAL',
    ]);
    const id = makeSyntheticCitizenId({ birthDate: day('1980-02-29'), sequence: 7 });
    expect(warningsOf(parseCitizenId(id, production))).toEqual(['DIVISION_SYNTHETIC']);
    expect(warningsOf(parseCitizenId(id, synthetic))).toEqual([]);
  });

  it("asks the caller's list of divisions, and lets an abolished one live on", () => {
    const id = withCheck('11010519491231001');
    expect(warningsOf(parseCitizenId(id, { ...production, standingOf: () => 'unknown' }))).toEqual([
      'DIVISION_UNKNOWN',
    ]);
    expect(warningsOf(parseCitizenId(id, { ...production, standingOf: () => 'abolished' }))).toEqual([]);
  });

  it('takes permits of Hong Kong, Macao and Taiwan residents, and warns of a number from 9', () => {
    expect(warningsOf(parseCitizenId(withCheck('83000019801231001'), production))).toEqual([]);
    expect(warningsOf(parseCitizenId(withCheck('83010119801231001'), production))).toEqual([
      'DIVISION_UNKNOWN',
    ]);
    expect(warningsOf(parseCitizenId(withCheck('91115619801231001'), production))).toEqual([
      'CITIZEN_ID_FOREIGN_CARD',
    ]);
  });
});

describe('the 15-digit number', () => {
  it('comes from a birth in the twentieth century and leads back to it', () => {
    fc.assert(
      fc.property(citizenIds, (id) => {
        const short = to15(id);
        if (!birthDateOf(id).startsWith('19')) {
          expect(short).toBeUndefined();
          return;
        }
        if (short === undefined) throw new Error('no 15-digit form');
        expect(valueOf(parseCitizenId15(short, synthetic))).toBe(short);
        expect(warningsOf(from15(short))).toEqual(['CITIZEN_ID_15_CENTURY_ASSUMED']);
        expect(valueOf(from15(short))).toBe(id);
        expect(isSyntheticCitizenId(short)).toBe(true);
      }),
    );
  });

  it('always warns, and warns of its division too', () => {
    expect(warningsOf(parseCitizenId15('110105491231002'))).toEqual(['CITIZEN_ID_15_ONLY']);
    expect(warningsOf(parseCitizenId15('320898491231002'))).toEqual([
      'CITIZEN_ID_15_ONLY',
      'DIVISION_SYNTHETIC',
    ]);
    expect(warningsOf(parseCitizenId15('810000491231002'))).toEqual(['CITIZEN_ID_15_ONLY']);
  });

  it('is rejected when it is not 15 digits or its date does not exist', () => {
    expect(rejectionOf(parseCitizenId15('11010549123100'))).toEqual(['CITIZEN_ID_15_LENGTH']);
    expect(rejectionOf(parseCitizenId15('11010549123100X'))).toEqual(['CITIZEN_ID_15_CHARACTER']);
    expect(rejectionOf(parseCitizenId15('110105490230002'))).toEqual(['CITIZEN_ID_15_BIRTH_IMPOSSIBLE']);
  });
});
