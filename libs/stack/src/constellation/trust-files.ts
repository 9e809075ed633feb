import {
  BlindIndex,
  certificateFiles,
  ensureCertificates,
  generateOneTimePassword,
  KeyEncryptionKeyRing,
  openOrCreateSecretFile,
  openOrCreateSigningKey,
  publishKey,
  type CertificateFiles,
  type PublicSigningJwk,
} from '@dianda/trust';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Keys and certificates of one agency's adapter. */
export interface AgencyTrust {
  readonly tls: CertificateFiles;
  /** DNS name in its certificate, as the directory has it. */
  readonly tlsName: string;
  readonly receiptKeyFile: string;
  readonly receiptKey: PublicSigningJwk;
}

/** Where the keys of one constellation lie; made at its first start and kept. */
export interface TrustFiles {
  /** For key files that an app makes for itself. */
  readonly folder: string;
  readonly keyRingFile: string;
  readonly blindIndexKeyFile: string;
  readonly warrantKeyFile: string;
  /** The public half, as agencies get it when they join. */
  readonly warrantKeySetFile: string;
  /** What the sample court's case system signs with. */
  readonly clientKeyFile: string;
  readonly dispatcherTls: CertificateFiles;
  readonly dispatcherTlsName: string;
  /** By the agency's slug. */
  readonly agencies: ReadonlyMap<string, AgencyTrust>;
  /** A secret of that name: the same one at each start. */
  readonly secret: (name: string) => string;
  /** Path of that secret's file. */
  readonly secretFile: (name: string) => string;
  /** A password to type, of that name: the same one at each start. */
  readonly password: (name: string) => string;
}

/** Where keys, certificates and passwords lie in a constellation's folder. */
export const trustFolderName = 'trust';
/** In there, the keys without which nothing of a case can be read. */
export const keyRingPath = join('dianda', 'key-ring.json');

const dispatcherTlsName = 'dispatcher.dianda.internal';

/**
 * Opens the keys, certificates and passwords under `folder`, making what is missing. One authority signs for court and
 * agencies alike: on one machine there is nobody else; a real site names its own files in the configuration.
 */
export async function ensureTrustFiles(folder: string, agencySlugs: readonly string[]): Promise<TrustFiles> {
  const certificates = join(folder, 'certificates');
  const own = join(folder, 'dianda');
  const secrets = join(folder, 'secrets');
  for (const each of [certificates, own, secrets]) mkdirSync(each, { recursive: true, mode: 0o700 });
  const tlsNameOf = (slug: string): string => `${slug}.agency.internal`;

  await ensureCertificates(
    certificates,
    [
      { name: 'dispatcher', dnsNames: [dispatcherTlsName] },
      ...agencySlugs.map((slug) => ({ name: `adapter-${slug}`, dnsNames: [tlsNameOf(slug)] })),
    ],
    { now: new Date() },
  );
  const keyRingFile = join(folder, keyRingPath);
  const blindIndexKeyFile = join(own, 'blind-index.json');
  const warrantKeyFile = join(own, 'warrant.key.pem');
  const warrantKeySetFile = join(own, 'warrant.jwks.json');
  KeyEncryptionKeyRing.openOrCreate(keyRingFile);
  BlindIndex.openOrCreate(blindIndexKeyFile);
  publishKey(warrantKeySetFile, openOrCreateSigningKey(warrantKeyFile).publicJwk);

  const agencies = new Map(
    agencySlugs.map((slug) => {
      const receiptKeyFile = join(own, `receipt-${slug}.key.pem`);
      const trust: AgencyTrust = {
        tls: certificateFiles(certificates, `adapter-${slug}`),
        tlsName: tlsNameOf(slug),
        receiptKeyFile,
        receiptKey: openOrCreateSigningKey(receiptKeyFile).publicJwk,
      };
      return [slug, trust] as const;
    }),
  );
  const secretFile = (name: string): string => join(secrets, name);
  const keep = (name: string, make: () => string): string =>
    openOrCreateSecretFile(secretFile(name), make).toString('utf8').trim();
  return {
    folder: own,
    keyRingFile,
    blindIndexKeyFile,
    warrantKeyFile,
    warrantKeySetFile,
    clientKeyFile: join(own, 'court-system.key.pem'),
    dispatcherTls: certificateFiles(certificates, 'dispatcher'),
    dispatcherTlsName,
    agencies,
    secret: (name) => keep(name, () => randomBytes(24).toString('base64url')),
    secretFile,
    password: (name) => keep(name, generateOneTimePassword),
  };
}
