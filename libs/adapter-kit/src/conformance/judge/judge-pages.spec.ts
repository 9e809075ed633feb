import fc from 'fast-check';
import { found, nothing, page } from '../../../test/conformance/exchanges.js';
import { wordsOf } from '../messages/words.js';
import { judgePages } from './judge-pages.js';

const limits = { maxPageSize: 10, records: undefined };

function cameOf(...judged: Parameters<typeof judgePages>): readonly string[] {
  const words = wordsOf('en');
  return judgePages(...judged).map(
    ({ where, came }) => `${where === undefined ? '' : `${where}: `}${came(words)}`,
  );
}

/** Ids 1 to `count` on pages of `size`. */
function pagesOf(count: number, size: number) {
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  const starts = ids.filter((_, index) => index % size === 0);
  return starts.map((start, index) =>
    page(found(ids.slice(start - 1, start - 1 + size)), index + 1 < starts.length ? 't' : '', count),
  );
}

test('however a list is cut, whole pages are right, and one record fewer or twice is not', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 1, max: 10 }),
      fc.nat(),
      (count, size, at) => {
        const pages = pagesOf(count, size);
        expect(cameOf(pages, { maxPageSize: size, records: count })).toEqual([]);
        const ids = Array.from({ length: count }, (_, index) => index + 1);
        const lost = ids.filter((_, index) => index !== at % count);
        expect(cameOf([page(found(lost))], { maxPageSize: count, records: count })).toEqual([
          `${count - 1} records`,
        ]);
        const doubled = [...lost, lost[0] ?? 0];
        expect(cameOf([page(found(doubled))], { maxPageSize: count, records: count })).toEqual(['1 records']);
      },
    ),
  );
});

test('a page beyond the size that Describe tells is named by its place', () => {
  const [first, second] = pagesOf(6, 3);
  expect(cameOf([first!, second!], { maxPageSize: 2, records: 6 })).toEqual([
    'page 1: 3 records',
    'page 2: 3 records',
  ]);
});

test('missing parts belong on the first page', () => {
  const missing = [{ part: 'BANK_FREEZES', reason: 'UNAVAILABLE', detail: '' }];
  const pages = [page(found([1], { missing }), 't'), page(found([2], { missing }))];
  expect(cameOf(pages, limits)).toEqual(['page 2: missing parts on a later page']);
});

test('pages that are not all there, or count otherwise, make no answer', () => {
  expect(cameOf([page(found([1]), 'more')], limits)).toEqual(['pages are not complete']);
  expect(cameOf([page(found([1]), '', 5)], limits)).toEqual(['pages hold 1 records of 5']);
  expect(cameOf([page(found([1]), 't'), page(nothing)], limits)).toEqual(['a later page is not found']);
});
