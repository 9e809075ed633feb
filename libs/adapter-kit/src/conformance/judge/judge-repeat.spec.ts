import { status } from '@grpc/grpc-js';
import { answered, bare, found, page } from '../../../test/conformance/exchanges.js';
import { wordsOf } from '../messages/words.js';
import { judgeRepeat } from './judge-repeat.js';

const first = answered(page(found([1])));

function came(repeat: typeof first): readonly string[] {
  return judgeRepeat(first, repeat).map((finding) => finding.came(wordsOf('en')));
}

describe('a repeat', () => {
  test('with the same bytes and receipt is right', () => {
    expect(came(answered(page(found([1]))))).toEqual([]);
  });

  test('with other bytes, another receipt, or none of both, is not', () => {
    expect(came(answered(page(found([2]))))).toEqual(['other bytes']);
    expect(came(answered(page(found([1])), Buffer.from('another')))).toEqual(['another receipt']);
    expect(came(bare(status.UNAVAILABLE))).toEqual(['UNAVAILABLE without ErrorInfo']);
  });

  test('of a question that was never answered says nothing', () => {
    expect(judgeRepeat(bare(status.UNAVAILABLE), first)).toEqual([]);
  });
});
