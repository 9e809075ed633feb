import fc from 'fast-check';
import { parsePlate, plateKey, plateShape } from './index.js';
import { rejectionOf, valueOf, warningsOf } from '../test/arbitraries.js';

/** GA 36-2018 as one expression, as an oracle of another make. */
const ORACLE =
  /^[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-HJ-Z](?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJK][A-HJ-NP-Z0-9]\d{4}|\d{5}[A-HJK])$/;

describe('a plate', () => {
  it('is accepted exactly when the shapes of GA 36 match', () => {
    const near = fc
      .tuple(
        fc.constantFrom('苏', '粤', '内', '黔', '蒙', '贵', ''),
        fc.constantFrom('A', 'O', 'I', 'Z', '1'),
        fc.string({ unit: fc.constantFrom(...Array.from('0123459ADFIKLOZ')), minLength: 3, maxLength: 6 }),
        fc.constantFrom('', '挂', '学', '警', '港', '澳', '领', 'D'),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(near, (text) => {
        expect(parsePlate(text).ok).toBe(ORACLE.test(text));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['苏H12345', 'ordinary'],
    ['鲁B1234挂', 'ordinary'],
    ['苏HD12345', 'new_energy_small'],
    ['苏HFA1234', 'new_energy_small'],
    ['苏H12345D', 'new_energy_large'],
  ])('%s has the shape %s', (raw, shape) => {
    expect(plateShape(valueOf(parsePlate(raw)))).toBe(shape);
  });

  it('without its province character is rejected, unless the issuer supplies it', () => {
    expect(parsePlate('H12345')).toMatchObject({ findings: [{ code: 'PLATE_PROVINCE_MISSING', at: 0 }] });
    expect(parsePlate('h 12345', { issuerProvince: '苏' })).toMatchObject({
      ok: true,
      value: '苏H12345',
      raw: 'h 12345',
    });
    expect(valueOf(parsePlate('鲁B12345', { issuerProvince: '苏' }))).toBe('鲁B12345');
    expect(rejectionOf(parsePlate('H12345', { issuerProvince: '江' }))).toEqual(['PLATE_PROVINCE']);
  });

  it.each([
    ['', 'PLATE_PROVINCE_MISSING', 0],
    ['内A12345', 'PLATE_PROVINCE', 0],
    ['苏I12345', 'PLATE_SHAPE', 1],
    ['苏H1O345', 'PLATE_SHAPE', 3],
    ['苏H1234', 'PLATE_SHAPE', 6],
    ['苏HL12345', 'PLATE_SHAPE', 2],
    ['苏H12345L', 'PLATE_SHAPE', 7],
    ['苏HD123456', 'PLATE_SHAPE', 8],
  ])('%s is rejected by %s at %i', (raw, code, at) => {
    expect(parsePlate(raw)).toEqual({ ok: false, raw, findings: [{ code, at }] });
  });

  it('warns when its kind and its shape disagree about new energy', () => {
    const agreeing = [
      ['苏H12345', '02'],
      ['苏HD12345', '52'],
      ['苏H12345D', '51'],
    ] as const;
    for (const [raw, plateKind] of agreeing) {
      expect(warningsOf(parsePlate(raw, { plateKind }))).toEqual([]);
      for (const [, otherKind] of agreeing) {
        if (otherKind !== plateKind) {
          expect(warningsOf(parsePlate(raw, { plateKind: otherKind }))).toEqual(['PLATE_KIND_SHAPE']);
        }
      }
    }
  });

  it('has a key that tells kinds apart', () => {
    const plate = valueOf(parsePlate('苏H12345'));
    expect(plateKey('02', plate)).toBe('02:苏H12345');
    expect(plateKey('01', plate)).not.toBe(plateKey('02', plate));
  });
});
