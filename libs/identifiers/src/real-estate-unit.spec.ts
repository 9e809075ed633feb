import fc from 'fast-check';
import {
  isSyntheticRealEstateUnit,
  makeSyntheticRealEstateUnit,
  parseRealEstateUnit,
  realEstateUnitParts,
} from './index.js';
import { rejectionOf, replaceAt, valueOf, warningsOf } from '../test/arbitraries.js';

const UNIT = '320812001002GB00012F00010001';
const LETTERS_AT = [12, 13, 19];

describe('a real-estate unit number', () => {
  it('has parts', () => {
    expect(realEstateUnitParts(valueOf(parseRealEstateUnit(UNIT)))).toEqual({
      county: '320812',
      cadastralArea: '001',
      cadastralSubArea: '002',
      ownership: 'G',
      rightLetter: 'B',
      parcel: '00012',
      fixture: 'F',
      building: '0001',
      room: '0001',
    });
  });

  it('is rejected wherever a digit and a letter change places', () => {
    fc.assert(
      fc.property(fc.nat({ max: 27 }), (at) => {
        const letter = LETTERS_AT.includes(at);
        expect(parseRealEstateUnit(replaceAt(UNIT, at, letter ? '1' : 'B'))).toMatchObject({
          ok: false,
          findings: [{ code: letter ? 'REAL_ESTATE_UNIT_LETTER' : 'REAL_ESTATE_UNIT_DIGIT', at }],
        });
      }),
    );
  });

  it('accepts the ownership letters G, J and Z and rejects every other', () => {
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
      const checked = parseRealEstateUnit(replaceAt(UNIT, 12, letter));
      if ('GJZ'.includes(letter)) expect(warningsOf(checked)).toEqual([]);
      else expect(rejectionOf(checked)).toEqual(['REAL_ESTATE_UNIT_OWNERSHIP']);
    }
  });

  it('warns of right and fixture letters that are not listed', () => {
    expect(parseRealEstateUnit(replaceAt(UNIT, 13, 'K'))).toMatchObject({
      warnings: [{ code: 'REAL_ESTATE_UNIT_RIGHT_UNLISTED', at: 13 }],
    });
    expect(parseRealEstateUnit(replaceAt(UNIT, 19, 'N'))).toMatchObject({
      warnings: [{ code: 'REAL_ESTATE_UNIT_FIXTURE_UNLISTED', at: 19 }],
    });
  });

  it('warns of rights A and C unless the land is collective', () => {
    for (const right of 'AC') {
      const state = replaceAt(UNIT, 13, right);
      expect(warningsOf(parseRealEstateUnit(state))).toEqual(['REAL_ESTATE_UNIT_COLLECTIVE_ONLY']);
      expect(warningsOf(parseRealEstateUnit(replaceAt(state, 12, 'J')))).toEqual([]);
    }
  });

  it('with fixture W is a parcel alone', () => {
    expect(valueOf(parseRealEstateUnit('320812001002GB00012W00000000'))).toBe('320812001002GB00012W00000000');
    expect(parseRealEstateUnit('320812001002GB00012W00000001')).toMatchObject({
      findings: [{ code: 'REAL_ESTATE_UNIT_WITHOUT_FIXTURE', at: 20 }],
    });
  });

  it('warns of an unknown county', () => {
    expect(warningsOf(parseRealEstateUnit(replaceAt(UNIT, 0, '9')))).toEqual(['DIVISION_UNKNOWN']);
  });

  it('can be made for the synthetic county and read back', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 999_999 }),
        fc.nat({ max: 99_999 }),
        fc.nat({ max: 9999 }),
        fc.nat({ max: 9999 }),
        (cadastralArea, parcel, building, room) => {
          const made = makeSyntheticRealEstateUnit({ cadastralArea, parcel, building, room });
          expect(isSyntheticRealEstateUnit(made)).toBe(true);
          expect(warningsOf(parseRealEstateUnit(made, { profile: 'synthetic' }))).toEqual([]);
          expect(warningsOf(parseRealEstateUnit(made))).toEqual(['DIVISION_SYNTHETIC']);
          const parts = realEstateUnitParts(made);
          expect(Number(parts.cadastralArea + parts.cadastralSubArea)).toBe(cadastralArea);
          expect([parts.parcel, parts.building, parts.room].map(Number)).toEqual([parcel, building, room]);
        },
      ),
    );
  });
});
