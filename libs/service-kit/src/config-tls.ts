import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { ConfigurationError, type ConfigurationFault } from './config.js';

/** Where a process's TLS identity lies, as its configuration has it. */
export interface TlsFiles {
  readonly tlsCertificateFile: string;
  readonly tlsKeyFile: string;
  readonly tlsAuthorityFile: string;
}

/**
 * Refuses files that can make no TLS identity before anybody is served with them: otherwise each connection fails later,
 * and the blame falls on whoever is at the other end. Throws `ConfigurationError` naming the variable at fault, with
 * nothing of the files in it.
 */
export function requireTlsFiles(files: TlsFiles): void {
  const faults: ConfigurationFault[] = [];
  const certificate = readFileSync(files.tlsCertificateFile);
  const key = readFileSync(files.tlsKeyFile);
  const authority = readFileSync(files.tlsAuthorityFile);
  const tell = (variable: string, problem: string, remedy: string): void => {
    faults.push({ variable, problem, remedy });
  };
  if (!isUsable({ cert: certificate }))
    tell('TLS_CERT_FILE', 'is no certificate in PEM', 'Name the certificate’s file');
  if (!isUsable({ key })) tell('TLS_KEY_FILE', 'is no private key in PEM', 'Name the private key’s file');
  if (!isAuthority(authority)) tell('TLS_CA_FILE', 'is no certificate in PEM', 'Name the authority’s file');
  if (faults.length === 0 && !isUsable({ cert: certificate, key })) {
    tell('TLS_KEY_FILE', 'is not the key of the certificate', 'Name the key that belongs to TLS_CERT_FILE');
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
}

/** `ca` with no certificate in it is accepted in silence, so it is read as a certificate as well. */
function isAuthority(authority: Buffer): boolean {
  return isUsable({ ca: authority }) && isUsable({ cert: authority });
}

function isUsable(parts: { cert?: Buffer; key?: Buffer; ca?: Buffer }): boolean {
  try {
    createSecureContext(parts);
    return true;
  } catch {
    return false;
  }
}
