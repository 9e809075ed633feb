import type { Logger, Metrics } from '@dianda/service-kit';
import type { Adapter } from '../adapter.js';
import type { InboxPlace } from '../push/inbox-client.js';
import type { TlsFiles } from './server-credentials.js';

/** What an adapter's server needs. Times in milliseconds. */
export interface AdapterOptions {
  readonly adapter: Adapter;
  /** Code of the agency in Dianda's directory: audience of its warrants, issuer of its receipts. */
  readonly agencyCode: string;
  /** `host:port`; port 0 takes a free one. */
  readonly listen: string;
  readonly tls: TlsFiles;
  /** DNS names or SHA-256 fingerprints of certificates that may call. */
  readonly allowedPeers: readonly string[];
  /** Public keys (JWKS) of the court platform. */
  readonly warrantKeysFile: string;
  /** Ed25519 private key (PEM, mode 0600) that signs receipts; made at the first start. */
  readonly receiptKeyFile: string;
  /** Who answers for the receipts: id of a person or a system. */
  readonly operator: string;
  readonly journal: { readonly url: string; readonly keyFile: string };
  /** Where answers are brought that were put off; undefined where the court has to ask for them. */
  readonly inbox?: InboxPlace | undefined;
  /** How many different searches run at once; more are told ADAPTER_BUSY. */
  readonly maxConcurrent: number;
  /** The most records on one page. */
  readonly maxPageRecords: number;
  /** The longest any search may take, whatever deadline the caller gives. */
  readonly longestSearchMs: number;
  readonly connectTimeoutMs: number;
  /** How long running questions are waited for at the end, before they are cut off. */
  readonly drainMs: number;
  /** How often health looks at the journal and the agency's registers; 5 seconds unless given. */
  readonly healthEveryMs?: number;
  /** Descriptor image of the contract (`buf build`); reflection is served only when it is given. */
  readonly reflectionImageFile: string | undefined;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** The largest message either way (proto/README.md section 2): a question may bring its documents with it. */
export const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** What the frame around an answer takes: leg id, round, receipt (a JWS of about 1 KiB), lengths. */
const FRAME_BYTES = 16 * 1024;
export const MAX_ANSWER_BYTES = MAX_MESSAGE_BYTES - FRAME_BYTES;

const SHORTEST_MARGIN_MS = 200;
const LONGEST_MARGIN_MS = 1_000;

/**
 * What is kept back of the `leftMs` of a call, so that an error that names the slow one still arrives in time, also on a
 * busy machine: a tenth, within bounds.
 */
export function marginOf(leftMs: number): number {
  return Math.min(LONGEST_MARGIN_MS, Math.max(SHORTEST_MARGIN_MS, leftMs / 10));
}
