import { Metadata, status } from '@grpc/grpc-js';
import { DiandaError } from '@dianda/inquiry';
import { bare, answered, failed, nothing, page } from '../../../test/conformance/exchanges.js';
import { wordsOf } from '../messages/words.js';
import { judgeError, type ExpectedError } from './judge-error.js';

const expired: ExpectedError = { code: 'PERMISSION_DENIED', reason: 'WARRANT_EXPIRED', origin: 'dianda' };

function came(exchange: ReturnType<typeof failed>, expected = expired): readonly string[] {
  return judgeError(exchange.result, expected).map((finding) => finding.came(wordsOf('en')));
}

describe('an error', () => {
  test('of the expected code, reason and origin is right', () => {
    expect(came(failed(DiandaError.forbidden('WARRANT_EXPIRED', { origin: 'dianda' })))).toEqual([]);
  });

  test('with another reason, origin or code, or none of the contract’s details, is told as it came', () => {
    expect(came(failed(DiandaError.forbidden('WARRANT_INVALID', { origin: 'dianda' })))).toEqual([
      'PERMISSION_DENIED WARRANT_INVALID origin=dianda',
    ]);
    expect(came(failed(DiandaError.forbidden('WARRANT_EXPIRED', { origin: 'adapter' })))).toEqual([
      'PERMISSION_DENIED WARRANT_EXPIRED origin=adapter',
    ]);
    expect(came(bare(status.PERMISSION_DENIED))).toEqual(['PERMISSION_DENIED without ErrorInfo']);
    const garbage = new Metadata();
    garbage.set('grpc-status-details-bin', Buffer.from('0affff03', 'hex'));
    expect(came(bare(status.PERMISSION_DENIED, '', garbage))).toEqual([
      'PERMISSION_DENIED without ErrorInfo',
    ]);
  });

  test('is missed where an answer came', () => {
    expect(came(answered(page(nothing)))).toEqual(['OK']);
  });

  test('never repeats what a server wrote into its status or its details', () => {
    const odd = failed(DiandaError.forbidden('WARRANT_INVALID', { origin: 'dianda', detail: '孟样例' }));
    expect(came(odd).join()).not.toContain('孟样例');
    const details = { ...odd.result.details, info: { reason: '孟样例', domain: 'x', origin: '孟样例' } };
    const findings = judgeError({ ...odd.result, details }, expired);
    expect(findings.map((each) => each.came(wordsOf('zh')))).toEqual([
      'PERMISSION_DENIED another reason origin=none',
    ]);
  });

  test('has to name the wrong field and the time to come again where these are asked for', () => {
    const invalid: ExpectedError = {
      code: 'INVALID_ARGUMENT',
      reason: 'QUESTION_INVALID',
      origin: 'requester',
      badField: 'subject.name',
    };
    const violation = { pointer: '/subject/name', code: 'MISSING', detail: 'is missing' };
    expect(came(failed(DiandaError.invalid('QUESTION_INVALID', [violation])), invalid)).toEqual([]);
    expect(came(failed(DiandaError.invalid('QUESTION_INVALID', [])), invalid)).toEqual([
      'BadRequest with 0 other fields',
    ]);
    const busy: ExpectedError = {
      code: 'RESOURCE_EXHAUSTED',
      reason: 'ADAPTER_BUSY',
      origin: 'adapter',
      retryInfo: true,
    };
    const error = (retry: object) => DiandaError.exhausted('ADAPTER_BUSY', { origin: 'adapter', ...retry });
    expect(came(failed(error({ retryAfterMs: 1 })), busy)).toEqual([]);
    expect(came(failed(error({})), busy)).toEqual(['no RetryInfo']);
  });
});
