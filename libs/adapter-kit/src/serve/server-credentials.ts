import tls from 'node:tls';
import { experimental, type ServerCredentials } from '@grpc/grpc-js';
import type { Logger } from '@dianda/service-kit';

export interface TlsFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** The authority that must have signed a caller's certificate. */
  readonly authorityFile: string;
}

export interface WatchedCredentials {
  readonly credentials: ServerCredentials;
  readonly close: () => void;
}

/** A renewed certificate is in use after at most this long. */
const REFRESH_MS = 10_000;

/**
 * Mutual TLS 1.3 from files that are read again when they change. Resolves once they were read; rejects when they
 * cannot be. grpc-js has no option for the lowest protocol version, so the floor of the whole process is raised;
 * `--tls-min-v1.3` does the same from outside.
 */
export async function watchServerCredentials(files: TlsFiles, log: Logger): Promise<WatchedCredentials> {
  tls.DEFAULT_MIN_VERSION = 'TLSv1.3';
  const provider = new experimental.FileWatcherCertificateProvider({
    certificateFile: files.certificateFile,
    privateKeyFile: files.keyFile,
    caCertificateFile: files.authorityFile,
    refreshIntervalMs: REFRESH_MS,
  });
  const close = await firstRead(provider, log);
  return {
    credentials: experimental.createCertificateProviderServerCredentials(provider, provider, true),
    close,
  };
}

/** Waits for the first read of both; later failed reads are logged, while grpc-js refuses connections meanwhile. */
async function firstRead(provider: experimental.CertificateProvider, log: Logger): Promise<() => void> {
  let identityRead: (found: boolean) => void;
  let authorityRead: (found: boolean) => void;
  const reads = [
    new Promise<boolean>((resolve) => (identityRead = resolve)),
    new Promise<boolean>((resolve) => (authorityRead = resolve)),
  ];
  const onIdentity = (update: experimental.IdentityCertificateUpdate | null): void => {
    if (update === null) log.error('the TLS certificate or its key cannot be read');
    identityRead(update !== null);
  };
  const onAuthority = (update: experimental.CaCertificateUpdate | null): void => {
    if (update === null) log.error('the TLS authority cannot be read');
    authorityRead(update !== null);
  };
  provider.addIdentityCertificateListener(onIdentity);
  provider.addCaCertificateListener(onAuthority);
  const close = (): void => {
    provider.removeIdentityCertificateListener(onIdentity);
    provider.removeCaCertificateListener(onAuthority);
  };
  const found = await Promise.all(reads);
  if (found.every(Boolean)) return close;
  close();
  throw new Error('the TLS files cannot be read');
}
