import fc from 'fast-check';
import { anyRecordOfKind, recordKinds } from '../../../test/records.js';
import { languages, thirdPersonKinds, type AssetRecord } from '../../index.js';
import { memberName } from '../words/member-words.js';
import { recordCells, thirdPersonsOn } from './record-cells.js';

/** Of each kind so many that each member occurs. */
const samples = recordKinds.flatMap((kind) =>
  fc
    .sample<AssetRecord>(anyRecordOfKind[kind], { numRuns: 60, seed: 11 })
    .map((record) => [kind, record] as const),
);

function personsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + personsIn(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  if ('kind' in value && thirdPersonKinds.some((kind) => kind === value.kind)) return 1;
  return Object.values(value).reduce<number>((sum, each) => sum + personsIn(each), 0);
}

describe('the facts of a record', () => {
  it('have a name in each language, the Chinese one in Chinese, and no cell is an object', () => {
    for (const [kind, record] of samples) {
      for (const language of languages) {
        for (const { path, name, text } of recordCells(record, language)) {
          expect({ kind, path, isNamed: language === 'en' || /\p{Script=Han}/u.test(name) }).toEqual({
            kind,
            path,
            isNamed: true,
          });
          expect(text).not.toMatch(/\[object|undefined/);
          expect(text).not.toBe('');
        }
      }
    }
  });

  it('are at most one a path, so that each has its column', () => {
    for (const [, record] of samples) {
      const paths = recordCells(record, 'zh-CN').map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
    }
  });

  it('name every third person apart, none twice and none left out', () => {
    for (const [, record] of samples) expect(thirdPersonsOn(record, 'zh-CN')).toHaveLength(personsIn(record));
  });

  it('say members that no table knows by their own name', () => {
    expect(memberName('firstRegisteredOn', 'en')).toBe('First registered on');
    expect(memberName('firstRegisteredOn', 'zh-CN')).toBe('初次登记日期');
    expect(memberName('unheardOf', 'zh-CN')).toBe('unheardOf');
  });
});
