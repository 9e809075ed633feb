import { connectivityState, type ChannelCredentials } from '@grpc/grpc-js';
import { AdapterServiceClient } from '@dianda/wire';
import type { Agency, AgencyCode, HoldStore, ProbePolicy } from '@dianda/inquiry';
import type { Logger } from '@dianda/service-kit';
import { AgencyBreaker } from './agency-breaker.js';
import { agencyCredentials, type ClientCertificate } from './certificates.js';

/** One page of an answer is at most 4 MiB (wire specification); what is larger is refused while it is read. */
export const largestReplyBytes = 4 * 1024 * 1024;

interface Connection {
  readonly endpoint: string;
  readonly tlsName: string;
  readonly client: AdapterServiceClient;
  readonly breaker: AgencyBreaker;
}

/**
 * One channel and one breaker an agency. Mutual TLS always; that it is 1.3 is the process's own floor
 * (`--tls-min-v1.3`), checked at start.
 */
export class AgencyConnections {
  private readonly connections = new Map<AgencyCode, Connection>();
  private readonly credentials: ChannelCredentials;

  constructor(
    certificate: ClientCertificate,
    private readonly holds: HoldStore,
    private readonly probes: ProbePolicy,
    private readonly log: Logger,
  ) {
    this.credentials = agencyCredentials(certificate);
  }

  /** The agency's connection, made on first use and made anew when its directory row names another place. */
  of(agency: Agency): Connection {
    const known = this.connections.get(agency.code);
    if (known?.endpoint === agency.endpoint && known.tlsName === agency.tlsName) return known;
    this.drop(agency.code);
    const connection = {
      endpoint: agency.endpoint,
      tlsName: agency.tlsName,
      client: new AdapterServiceClient(agency.endpoint, this.credentials, {
        'grpc.ssl_target_name_override': agency.tlsName,
        'grpc.default_authority': agency.tlsName,
        // One connection an agency: shared subchannels cost a third more, and would share a fate.
        'grpc.use_local_subchannel_pool': 1,
        'grpc.max_receive_message_length': largestReplyBytes,
        // The leg's row is the only retry loop (promise 10).
        'grpc.enable_retries': 0,
        'grpc.keepalive_time_ms': 30_000,
        'grpc.keepalive_timeout_ms': 10_000,
        'grpc.initial_reconnect_backoff_ms': 500,
        'grpc.max_reconnect_backoff_ms': 10_000,
      }),
      breaker: new AgencyBreaker(agency, this.holds, this.probes, this.log),
    };
    this.connections.set(agency.code, connection);
    return connection;
  }

  breakerOf(code: AgencyCode): AgencyBreaker | undefined {
    return this.connections.get(code)?.breaker;
  }

  /** Each agency that has a connection, and whether its breaker is open. */
  breakerStates(): readonly { readonly agencyCode: AgencyCode; readonly isOpen: boolean }[] {
    return [...this.connections].map(([agencyCode, { breaker }]) => ({ agencyCode, isOpen: breaker.isOpen }));
  }

  /** Calls back each time a lost connection is there again: who answers now may be another. */
  onReconnect(agency: Agency, listener: () => void): () => void {
    const channel = this.of(agency).client.getChannel();
    const watch: Watch = { isStopped: false, wasReady: false, isReady: false };
    follow(channel, watch, listener);
    return () => {
      watch.isStopped = true;
    };
  }

  drop(code: AgencyCode): void {
    const connection = this.connections.get(code);
    if (connection === undefined) return;
    this.connections.delete(code);
    connection.breaker.shutdown();
    connection.client.close();
  }

  close(): void {
    for (const code of [...this.connections.keys()]) this.drop(code);
  }
}

type Channel = ReturnType<AdapterServiceClient['getChannel']>;

interface Watch {
  isStopped: boolean;
  wasReady: boolean;
  isReady: boolean;
}

/** A replaced adapter may be ready again without ever having failed: every READY after another state counts. */
function follow(channel: Channel, watch: Watch, listener: () => void): void {
  if (watch.isStopped) return;
  const state = channel.getConnectivityState(false);
  if (state === connectivityState.SHUTDOWN) return;
  const isReady = state === connectivityState.READY;
  const isBack = isReady && watch.wasReady && !watch.isReady;
  watch.isReady = isReady;
  watch.wasReady ||= isReady;
  if (isBack) listener();
  channel.watchConnectivityState(state, Infinity, (error) => {
    if (error === undefined) follow(channel, watch, listener);
  });
}
