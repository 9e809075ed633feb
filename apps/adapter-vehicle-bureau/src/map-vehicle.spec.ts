import { makeSyntheticVin } from '@dianda/identifiers';
import { person, plainVehicle, reading } from '../test/rows.js';
import { readOwnership, readSeizure, readVehicle } from './map-vehicle.js';

const parts = { owner: { subject: { name: person.name } }, coOwners: [], mortgagees: [], seizures: [] };

function vehicleOf(
  columns: Record<string, string | null>,
  changes: Partial<Parameters<typeof readVehicle>[1]> = {},
) {
  const { fields, warnings } = reading({ ...plainVehicle, hphm: '苏H1A234', ...columns });
  return { vehicle: readVehicle(fields, { ...parts, ...changes }), warnings };
}

describe('a vehicle', () => {
  test('is read column by column', () => {
    const { vehicle, warnings } = vehicleOf({
      clpp1: '样例牌',
      clxh: 'YL7000',
      gcjk: '国产',
      zzcmc: '样例汽车制造厂',
      fdjh: 'E0001',
      cllx: 'K33',
      csys: '白',
      syxz: 'F',
      ccdjrq: '20180312',
      djrq: '2025-03-10',
      yxqz: '20260331',
      qzbfqz: '20330312',
      glbm: '车辆管理所',
      bxzzrq: '20260311',
      rlzl: '汽油',
      pl: '1598',
    });
    expect(vehicle).toEqual({
      plateKind: { code: 'SMALL', raw: '02' },
      plateNumber: '苏H1A234',
      brand: '样例牌',
      model: 'YL7000',
      madeIn: '国产',
      maker: '样例汽车制造厂',
      vin: makeSyntheticVin(1),
      engineNumber: 'E0001',
      vehicleType: 'K33',
      colour: '白',
      usage: { code: 'FREIGHT', raw: 'F' },
      firstRegisteredOn: '2018-03-12',
      lastInspectedOn: '2025-03-10',
      inspectionValidToOn: '2026-03-31',
      scrapDeadlineOn: '2033-03-12',
      issuer: '苏H',
      department: '车辆管理所',
      insuranceEndsOn: '2026-03-11',
      statuses: ['NORMAL'],
      statusesRaw: 'A',
      mortgaged: false,
      fuel: '汽油',
      displacement: '1598',
      owner: { subject: { name: person.name } },
      coOwners: [],
      mortgagees: [],
      seizures: [],
    });
    expect(warnings).toEqual([]);
  });

  test('keeps a VIN whose check digit fails, with a warning', () => {
    const good = makeSyntheticVin(7);
    const bad = `${good.slice(0, 8)}${good[8] === '1' ? '2' : '1'}${good.slice(9)}`;
    const { vehicle, warnings } = vehicleOf({ clsbdh: bad });
    expect(vehicle.vin).toBe(bad);
    expect(warnings).toEqual([{ field: 'vehicle.vin', code: 'CHECK_FAILED', raw: bad }]);
  });

  test('keeps what is no VIN at all as the register holds it, with a warning', () => {
    const { vehicle, warnings } = vehicleOf({ clsbdh: '老车架号-123' });
    expect(vehicle.vin).toBe('老车架号-123');
    expect(warnings).toEqual([{ field: 'vehicle.vin', code: 'CHECK_FAILED', raw: '老车架号-123' }]);
  });

  test('leaves a date that does not exist empty, with its raw text', () => {
    const { vehicle, warnings } = vehicleOf({ ccdjrq: '20230230', qzbfqz: '99991231' });
    expect(vehicle).not.toHaveProperty('firstRegisteredOn');
    expect(vehicle).not.toHaveProperty('scrapDeadlineOn');
    expect(warnings).toEqual([
      { field: 'vehicle.first_registered_on', code: 'IMPOSSIBLE_DATE', raw: '20230230' },
      { field: 'vehicle.scrap_deadline_on', code: 'IMPOSSIBLE_DATE', raw: '99991231' },
    ]);
  });

  test.each(['O', 'P', 'Q', 'S'])('used as a school bus of letter %s keeps the letter', (syxz) => {
    expect(vehicleOf({ syxz }).vehicle.usage).toEqual({ code: 'SCHOOL_BUS', raw: syxz });
  });

  test('of a usage without a row is UNKNOWN with the letter', () => {
    const { vehicle, warnings } = vehicleOf({ syxz: 'X' });
    expect(vehicle.usage).toEqual({ code: 'UNKNOWN', raw: 'X' });
    expect(warnings).toEqual([{ field: 'vehicle.usage', code: 'UNKNOWN_CODE', raw: 'X' }]);
  });

  test('that is marked free but carries a mortgage in force is mortgaged, and the mark is told', () => {
    const mortgagees = [{ kind: 'UNKNOWN' as const, name: '某人' }];
    const { vehicle, warnings } = vehicleOf({ dybj: '0' }, { mortgagees });
    expect(vehicle.mortgaged).toBe(true);
    expect(warnings).toEqual([{ field: 'vehicle.mortgaged', code: 'TEXT_CONTRADICTS_CODE', raw: '0' }]);
  });

  test('that is marked mortgaged stays so although the register names no mortgagee', () => {
    expect(vehicleOf({ dybj: '1' }).vehicle.mortgaged).toBe(true);
    expect(vehicleOf({ dybj: null }).vehicle).not.toHaveProperty('mortgaged');
  });

  test('whose text lost characters in the register’s encoding is delivered and marked', () => {
    const { vehicle, warnings } = vehicleOf({ zzcmc: '样\uFFFD厂' });
    expect(vehicle.maker).toBe('样\uFFFD厂');
    expect(warnings).toEqual([{ field: 'vehicle.maker', code: 'CHARACTERS_LOST', raw: '样\uFFFD厂' }]);
  });
});

test('how somebody owns it is read out of his own row, a manner without a row as UNKNOWN', () => {
  const { fields } = reading({ gyfs: '2', gyfe: '1/2' });
  expect(readOwnership(fields)).toEqual({ coOwnership: { code: 'BY_SHARES', raw: '2' }, share: '1/2' });
  const odd = reading({ gyfs: '7', gyfe: null });
  expect(readOwnership(odd.fields)).toEqual({ coOwnership: { code: 'UNKNOWN', raw: '7' } });
  expect(odd.warnings).toEqual([{ field: 'vehicle.co_ownership', code: 'UNKNOWN_CODE', raw: '7' }]);
  expect(readOwnership(reading({ gyfs: null, gyfe: null }).fields)).toEqual({});
});

test('a seizure names its authority and document', () => {
  const { fields } = reading({ cfjg: '样例市第一人民法院', cfwsmc: '协助执行通知书' }, 'vehicle.seizures[0]');
  expect(readSeizure(fields)).toEqual({ authority: '样例市第一人民法院', documentName: '协助执行通知书' });
});
