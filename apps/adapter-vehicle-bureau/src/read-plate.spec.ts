import fc from 'fast-check';
import { plainVehicle, reading } from '../test/rows.js';
import { readPlate } from './read-plate.js';

function plateOf(columns: Record<string, string | null>) {
  const { fields, warnings } = reading({ ...plainVehicle, ...columns });
  return { ...readPlate(fields), warnings };
}

describe('a plate', () => {
  test('without its province character gets that of the issuing authority, and says so', () => {
    expect(plateOf({ hphm: 'H1A234', fzjg: '苏H' })).toEqual({
      plateKind: { code: 'SMALL', raw: '02' },
      plateNumber: '苏H1A234',
      warnings: [{ field: 'vehicle.plate_number', code: 'COMPLETED', raw: 'H1A234' }],
    });
  });

  test('with its province character is delivered without a word, whoever issued it', () => {
    expect(plateOf({ hphm: '鲁B1A234', fzjg: '苏H' })).toMatchObject({
      plateNumber: '鲁B1A234',
      warnings: [],
    });
  });

  test('typed in full width, lower case and with blanks is the same plate', () => {
    expect(plateOf({ hphm: '苏 ｈ１a234' })).toMatchObject({ plateNumber: '苏H1A234', warnings: [] });
  });

  test('whose issuer tells no province is delivered as held, with a warning', () => {
    expect(plateOf({ hphm: 'H1A234', fzjg: '吉安市公安局交警支队' })).toMatchObject({
      plateNumber: 'H1A234',
      warnings: [{ field: 'vehicle.plate_number', code: 'CHECK_FAILED', raw: 'H1A234' }],
    });
  });

  test('that no vehicle can have is never completed', () => {
    expect(plateOf({ hphm: '123456', hpzl: '03' })).toMatchObject({
      plateNumber: '123456',
      warnings: [{ code: 'CHECK_FAILED', raw: '123456' }],
    });
    expect(plateOf({ hphm: '使123456', hpzl: '03' })).toMatchObject({ plateNumber: '使123456' });
  });

  test('of a trailer keeps its last character', () => {
    expect(plateOf({ hphm: 'HA123挂', hpzl: '15' })).toMatchObject({
      plateKind: { code: 'TRAILER', raw: '15' },
      plateNumber: '苏HA123挂',
    });
  });

  test.each([
    ['52', 'HD12345'],
    ['小型新能源汽车', 'HD12345'],
    ['51', 'H12345D'],
  ])('of new energy (%s) fits its kind', (hpzl, hphm) => {
    expect(plateOf({ hpzl, hphm }).warnings).toEqual([
      { field: 'vehicle.plate_number', code: 'COMPLETED', raw: hphm },
    ]);
  });

  test('whose shape contradicts its kind is told', () => {
    expect(plateOf({ hpzl: '52', hphm: '苏H1A234' }).warnings).toEqual([
      { field: 'vehicle.plate_number', code: 'CHECK_FAILED', raw: '苏H1A234' },
    ]);
  });

  test('of a kind without a row is UNKNOWN with the bureau’s own code', () => {
    expect(plateOf({ hpzl: '77' })).toMatchObject({
      plateKind: { code: 'UNKNOWN', raw: '77' },
      warnings: [
        { field: 'vehicle.plate_kind', code: 'UNKNOWN_CODE', raw: '77' },
        { field: 'vehicle.plate_number', code: 'COMPLETED', raw: 'H1A234' },
      ],
    });
  });

  test('that the register does not hold leaves the vehicle in the answer, marked', () => {
    expect(plateOf({ hphm: null })).toMatchObject({
      plateNumber: '-',
      warnings: [{ field: 'vehicle.plate_number', code: 'CHECK_FAILED' }],
    });
  });

  test('in whose place an error text stands makes the row unreadable, at the agency', () => {
    for (const hphm of ['SQLException', 'ORA-12541: TNS:no listener'])
      expect(() => plateOf({ hphm })).toThrow('REGISTRY_ROW_UNREADABLE: TEST.hphm holds an error text');
  });

  test('never loses a character of what the register holds', () => {
    const written = fc.string({
      unit: fc.constantFrom(...'HBD0123456789苏鲁挂学警使'.split('')),
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(written, (hphm) => {
        expect(plateOf({ hphm }).plateNumber.endsWith(hphm)).toBe(true);
      }),
    );
  });
});
