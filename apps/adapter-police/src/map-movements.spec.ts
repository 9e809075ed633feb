import { crossing, reading, stay, type Columns } from '../test/rows.js';
import { readCrossing, readStay } from './map-movements.js';

function readsStay(columns: Columns) {
  const { fields, warnings } = reading({ ...stay, ...columns }, 'lodging_stay');
  return { read: readStay(fields), warnings };
}

function readsCrossing(columns: Columns) {
  const { fields, warnings } = reading({ ...crossing, ...columns }, 'border_crossing');
  return { read: readCrossing(fields), warnings };
}

describe('a stay in a hotel', () => {
  test('is told with the times in one zone, the hotel and the phone that the subject left', () => {
    const columns = { tfsj: '20261103110000', lgdz: '样例市站前路 8 号', lxdh: '0517-00000031' };
    expect(readsStay(columns)).toEqual({
      read: {
        checkInAt: '2026-11-01T13:30:00.000Z',
        checkOutAt: '2026-11-03T03:00:00.000Z',
        hotelName: '样例旅馆',
        hotelAddress: '样例市站前路 8 号',
        phone: '0517-00000031',
      },
      warnings: [],
    });
  });

  test('that goes on has no end', () => {
    expect(readsStay({}).read).not.toHaveProperty('checkOutAt');
    const { read, warnings } = readsStay({ tfsj: '99991231000000' });
    expect(read).not.toHaveProperty('checkOutAt');
    expect(warnings).toEqual([
      { field: 'lodging_stay.check_out_at', code: 'IMPOSSIBLE_DATE', raw: '99991231000000' },
    ]);
  });

  test('in a hotel that the register of hotels lacks goes by its code, with a warning', () => {
    const { read, warnings } = readsStay({ lgmc: null });
    expect(read?.hotelName).toBe('3208980001');
    expect(warnings).toEqual([{ field: 'lodging_stay.hotel_name', code: 'UNKNOWN_CODE', raw: '3208980001' }]);
  });

  test('that does not say when or where it was cannot be told', () => {
    expect(readsStay({ rzsj: null }).read).toBeUndefined();
    expect(readsStay({ rzsj: '20230230100000' }).read).toBeUndefined();
    expect(readsStay({ lgmc: null, lgbm: null }).read).toBeUndefined();
  });

  test('whose text lost a character in its encoding says so', () => {
    expect(readsStay({ lgmc: '样\uFFFD旅馆' }).warnings).toEqual([
      { field: 'lodging_stay.hotel_name', code: 'CHARACTERS_LOST', raw: '样\uFFFD旅馆' },
    ]);
  });
});

describe('a border crossing', () => {
  test('is told with document, time, direction and destination', () => {
    expect(readsCrossing({ qwgj: '日本', lxdh: '0517-00000031' })).toEqual({
      read: {
        documentType: { code: 'PASSPORT', raw: '414' },
        documentNumber: 'SYN0000001',
        crossedAt: '2026-09-12T00:05:30.000Z',
        direction: { code: 'EXIT', raw: '1' },
        destination: '日本',
        phone: '0517-00000031',
      },
      warnings: [],
    });
  });

  test('believes the name of the document against its code, and says so', () => {
    const { read, warnings } = readsCrossing({ zjlx: '414', zjmc: '往来港澳通行证' });
    expect(read?.documentType).toEqual({ code: 'OTHER', raw: '414 往来港澳通行证' });
    expect(warnings).toEqual([
      {
        field: 'border_crossing.document_type',
        code: 'TEXT_CONTRADICTS_CODE',
        raw: '414 往来港澳通行证',
      },
    ]);
  });

  test('with codes that the tables lack keeps them raw', () => {
    const { read, warnings } = readsCrossing({ zjlx: '777', crjbs: '3' });
    expect(read?.documentType).toEqual({ code: 'UNKNOWN', raw: '777' });
    expect(read?.direction).toEqual({ code: 'UNKNOWN', raw: '3' });
    expect(warnings.map(({ code }) => code)).toEqual(['UNKNOWN_CODE', 'UNKNOWN_CODE']);
    expect(readsCrossing({ zjlx: null }).read?.documentType).toEqual({ code: 'UNKNOWN', raw: '-' });
  });

  test('that does not say when, or with which document, cannot be told', () => {
    expect(readsCrossing({ crjsj: null }).read).toBeUndefined();
    expect(readsCrossing({ zjhm: ' ' }).read).toBeUndefined();
  });
});
