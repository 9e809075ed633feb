import { plateKinds as plateKindWords, vehicleStatuses, vehicleUsages } from '@dianda/inquiry';
import { plateKinds, statuses, usages } from './vehicle-codes.js';

test.each([
  ['plate kind', plateKinds.codes, plateKindWords],
  ['usage', usages.codes, vehicleUsages],
  ['status', statuses.codes, vehicleStatuses],
] as const)('every %s of the contract has a code at the bureau', (_name, codes, words) => {
  expect(new Set(codes.values())).toEqual(new Set(words));
});

test('the plate kinds are those of GA 24.7: 01 to 27, 51, 52, 99', () => {
  const listed = Array.from({ length: 27 }, (_, index) => String(index + 1).padStart(2, '0'));
  expect([...plateKinds.codes.keys()]).toEqual([...listed, '51', '52', '99']);
});

test('the usages are A to S, the statuses A to Q without F', () => {
  expect([...usages.codes.keys()].join('')).toBe('ABCDEFGHIJKLMNOPQRS');
  expect([...statuses.codes.keys()].join('')).toBe('ABCDEGHIJKLMNOPQ');
});
