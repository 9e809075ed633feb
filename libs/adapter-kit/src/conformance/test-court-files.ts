import { ensureCertificates, openOrCreateSigningKey, publishKey } from '@dianda/trust';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** DNS name of the dispatcher that the suite plays; an adapter under test names it as its allowed peer. */
export const testDispatcherName = 'dispatcher.court.example';

/** The files of a court that exists for tests alone, by what they are for. */
export interface TestCourtFiles {
  readonly authority: string;
  readonly adapterCertificate: string;
  readonly adapterKey: string;
  readonly dispatcherCertificate: string;
  readonly dispatcherKey: string;
  readonly strangerCertificate: string;
  readonly strangerKey: string;
  readonly warrantKey: string;
  /** What the adapter under test verifies warrants with. */
  readonly warrantKeySet: string;
}

/**
 * Makes what an agency needs before it has met a court: an authority, certificates for its adapter (localhost), for the
 * dispatcher and for a stranger, and a warrant key with its JWKS. What is there already stays.
 * @throws TrustError as `ensureCertificates` and `openOrCreateSigningKey`; the file system's own errors.
 */
export async function makeTestCourt(folder: string): Promise<TestCourtFiles> {
  const place = resolve(folder);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  await ensureCertificates(
    place,
    [
      { name: 'adapter', dnsNames: ['localhost'] },
      { name: 'dispatcher', dnsNames: [testDispatcherName] },
      { name: 'stranger', dnsNames: ['stranger.example'] },
    ],
    { now: new Date() },
  );
  const file = (name: string): string => join(place, name);
  const files: TestCourtFiles = {
    authority: file('ca.pem'),
    adapterCertificate: file('adapter.pem'),
    adapterKey: file('adapter.key.pem'),
    dispatcherCertificate: file('dispatcher.pem'),
    dispatcherKey: file('dispatcher.key.pem'),
    strangerCertificate: file('stranger.pem'),
    strangerKey: file('stranger.key.pem'),
    warrantKey: file('test-warrant.key.pem'),
    warrantKeySet: file('warrants.jwks.json'),
  };
  publishKey(files.warrantKeySet, openOrCreateSigningKey(files.warrantKey).publicJwk);
  return files;
}
