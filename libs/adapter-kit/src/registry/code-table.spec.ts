import fc from 'fast-check';
import { codeTable, readCode } from './code-table.js';

const seizures = codeTable([
  ['1', '查封', 'SEIZURE'],
  ['2', '轮候查封', 'QUEUED'],
]);

test.each([
  ['1', '', { code: 'SEIZURE', raw: '1' }, undefined],
  ['', '轮候查封', { code: 'QUEUED', raw: '轮候查封' }, undefined],
  ['2', '轮候查封', { code: 'QUEUED', raw: '2 轮候查封' }, undefined],
  ['１', '', { code: 'SEIZURE', raw: '１' }, undefined],
  // Some registers write the text where the code belongs.
  ['轮候查封', '', { code: 'QUEUED', raw: '轮候查封' }, undefined],
  ['1', '轮候查封', { code: 'QUEUED', raw: '1 轮候查封' }, 'TEXT_CONTRADICTS_CODE'],
  ['9', '轮候查封', { code: 'QUEUED', raw: '9 轮候查封' }, 'TEXT_CONTRADICTS_CODE'],
  ['1', '别的', { code: 'UNKNOWN', raw: '1 别的' }, 'UNKNOWN_CODE'],
  ['9', '', { code: 'UNKNOWN', raw: '9' }, 'UNKNOWN_CODE'],
])('code “%s” with text “%s” reads as it should', (code, text, value, warning) => {
  expect(readCode(seizures, code, text)).toEqual({ value, warning });
});

test('neither code nor text is no value', () => {
  expect(readCode(seizures, '', '')).toBeUndefined();
});

test('whatever the register holds is kept raw, and what is unknown never gets a meaning', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (code, text) => {
      const read = readCode(seizures, code, text);
      expect(read?.value.raw).toContain(code);
      if (read?.value.code === 'UNKNOWN') expect(read.warning).toBe('UNKNOWN_CODE');
    }),
  );
});
