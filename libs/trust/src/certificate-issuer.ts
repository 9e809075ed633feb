import 'reflect-metadata'; // @peculiar/x509 resolves its parts through it and fails to load without.

import { createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import * as x509 from '@peculiar/x509';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
/** A peer whose clock is a little behind must not find a fresh certificate "not yet valid". */
const BACKDATE_MILLISECONDS = 60 * 60 * 1000;

const AUTHORITY_NAME = 'CN=Dianda first-start authority, O=Dianda';

export type CertificateUsage = 'server' | 'client';

/** Extended key usages by their object identifiers (RFC 5280 4.2.1.12). */
export const USAGE_OIDS: Record<CertificateUsage, string> = {
  server: x509.ExtendedKeyUsage.serverAuth,
  client: x509.ExtendedKeyUsage.clientAuth,
};

export interface AlternativeName {
  readonly type: string;
  readonly value: string;
}

export interface Term {
  readonly now: Date;
  readonly validityDays: number;
}

export interface Leaf {
  readonly commonName: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly usages: readonly CertificateUsage[];
  readonly key: KeyObject;
}

export function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MILLISECONDS);
}

/** A new ECDSA P-256 private key as PKCS #8 PEM. */
export function newCertificateKey(): string | Buffer {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: CURVE.namedCurve });
  return privateKey.export({ type: 'pkcs8', format: 'pem' });
}

/** Whether the key is of the kind {@link newCertificateKey} makes. */
export function isCertificateKey(key: KeyObject): boolean {
  // OpenSSL's own name of NIST P-256.
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

/** A self-signed authority certificate that may sign leaves only, as PEM. */
export async function issueAuthority(key: KeyObject, term: Term): Promise<string> {
  const publicKey = verifyingKey(key);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: AUTHORITY_NAME,
      ...lifetime(term),
      keys: { privateKey: signingKey(key), publicKey },
      signingAlgorithm: SIGNATURE,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return pemText(certificate);
}

/** A certificate for the leaf's key, signed by the authority's, as PEM. */
export async function issueLeaf(leaf: Leaf, authorityKey: KeyObject, term: Term): Promise<string> {
  const publicKey = verifyingKey(leaf.key);
  const certificate = await x509.X509CertificateGenerator.create(
    {
      subject: `CN=${leaf.commonName}, O=Dianda`,
      issuer: AUTHORITY_NAME,
      ...lifetime(term),
      publicKey,
      signingKey: signingKey(authorityKey),
      signingAlgorithm: SIGNATURE,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension(leaf.usages.map((usage) => USAGE_OIDS[usage])),
        new x509.SubjectAlternativeNameExtension([
          ...leaf.dnsNames.map((value) => ({ type: x509.DNS, value })),
          ...leaf.ipAddresses.map((value) => ({ type: x509.IP, value })),
        ]),
        await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
        await x509.AuthorityKeyIdentifierExtension.create(verifyingKey(authorityKey), false, webcrypto),
      ],
    },
    webcrypto,
  );
  return pemText(certificate);
}

/** The subject alternative names of a certificate in DER; types `dns`, `ip` and others of X.509. */
export function alternativeNames(der: Uint8Array): readonly AlternativeName[] {
  const certificate = new x509.X509Certificate(new Uint8Array(der));
  return certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [];
}

function lifetime({ now, validityDays }: Term): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: new Date(now.getTime() - BACKDATE_MILLISECONDS),
    notAfter: addDays(now, validityDays),
  };
}

function signingKey(privateKey: KeyObject): webcrypto.CryptoKey {
  return privateKey.toCryptoKey(CURVE, false, ['sign']);
}

function verifyingKey(privateKey: KeyObject): webcrypto.CryptoKey {
  return createPublicKey(privateKey).toCryptoKey(CURVE, true, ['verify']);
}

function pemText(certificate: x509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}
