import { Metadata, status } from '@grpc/grpc-js';
import fc from 'fast-check';
import { bare } from '../../../test/conformance/exchanges.js';
import { person } from '../../../test/scripted-adapter.js';
import { parseSubjectsFile } from '../subjects/subjects-file.js';
import { gbkBytes } from './gbk.js';
import { dataIn, leaksOf, personalDataOf } from './personal-data.js';

const thirdPersons = [{ name: '欧阳邻居', particulars: ['0517-0990018'] }];
const file = { assetClass: 'LAND', subjects: { found: { ...person, thirdPersons } } };
const row = parseSubjectsFile(JSON.stringify(file)).subjects.found!;
const data = personalDataOf(row);

function whatIn(bytes: Buffer): readonly string[] {
  return dataIn(bytes, data).map(({ what }) => what);
}

describe('personal data', () => {
  const { number } = person.document;

  test.each([
    ['as it is', Buffer.from('… 孟样例 …'), 'name'],
    ['in GBK', gbkBytes('…孟样例…')!, 'name'],
    ['as Python escapes it', Buffer.from('\\u5b5f\\u6837\\u4f8b'), 'name'],
    ['as others escape it', Buffer.from('\\u5B5F\\u6837\\u4F8B'), 'name'],
    ['as a URL holds it', Buffer.from(encodeURIComponent('孟样例')), 'name'],
    ['as a number', Buffer.from(`id=${number}`), 'document_number'],
    ['as the 15 digits of old', Buffer.from(number.slice(0, 6) + number.slice(8, 17)), 'document_number'],
    ['of a third person', Buffer.from('欧阳邻居'), 'third_person'],
    ['of a third person’s phone', Buffer.from('tel:0517-0990018'), 'third_person'],
  ])('is found %s', (_how, bytes, what) => {
    expect(whatIn(bytes)).toEqual([what]);
  });

  test('is not seen in what is none', () => {
    expect(whatIn(Buffer.from('{"legId":"6f1c2f0e","outcome":"found","took":12,"样":"例"}'))).toEqual([]);
  });

  test('is found in metadata, binary or not, and in the status message, wherever it stands', () => {
    const trailers = new Metadata();
    trailers.set('x-subject', number);
    trailers.set('x-bin', Buffer.from('孟样例'));
    const { result } = bare(status.INTERNAL, '孟样例 not found', trailers);
    expect(leaksOf(result, data)).toEqual([
      { what: 'name', where: 'status message' },
      { what: 'document_number', where: 'x-subject' },
      { what: 'name', where: 'x-bin' },
    ]);
  });
});

test('what GBK can write, its decoder reads back', () => {
  const decoder = new TextDecoder('gbk');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code)) }),
      (text) => {
        expect(decoder.decode(gbkBytes(text))).toBe(text);
      },
    ),
  );
  expect(gbkBytes('𠮷')).toBeUndefined();
});
