import { Metadata } from '@grpc/grpc-js';
import fc from 'fast-check';
import { DiandaError } from '@dianda/inquiry';
import { encodeError } from '@dianda/wire';
import { readErrorDetails } from './error-details.js';

test('what an adapter says of its error is read whole, apart from the codec that wrote it', () => {
  const { metadata } = encodeError(
    DiandaError.fromReason('ADAPTER_BUSY', {
      origin: 'adapter',
      retryAfterMs: 1_500,
      violations: [{ pointer: '/subject/name', code: 'MISSING', detail: '' }],
    }),
    'adapter',
  );
  expect(readErrorDetails(metadata)).toEqual({
    info: { reason: 'ADAPTER_BUSY', domain: 'dianda.adapter.v1', origin: 'adapter' },
    retryDelayMs: 1_500,
    badFields: ['subject.name'],
  });
});

test('whatever bytes come in its place, reading them never fails', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const trailers = new Metadata();
      trailers.set('grpc-status-details-bin', Buffer.from(bytes));
      expect(readErrorDetails(trailers)).toHaveProperty('badFields');
    }),
  );
  expect(readErrorDetails(new Metadata()).info).toBeUndefined();
});
