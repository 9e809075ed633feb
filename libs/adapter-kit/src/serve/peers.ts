import { X509Certificate } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import {
  ResponderBuilder,
  ServerInterceptingCall,
  ServerListenerBuilder,
  type ServerInterceptor,
} from '@grpc/grpc-js';
import { DiandaError } from '@dianda/inquiry';
import { encodeError } from '@dianda/wire';

/** How grpc-js hands over what TLS has verified. */
interface AuthContext {
  readonly sslPeerCertificate?: PeerCertificate;
}

const FINGERPRINT = /^(?:[0-9a-f]{2}:?){31}[0-9a-f]{2}$/i;

/**
 * Who may call at all: DNS names that a peer's certificate must carry, or SHA-256 fingerprints of the certificate
 * itself. The certificate's chain and time were verified by TLS before.
 */
export class PeerAllowList {
  private readonly dnsNames: readonly string[];
  private readonly fingerprints: ReadonlySet<string>;

  /** `entries`: DNS names, or fingerprints as 64 hexadecimal digits with or without colons. At least one. */
  constructor(entries: readonly string[]) {
    if (entries.length === 0) throw new RangeError('an adapter that nobody may call');
    this.dnsNames = entries.filter((entry) => !FINGERPRINT.test(entry));
    this.fingerprints = new Set(entries.filter((entry) => FINGERPRINT.test(entry)).map(plainFingerprint));
  }

  /** The entry by which the peer is let in, or undefined. */
  nameOf(context: AuthContext): string | undefined {
    const raw = context.sslPeerCertificate?.raw;
    if (raw === undefined) return undefined;
    const certificate = new X509Certificate(raw);
    const fingerprint = plainFingerprint(certificate.fingerprint256);
    if (this.fingerprints.has(fingerprint)) return fingerprint;
    // checkHost reads the SAN as OpenSSL does; a common name or a wildcard is nobody's name here.
    return this.dnsNames.find((name) => certificate.checkHost(name, { subject: 'never', wildcards: false }));
  }
}

/** Refuses every call of a peer that is not on the list, of whichever service. */
export function admitOnly(peers: PeerAllowList, onRefused: (method: string) => void): ServerInterceptor {
  return (method, call) => {
    const listener = new ServerListenerBuilder()
      .withOnReceiveMetadata((metadata, next) => {
        if (peers.nameOf(call.getAuthContext()) !== undefined) {
          next(metadata);
          return;
        }
        onRefused(method.path);
        call.sendStatus(
          encodeError(DiandaError.forbidden('PEER_NOT_PERMITTED', { origin: 'dianda' }), 'adapter'),
        );
      })
      .build();
    const responder = new ResponderBuilder().withStart((next) => next(listener)).build();
    return new ServerInterceptingCall(call, responder);
  };
}

function plainFingerprint(text: string): string {
  return text.replaceAll(':', '').toLowerCase();
}
