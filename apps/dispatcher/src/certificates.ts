import { experimental, type ChannelCredentials, type ServerCredentials } from '@grpc/grpc-js';

/** The dispatcher's own certificate, and the authority that signed its agencies'. */
export interface ClientCertificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly authorityFile: string;
}

/** Certificate files are read again this often, so that they can be renewed without a restart. */
const refreshMs = 60_000;

/** For asking agencies. Mutual TLS always; that it is 1.3 is the process's own floor (`--tls-min-v1.3`). */
export function agencyCredentials(certificate: ClientCertificate): ChannelCredentials {
  const files = watched(certificate);
  return experimental.createCertificateProviderChannelCredentials(files, files);
}

/** For being called by agencies: only certificates of the authority are let in. */
export function inboxCredentials(certificate: ClientCertificate): ServerCredentials {
  const files = watched(certificate);
  return experimental.createCertificateProviderServerCredentials(files, files, true);
}

function watched({ certificateFile, keyFile, authorityFile }: ClientCertificate) {
  return new experimental.FileWatcherCertificateProvider({
    certificateFile,
    privateKeyFile: keyFile,
    caCertificateFile: authorityFile,
    refreshIntervalMs: refreshMs,
  });
}
