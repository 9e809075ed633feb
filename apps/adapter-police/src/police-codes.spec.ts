import { searchableTypes } from '@dianda/adapter-kit';
import { cancellationOf, documentRows } from './police-codes.js';

test('documents that name nobody in an inquiry are not searched by', () => {
  expect([...searchableTypes(documentRows)].sort()).toEqual([
    'FOREIGN_PR_CARD',
    'HK_MO_TW_PERMIT',
    'HOUSEHOLD_BOOK',
    'MILITARY_ID',
    'PASSPORT',
    'RESIDENT_ID',
    'RESIDENT_ID_15',
  ]);
});

test('a row that stands is not cancelled, and a cancellation that nobody knows is told as it is', () => {
  expect(cancellationOf('')).toBeUndefined();
  expect(cancellationOf('0')).toBeUndefined();
  expect(cancellationOf('1')).toBe('死亡注销');
  expect(cancellationOf('7')).toBe('注销标识 7');
});
