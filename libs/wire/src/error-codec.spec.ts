import { Metadata, status } from '@grpc/grpc-js';
import {
  DiandaError,
  errorKinds,
  isReason,
  isRetryable,
  reasonKinds,
  type Reason,
  type Violation,
} from '@dianda/inquiry';
import fc from 'fast-check';
import { readErrorPromises } from '../test/contract.js';
import { decodeError, encodeError } from './error-codec.js';
import { codeOfKind, verdictOf } from './error-codes.js';
import { ErrorReason } from './generated/dianda/adapter/v1/error_reason.js';
import { ErrorInfo } from './generated/google/rpc/error_details.js';
import { Status } from './generated/google/rpc/status.js';

const promises = readErrorPromises();
const contractReasons = promises.map(({ reason }) => reason).filter(isReason);
const allReasons = Object.keys(reasonKinds).filter((name): name is Reason => isReason(name));
const codes = Object.values(status).filter((code): code is status => typeof code === 'number');

const violation: fc.Arbitrary<Violation> = fc
  .tuple(
    fc.stringMatching(/^(\/[a-z_]{1,8}(\/[0-9]{1,2})?){1,3}$/),
    fc.stringMatching(/^[A-Z_]{1,9}$/),
    fc.string({ unit: 'binary' }),
  )
  .map(([pointer, code, detail]) => ({ pointer, code, detail }));

const facts = fc
  .record({
    origin: fc.constantFrom('adapter' as const, 'agency' as const),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 86_400_000 }), { nil: undefined }),
    violations: fc.array(violation, { maxLength: 3 }),
    detail: fc.string(),
  })
  .map(({ retryAfterMs, ...rest }) => (retryAfterMs === undefined ? rest : { ...rest, retryAfterMs }));

describe('an error of the contract', () => {
  it('arrives with its reason, kind, origin, waiting time and violations', () => {
    fc.assert(
      fc.property(fc.constantFrom(...contractReasons), facts, (reason, given) => {
        const sent = DiandaError.fromReason(reason, given);
        const received = decodeError(encodeError(sent, 'adapter'));
        expect(received).toMatchObject({
          reason,
          kind: sent.kind,
          origin: sent.origin,
          retryAfterMs: sent.retryAfterMs,
          violations: sent.violations,
        });
      }),
    );
  });

  it('is known by its reason to the core, whatever its reason', () => {
    expect(promises.map(({ reason }) => reason)).toStrictEqual(
      Object.keys(ErrorReason)
        .filter((name) => name.startsWith('ERROR_REASON_') && !name.endsWith('_UNSPECIFIED'))
        .map((name) => name.replace('ERROR_REASON_', '')),
    );
    expect(contractReasons).toHaveLength(promises.length);
  });

  it.each(promises)('$reason: its comment and the core agree on code and another try', (promise) => {
    const { reason, code, origin, isAskedAgain } = promise;
    const error = DiandaError.fromReason(reason as Reason, { origin });
    expect({ code: status[codeOfKind[error.kind]], isAskedAgain: isRetryable(error) }).toStrictEqual({
      code,
      isAskedAgain,
    });
  });
});

describe('an error on its way out', () => {
  it('has a code for every kind and never throws', () => {
    expect(Object.keys(codeOfKind).sort()).toStrictEqual([...errorKinds].sort());
    for (const thrown of [undefined, null, 'EOPENBREAKER', 42, {}, new Error('boom')]) {
      expect(encodeError(thrown, 'dianda')).toMatchObject({ code: status.INTERNAL, details: 'UNEXPECTED' });
    }
  });

  it('keeps the detail of an internal error at home', () => {
    const error = DiandaError.internal('UNEXPECTED', { origin: 'adapter', detail: 'relation zjhm' });
    const sent = encodeError(error, 'adapter');
    const [trailer] = sent.metadata.get('grpc-status-details-bin');
    expect(sent.details).toBe('UNEXPECTED');
    expect(Buffer.from(trailer!).includes('zjhm')).toBe(false);
  });
});

/** What our own client makes of a call: no metadata. */
function foundHere(code: number, details: string) {
  return verdictOf({ code, details, metadata: new Metadata() });
}

/** What a server sends when it refuses a request. */
function sentByServer(code: number, details: string) {
  return verdictOf({ code, details, metadata: trailers() });
}

function trailers(): Metadata {
  const metadata = new Metadata();
  metadata.set('content-type', 'application/grpc+proto');
  return metadata;
}

describe('a status of which nothing is known but its code', () => {
  it('has one verdict for each of the 17 codes, and none of them is an answer', () => {
    expect(codes).toHaveLength(17);
    for (const code of codes) {
      const error = decodeError({ code, details: '', metadata: new Metadata() });
      expect(error.reason).toMatch(/^(AGENCY_|UNEXPECTED$)/);
    }
  });

  it('is asked again only when the way or the load was at fault', () => {
    const retried = codes.filter((code) =>
      isRetryable(decodeError({ code, details: '', metadata: new Metadata() })),
    );
    expect(retried.map((code) => status[code]).sort()).toStrictEqual([
      'ABORTED',
      'CANCELLED',
      'DEADLINE_EXCEEDED',
      'RESOURCE_EXHAUSTED',
      'UNAVAILABLE',
    ]);
  });

  it('is final when the reply was too large or could not be read', () => {
    const large = foundHere(status.RESOURCE_EXHAUSTED, 'Received message larger than max (9 vs 8)');
    const held = sentByServer(status.RESOURCE_EXHAUSTED, 'Sent message larger than max (9 vs. 8)');
    const garbled = foundHere(status.INTERNAL, 'Response message parsing error: index out of range');
    const empty = foundHere(status.UNIMPLEMENTED, 'No message received');
    expect(large).toStrictEqual({ reason: 'AGENCY_REPLY_TOO_LARGE', origin: 'agency' });
    expect(held).toStrictEqual({ reason: 'AGENCY_REPLY_TOO_LARGE', origin: 'agency' });
    expect(garbled).toStrictEqual({ reason: 'AGENCY_REPLY_MALFORMED', origin: 'agency' });
    expect(empty).toStrictEqual({ reason: 'AGENCY_REPLY_MALFORMED', origin: 'agency' });
  });

  it.each([
    'Received message larger than max (9 vs 8)',
    'Received message that decompresses to a size larger than 8',
    'SERVER: Received message larger than max (9 vs. 8)',
    'grpc: received message larger than max (9 vs. 8)',
    'Received message exceeds the maximum configured message size.',
    'gRPC message exceeds maximum size 8: 9',
    'Decompressed gRPC message exceeds maximum size 8',
  ])('is final and ours when a server says of our question: %s', (details) => {
    const end = { code: status.RESOURCE_EXHAUSTED, details, metadata: trailers() };
    expect(verdictOf(end)).toStrictEqual({ reason: 'QUESTION_TOO_LARGE', origin: 'dianda' });
    expect(isRetryable(decodeError(end))).toBe(false);
  });

  it('is the server’s own trouble when it speaks of replies that it could not read itself', () => {
    expect(sentByServer(status.INTERNAL, 'Response message parsing error: offset 7')).toStrictEqual({
      reason: 'AGENCY_FAILED',
      origin: 'agency',
    });
  });

  it('counts as unknown when gRPC has no such code', () => {
    expect(foundHere(4711, '')).toStrictEqual({ reason: 'AGENCY_FAILED', origin: 'agency' });
  });
});

describe('an agency that says what is not its to say', () => {
  function saying(
    reason: string,
    code: status,
    { domain = 'dianda.adapter.v1', origin = 'agency' } = {},
  ): DiandaError {
    const info = ErrorInfo.fromPartial({ reason, domain, metadata: { origin } });
    const details = [
      {
        typeUrl: 'type.googleapis.com/google.rpc.ErrorInfo',
        value: Buffer.from(ErrorInfo.encode(info).finish()),
      },
    ];
    const metadata = new Metadata();
    const bytes = Status.encode({ code, message: '', details }).finish();
    metadata.set('grpc-status-details-bin', Buffer.from(bytes));
    return decodeError({ code, details: '', metadata });
  }

  it('cannot speak for the court: reasons outside the contract count by their code', () => {
    const outside = allReasons.filter((reason) => !contractReasons.includes(reason));
    for (const reason of outside) {
      expect(saying(reason, codeOfKind[reasonKinds[reason]]).reason).not.toBe(
        reason.startsWith('AGENCY_') ? '' : reason,
      );
    }
    expect(saying('CASE_CLOSED', status.FAILED_PRECONDITION).reason).toBe('AGENCY_REJECTED_QUESTION');
  });

  it('cannot give a reason under a code that is not its own', () => {
    expect(saying('LEG_CONFLICT', status.UNAVAILABLE).reason).toBe('AGENCY_UNAVAILABLE');
  });

  it('cannot blame us for its own trouble, or the officer for anything, and so escape its breaker', () => {
    for (const origin of ['dianda', 'requester', 'nobody']) {
      expect(saying('REGISTRY_UNAVAILABLE', status.UNAVAILABLE, { origin }).origin).toBe('agency');
      expect(saying('UNEXPECTED', status.INTERNAL, { origin }).origin).toBe('agency');
      expect(saying('NIGHT_BATCH_RUNS', status.RESOURCE_EXHAUSTED, { origin }).origin).toBe('agency');
    }
    expect(saying('QUESTION_INVALID', status.INVALID_ARGUMENT, { origin: 'requester' }).origin).toBe(
      'adapter',
    );
  });

  it('may say that the question is at fault, which is ours', () => {
    expect(saying('WARRANT_EXPIRED', status.PERMISSION_DENIED, { origin: 'dianda' })).toMatchObject({
      reason: 'WARRANT_EXPIRED',
      origin: 'dianda',
    });
  });

  it('is heard by its code in another domain, and by its origin in ours', () => {
    expect(saying('WARRANT_EXPIRED', status.PERMISSION_DENIED, { domain: 'elsewhere' }).reason).toBe(
      'AGENCY_REJECTED_QUESTION',
    );
    expect(saying('NIGHT_BATCH_RUNS', status.RESOURCE_EXHAUSTED)).toMatchObject({
      reason: 'AGENCY_OVERLOADED',
      origin: 'agency',
      detail: 'status 8, reason NIGHT_BATCH_RUNS',
    });
  });

  it('is heard by its code when its details are garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        const metadata = new Metadata();
        metadata.set('grpc-status-details-bin', Buffer.from(noise));
        expect(decodeError({ code: status.UNAVAILABLE, details: '', metadata }).reason).toBe(
          'AGENCY_UNAVAILABLE',
        );
      }),
    );
  });
});
