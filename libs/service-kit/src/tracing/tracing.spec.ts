import { readTraceParent, currentTraceParent } from './trace-parent.js';
import { beginSpan, inSpan } from './spans.js';
import { startTracing } from './start-tracing.js';

// Whoever loads the SDK while tracing is off fails here.
jest.mock('@opentelemetry/sdk-node', () => {
  throw new Error('the SDK was loaded');
});

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

describe('a traceparent', () => {
  it('names a span of another process', () => {
    expect(readTraceParent(`00-${traceId}-${spanId}-01`)).toEqual({
      traceId,
      spanId,
      traceFlags: 1,
      isRemote: true,
    });
  });

  it.each([
    undefined,
    '',
    7,
    [`00-${traceId}-${spanId}-01`],
    `01-${traceId}-${spanId}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId}-${spanId}-01-more`,
    // A person's number and a card's, filled up.
    `00-32089819900101001132089819900101-${spanId}-01`,
    `00-${traceId}-6222021234567890-01`,
  ])('is nothing when it is %p', (text) => {
    expect(readTraceParent(text)).toBeUndefined();
  });
});

describe('tracing that is off', () => {
  it('runs the work and says nothing of it', async () => {
    await (await startTracing('tested', undefined, { info: jest.fn(), warn: jest.fn() })).close();
    const work = async () => Promise.resolve(currentTraceParent() ?? 'untraced');
    expect(await inSpan('work', { kind: 'client' }, work)).toBe('untraced');
    const failure = new Error('own');
    await expect(inSpan('work', { kind: 'client' }, () => Promise.reject(failure))).rejects.toBe(failure);
    const span = beginSpan('request', { kind: 'server', parent: `00-${traceId}-${spanId}-01` });
    expect(span.run(() => 7)).toBe(7);
    span.end('request', {}, false);
  });
});
