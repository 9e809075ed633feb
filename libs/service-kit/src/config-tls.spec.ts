import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireTlsFiles } from './config-tls.js';
import { ConfigurationError } from './config.js';

const folder = mkdtempSync(join(tmpdir(), 'dianda-tls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const garbage = file('garbage.pem', 'root:x:0:0');
const key = file(
  'key.pem',
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
);

function variablesAtFault(files: Partial<Parameters<typeof requireTlsFiles>[0]>): string[] {
  try {
    requireTlsFiles({ tlsCertificateFile: garbage, tlsKeyFile: key, tlsAuthorityFile: garbage, ...files });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    expect(error.message).not.toContain('root:x');
    return error.faults.map((fault) => fault.variable);
  }
}

describe('the TLS files of a process', () => {
  it('are refused by name when they hold no certificate and no key, all at once', () => {
    expect(variablesAtFault({ tlsKeyFile: garbage })).toEqual([
      'TLS_CERT_FILE',
      'TLS_KEY_FILE',
      'TLS_CA_FILE',
    ]);
  });

  it('are refused for the certificate alone when the key is one', () => {
    expect(variablesAtFault({})).toEqual(['TLS_CERT_FILE', 'TLS_CA_FILE']);
  });
});
