import { RegistryRow } from '@dianda/adapter-kit';
import { RowsByRight } from './rows-by-right.js';

function burden(id: string, qlbm: string | null, qlbsm: string | null, bdcdyh: string | null): RegistryRow {
  return new RegistryRow('DYAQ', { bsm: id, qlbm, qlbsm, bdcdyh });
}

const right = new RegistryRow('FDCQ', { bsm: '1', bdcdyh: 'U1' });
const withoutUnit = new RegistryRow('FDCQ', { bsm: '2', bdcdyh: null });

function idsOn(rows: readonly RegistryRow[], table: string, on: RegistryRow): readonly string[] {
  return new RowsByRight(rows).on(table, on).map((row) => row.text('bsm'));
}

test('a burden lies on the right that it names, and by its unit number only where it names none', () => {
  const rows = [
    burden('by unit', null, null, 'U1'),
    burden('by name', 'FDCQ', '1', 'U1'),
    burden('another right on the same unit', 'FDCQ', '9', 'U1'),
    burden('another table', 'TDSYQ', '1', null),
    burden('another unit', null, null, 'U2'),
  ];
  expect(idsOn(rows, 'FDCQ', right)).toEqual(['by unit', 'by name']);
});

test('the order of the register is kept', () => {
  const rows = [
    burden('1st', 'FDCQ', '1', null),
    burden('2nd', null, null, 'U1'),
    burden('3rd', 'FDCQ', '1', null),
  ];
  expect(idsOn(rows, 'FDCQ', right)).toEqual(['1st', '2nd', '3rd']);
});

test('a burden that names nothing lies on no right without a unit number', () => {
  expect(idsOn([burden('lost', null, null, null)], 'FDCQ', withoutUnit)).toEqual([]);
});
