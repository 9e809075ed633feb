import { status } from '@grpc/grpc-js';
import { DiandaError, type AdapterAnswer } from '@dianda/inquiry';
import {
  answered,
  bare,
  deferral,
  failed,
  found,
  nothing,
  page,
} from '../../../test/conformance/exchanges.js';
import type { Exchange } from '../court/ledger.js';
import { wordsOf } from '../messages/words.js';
import { judgeFault, verdictOnPlaces } from './judge-fault.js';

function expected(exchange: Exchange, reply: AdapterAnswer | undefined, records: number): readonly string[] {
  const judged = { exchange, reply: reply === undefined ? undefined : page(reply), records };
  return judgeFault(judged).map((finding) => finding.expected(wordsOf('en')));
}

function onAnswer(answer: AdapterAnswer, records: number): readonly string[] {
  return expected(answered(page(answer)), answer, records);
}

describe('while the back end fails', () => {
  test.each([
    DiandaError.unavailable('REGISTRY_UNAVAILABLE', { origin: 'agency' }),
    DiandaError.timeout('REGISTRY_TIMEOUT', { origin: 'agency' }),
    DiandaError.internal('REGISTRY_ROW_UNREADABLE', { origin: 'agency' }),
  ])('$reason of the agency is the right thing to say', (error) => {
    expect(expected(failed(error), undefined, 2)).toEqual([]);
  });

  test.each([
    failed(DiandaError.unavailable('REGISTRY_UNAVAILABLE', { origin: 'adapter' })),
    failed(DiandaError.internal('UNEXPECTED', { origin: 'agency' })),
    bare(status.UNAVAILABLE),
    bare(status.DEADLINE_EXCEEDED),
  ])('an error that does not say so is not (%#)', (exchange) => {
    expect(expected(exchange, undefined, 2)).toEqual([wordsOf('en').finding.errorOfAgency]);
  });

  test('"nothing found" is never right, whether there is something or not', () => {
    expect(onAnswer(nothing, 2)).toEqual([wordsOf('en').finding.neverNothingFound]);
    expect(onAnswer(nothing, 0)).toEqual([wordsOf('en').finding.neverNothingFound]);
  });

  test('fewer records are right only when what is missing is named', () => {
    const gap = { missing: [{ part: 'BANK_ACCOUNTS', reason: 'UNAVAILABLE', detail: '' }] };
    expect(onAnswer(found([1]), 2)).toEqual([wordsOf('en').finding.missingNamed]);
    expect(onAnswer(found([1], gap), 2)).toEqual([]);
    expect(onAnswer(found([1, 2]), 2)).toEqual([]);
  });

  test('a deferral promises an answer and claims none', () => {
    expect(onAnswer(deferral, 2)).toEqual([]);
  });

  test('an answer that does not read is none', () => {
    expect(expected(answered(page(nothing)), undefined, 2)).toEqual([wordsOf('en').finding.errorOfAgency]);
  });
});

describe('a search that was to be broken at one place after another', () => {
  it('proves nothing where no fault struck, and says so', () => {
    expect(verdictOnPlaces([], 0).outcome).toBe('skipped');
    expect(verdictOnPlaces([], 3).outcome).toBe('passed');
    const finding = { expected: () => 'an error', came: () => 'nothing found' };
    expect(verdictOnPlaces([finding], 0).outcome).toBe('failed');
  });
});
