import { createSecureContext } from 'node:tls';
import { Client, credentials, Metadata, type MethodDefinition, type status } from '@grpc/grpc-js';
import { AdapterServiceService } from '@dianda/wire';
import { readErrorDetails, type ErrorDetails } from './error-details.js';

/** Where the server under test listens. */
export interface Target {
  /** `host:port` */
  readonly address: string;
  /** DNS name that its certificate must carry. */
  readonly tlsName: string;
}

/** PEM texts of one side of mutual TLS. */
export interface TlsIdentity {
  readonly authority: Buffer;
  readonly certificate: Buffer;
  readonly key: Buffer;
}

/** How a call ended, with all that came besides the message: personal data has no place in any of it. */
export interface CallEnd {
  readonly code: status;
  readonly statusMessage: string;
  readonly headers: Metadata;
  readonly trailers: Metadata;
  readonly details: ErrorDetails;
}

export type CallResult<Response> =
  (CallEnd & { readonly ok: true; readonly response: Response }) | (CallEnd & { readonly ok: false });

export interface CallOptions {
  readonly deadlineMs: number;
  /** Cancels the call when it is aborted. */
  readonly signal?: AbortSignal;
}

/** proto/README.md section 2: a bigger reply is not read. */
const LARGEST_REPLY_BYTES = 4 * 1024 * 1024;

const health: MethodDefinition<Buffer, Buffer> = {
  path: '/grpc.health.v1.Health/Check',
  requestStream: false,
  responseStream: false,
  requestSerialize: (bytes) => bytes,
  requestDeserialize: (bytes) => bytes,
  responseSerialize: (bytes) => bytes,
  responseDeserialize: (bytes) => bytes,
};

/** The methods that the suite calls; health as bytes, since the contract has no messages of its own for it. */
export const methods = {
  describe: AdapterServiceService.describe,
  inquire: AdapterServiceService.inquire,
  withdraw: AdapterServiceService.withdraw,
  health,
};

/** One connection to the server under test, over TLS 1.3 and nothing less, without a retry of its own. */
export class Line {
  private readonly client: Client;

  /** Without `certificate` and `key` the client shows none. */
  constructor(target: Target, identity: Pick<TlsIdentity, 'authority'> & Partial<TlsIdentity>) {
    const context = createSecureContext({
      ca: identity.authority,
      ...(identity.certificate === undefined ? {} : { cert: identity.certificate }),
      ...(identity.key === undefined ? {} : { key: identity.key }),
      minVersion: 'TLSv1.3',
    });
    this.client = new Client(target.address, credentials.createFromSecureContext(context), {
      'grpc.ssl_target_name_override': target.tlsName,
      'grpc.default_authority': target.tlsName,
      'grpc.use_local_subchannel_pool': 1,
      'grpc.max_receive_message_length': LARGEST_REPLY_BYTES,
      'grpc.enable_retries': 0,
      'grpc.initial_reconnect_backoff_ms': 200,
      'grpc.max_reconnect_backoff_ms': 1_000,
    });
  }

  /** Makes one call; never rejects, since how a call fails is what is judged. */
  call<Request, Response>(
    method: MethodDefinition<Request, Response>,
    request: Request,
    { deadlineMs, signal }: CallOptions,
  ): Promise<CallResult<Response>> {
    return new Promise((resolve) => {
      let headers = new Metadata();
      let answered: { readonly response: Response } | undefined;
      const call = this.client.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        new Metadata(),
        { deadline: Date.now() + deadlineMs },
        (error, response) => {
          if (error === null && response !== undefined) answered = { response };
        },
      );
      const cancel = (): void => call.cancel();
      if (signal?.aborted === true) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      call.on('metadata', (received) => (headers = received));
      call.on('status', ({ code, details, metadata }) => {
        signal?.removeEventListener('abort', cancel);
        const end: CallEnd = {
          code,
          statusMessage: details,
          headers,
          trailers: metadata,
          details: readErrorDetails(metadata),
        };
        // The callback with the message is always called before.
        resolve(answered === undefined ? { ...end, ok: false } : { ...end, ok: true, ...answered });
      });
    });
  }

  close(): void {
    this.client.close();
  }
}
