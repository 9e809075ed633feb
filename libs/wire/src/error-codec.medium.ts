import {
  compressionAlgorithms,
  credentials,
  Server,
  ServerCredentials,
  status,
  type ChannelOptions,
  type ServiceError,
} from '@grpc/grpc-js';
import { DiandaError, isRetryable } from '@dianda/inquiry';
import { decodeError, encodeError, isServiceError } from './error-codec.js';
import {
  AdapterServiceClient,
  AdapterServiceService,
  InquireRequest,
  InquireResponse,
  type AdapterServiceServer,
} from './index.js';

const request = InquireRequest.fromPartial({ legId: '00000000-0000-4000-8000-000000000001', round: 1 });

const empty = Buffer.alloc(0);
const largeReply = { legId: request.legId, round: 1, answer: Buffer.alloc(100_000), receipt: empty };
const largeQuestion = { ...request, warrant: Buffer.alloc(100_000) };

type Handler = AdapterServiceServer['inquire'];

interface Line {
  readonly server?: ChannelOptions;
  readonly client?: ChannelOptions;
  readonly question?: InquireRequest;
}

/** Serves one handler and answers what a call to it ended with, over a real socket. */
async function callTo(
  handler: Handler,
  inquireMethod: Partial<(typeof AdapterServiceService)['inquire']> = {},
  line: Line = {},
): Promise<ServiceError> {
  const server = new Server(line.server);
  const unused: Handler = (_, reply) => reply(encodeError(undefined, 'adapter'));
  const methods = {
    ...AdapterServiceService,
    inquire: { ...AdapterServiceService.inquire, ...inquireMethod },
  };
  server.addService(methods, { describe: unused, inquire: handler, withdraw: unused });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const client = new AdapterServiceClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
    'grpc.max_receive_message_length': 64 * 1024,
    'grpc.enable_retries': 0,
    ...line.client,
  });
  try {
    return await new Promise<ServiceError>((resolve, reject) => {
      client.inquire(line.question ?? request, (error) =>
        error === null ? reject(new Error('answered')) : resolve(error),
      );
    });
  } finally {
    client.close();
    server.forceShutdown();
  }
}

describe('an error over a socket', () => {
  it('arrives as it was thrown: reason, origin, waiting time and every violation', async () => {
    const sent = DiandaError.fromReason('ADAPTER_BUSY', {
      origin: 'adapter',
      detail: '64 of 64 searches',
      retryAfterMs: 1500,
      violations: [{ pointer: '/subject/name', code: 'MISSING', detail: '姓名缺失' }],
    });
    const error = await callTo((_, reply) => reply(encodeError(sent, 'adapter')));
    expect(isServiceError(error)).toBe(true);
    expect(error).toMatchObject({ code: status.RESOURCE_EXHAUSTED, details: '64 of 64 searches' });
    expect(decodeError(error)).toMatchObject({
      reason: 'ADAPTER_BUSY',
      origin: 'adapter',
      retryAfterMs: 1500,
      violations: sent.violations,
    });
  });

  describe.each([
    ['as it is', {}],
    ['compressed', { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip }],
  ])('of a message over the limit, sent %s,', (_how, client) => {
    it('is final and the agency’s when the message is its reply', async () => {
      const error = await callTo((_, reply) => reply(null, largeReply), {}, { client });
      expect(error).toMatchObject({ code: status.RESOURCE_EXHAUSTED });
      expect(error.details).toMatch(/^Received message/);
      expect(decodeError(error)).toMatchObject({ reason: 'AGENCY_REPLY_TOO_LARGE', origin: 'agency' });
    });

    it('is final and ours when the message is our question', async () => {
      const served = jest.fn();
      const server = { 'grpc.max_receive_message_length': 64 * 1024 };
      const error = await callTo(served, {}, { client, server, question: largeQuestion });
      expect(error).toMatchObject({ code: status.RESOURCE_EXHAUSTED });
      expect(error.details).toMatch(/^Received message/);
      const decoded = decodeError(error);
      expect(decoded).toMatchObject({ reason: 'QUESTION_TOO_LARGE', origin: 'dianda' });
      expect(isRetryable(decoded)).toBe(false);
      expect(served).not.toHaveBeenCalled();
    });
  });

  it('is final and the agency’s when its server will not send the reply', async () => {
    const server = { 'grpc.max_send_message_length': 64 * 1024 };
    const error = await callTo((_, reply) => reply(null, largeReply), {}, { server });
    expect(decodeError(error)).toMatchObject({ reason: 'AGENCY_REPLY_TOO_LARGE', origin: 'agency' });
  });

  it('is final and the agency’s when the reply cannot be parsed', async () => {
    const garbage = { responseSerialize: () => Buffer.from([0x0a, 0xff, 0xff, 0xff, 0x07]) };
    const error = await callTo((_, reply) => reply(null, InquireResponse.fromPartial({})), garbage);
    expect(decodeError(error)).toMatchObject({ reason: 'AGENCY_REPLY_MALFORMED', origin: 'agency' });
  });

  it('is trouble on the way, to be tried again, when nobody listens', async () => {
    const client = new AdapterServiceClient('127.0.0.1:1', credentials.createInsecure());
    const error = await new Promise<ServiceError | null>((resolve) => client.inquire(request, resolve));
    client.close();
    expect(decodeError(error!)).toMatchObject({ reason: 'AGENCY_UNAVAILABLE', kind: 'unavailable' });
  });

  it('is a broken connection, to be tried again, when the stream is reset in the middle', async () => {
    const error = await callTo((call) => {
      const stream: unknown = Reflect.get(Reflect.get(call, 'call') as object, 'stream');
      (stream as { close(code: number): void }).close(2);
    });
    expect(error).toMatchObject({ code: status.INTERNAL });
    expect(decodeError(error)).toMatchObject({ reason: 'AGENCY_UNAVAILABLE', origin: 'agency' });
  });
});
