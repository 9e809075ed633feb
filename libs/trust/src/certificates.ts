import { X509Certificate, createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';

import { readFileIfPresent, replaceFile } from './atomic-file.js';
import {
  USAGE_OIDS,
  addDays,
  alternativeNames,
  isCertificateKey,
  issueAuthority,
  issueLeaf,
  newCertificateKey,
} from './certificate-issuer.js';
import type { CertificateUsage, Leaf, Term } from './certificate-issuer.js';
import { openOrCreateSecretFile } from './secret-file.js';
import { TrustError } from './trust-error.js';

const READABLE_BY_ALL = 0o644;
const AUTHORITY_VALIDITY_DAYS = 3650;
/** One year and a month: a site that restarts once a year never meets an expired certificate. */
const DEFAULT_VALIDITY_DAYS = 397;
const DEFAULT_RENEW_WITHIN_DAYS = 30;
/** Far below the authority's life, which is renewed before a leaf could outlive it. */
const LONGEST_VALIDITY_DAYS = 825;

const AUTHORITY = 'ca';
const NAME_PATTERN = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const DNS_NAME_PATTERN = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** One leaf certificate to have. */
export interface CertificateEntry {
  /** File name stem and common name: lower-case letters, digits, single hyphens; not `ca`. */
  readonly name: string;
  /** DNS names it is for, in lower case; at least one. */
  readonly dnsNames: readonly string[];
  /** Both unless given: most of our processes serve and call. */
  readonly usages?: readonly CertificateUsage[];
  /** Whether it is also for `localhost` and 127.0.0.1, as on one machine; true unless given. */
  readonly loopback?: boolean;
}

/** Where the PEM files of one leaf lie; the key has mode 0600. */
export interface CertificateFiles {
  readonly authorityFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

export interface CertificateOptions {
  readonly now: Date;
  /** Life of a leaf in days, 1 to 825; 397 unless given. */
  readonly validityDays?: number;
  /** A leaf with no more days left than this is renewed; 30 unless given. */
  readonly renewWithinDays?: number;
}

export interface EnsuredCertificate extends CertificateFiles {
  readonly name: string;
  /** Whether this call wrote a new certificate. */
  readonly issued: boolean;
}

/** What ops want to know of a certificate. */
export interface CertificateDescription {
  /** One line, such as `CN=dispatcher, O=Dianda`. */
  readonly subject: string;
  readonly issuer: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Upper-case hexadecimal. */
  readonly serialNumber: string;
  /** SHA-256 over the DER, upper-case hexadecimal pairs with colons. */
  readonly fingerprintSha256: string;
}

/** The paths {@link ensureCertificates} uses; computing them touches no file. */
export function certificateFiles(folder: string, name: string): CertificateFiles {
  return {
    authorityFile: join(folder, `${AUTHORITY}.pem`),
    certificateFile: join(folder, `${name}.pem`),
    keyFile: join(folder, `${name}.key.pem`),
  };
}

/**
 * Sees to it that the folder holds an authority and a valid leaf certificate for each entry. For first
 * start and development: a site with an authority of its own names its files in the configuration and
 * never calls this on them.
 *
 * Repeating it changes nothing; it issues anew when a leaf is missing, soon expires, or no longer fits its
 * entry, authority or key. Keys are made once and stay, so that certificate and key match at every moment,
 * whatever two processes do that start at once; to change a key, delete its file.
 * @throws TrustError CERTIFICATE_ENTRY_INVALID, SECRET_FILE_TOO_OPEN, SECRET_FILE_MALFORMED,
 *   CERTIFICATE_MALFORMED when a file in a certificate's place is none.
 */
export async function ensureCertificates(
  folder: string,
  entries: readonly CertificateEntry[],
  options: CertificateOptions,
): Promise<EnsuredCertificate[]> {
  const term = { now: options.now, validityDays: options.validityDays ?? DEFAULT_VALIDITY_DAYS };
  if (!(term.validityDays >= 1 && term.validityDays <= LONGEST_VALIDITY_DAYS)) {
    throw new TrustError('CERTIFICATE_ENTRY_INVALID', `validityDays is not 1 to ${LONGEST_VALIDITY_DAYS}`);
  }
  entries.forEach(checkEntry);
  const renewUntil = addDays(options.now, options.renewWithinDays ?? DEFAULT_RENEW_WITHIN_DAYS);
  const authority = await ensureAuthority(folder, term);
  const ensured: EnsuredCertificate[] = [];
  for (const entry of entries) {
    const files = certificateFiles(folder, entry.name);
    const leaf = leafOf(entry, openOrCreateKey(files.keyFile));
    const present = readCertificate(files.certificateFile);
    const good = present !== undefined && present.validToDate > renewUntil && fits(present, leaf, authority);
    if (!good) writePem(files.certificateFile, await issueLeaf(leaf, authority.key, term));
    ensured.push({ name: entry.name, ...files, issued: !good });
  }
  return ensured;
}

/**
 * Reads the first certificate of a PEM text.
 * @throws TrustError CERTIFICATE_MALFORMED.
 */
export function describeCertificate(pem: string | Uint8Array): CertificateDescription {
  const certificate = parseCertificate(Buffer.from(pem), 'certificate');
  const names = alternativeNames(certificate.raw);
  const valuesOf = (type: string): string[] =>
    names.filter((name) => name.type === type).map(({ value }) => value);
  return {
    subject: certificate.subject.replaceAll('\n', ', '),
    issuer: certificate.issuer.replaceAll('\n', ', '),
    dnsNames: valuesOf('dns'),
    ipAddresses: valuesOf('ip'),
    notBefore: certificate.validFromDate,
    notAfter: certificate.validToDate,
    serialNumber: certificate.serialNumber,
    fingerprintSha256: certificate.fingerprint256,
  };
}

interface Authority {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
}

async function ensureAuthority(folder: string, { now, validityDays }: Term): Promise<Authority> {
  const { certificateFile, keyFile } = certificateFiles(folder, AUTHORITY);
  const key = openOrCreateKey(keyFile);
  const present = readCertificate(certificateFile);
  const outlivesLeaves = present !== undefined && present.validToDate > addDays(now, validityDays);
  if (outlivesLeaves && present.ca && present.checkPrivateKey(key)) return { key, certificate: present };
  // Under the same key and name, leaves signed before stay good with the renewed certificate.
  const pem = await issueAuthority(key, { now, validityDays: AUTHORITY_VALIDITY_DAYS });
  writePem(certificateFile, pem);
  return { key, certificate: parseCertificate(Buffer.from(pem), certificateFile) };
}

function checkEntry({ name, dnsNames, usages }: CertificateEntry): void {
  if (!NAME_PATTERN.test(name) || name === AUTHORITY) {
    throw new TrustError('CERTIFICATE_ENTRY_INVALID', `${name} is no name for a certificate's files`);
  }
  if (dnsNames.length === 0 || !dnsNames.every((dnsName) => DNS_NAME_PATTERN.test(dnsName))) {
    throw new TrustError('CERTIFICATE_ENTRY_INVALID', `${name} needs DNS names in lower case`);
  }
  if (usages?.length === 0) throw new TrustError('CERTIFICATE_ENTRY_INVALID', `${name} has no usage`);
}

function leafOf(entry: CertificateEntry, key: KeyObject): Leaf {
  const loopback = entry.loopback ?? true;
  return {
    commonName: entry.name,
    dnsNames: [...new Set([...entry.dnsNames, ...(loopback ? ['localhost'] : [])])],
    ipAddresses: loopback ? ['127.0.0.1'] : [],
    usages: entry.usages ?? ['server', 'client'],
    key,
  };
}

function fits(certificate: X509Certificate, leaf: Leaf, authority: Authority): boolean {
  const names = alternativeNames(certificate.raw).map(({ type, value }) => `${type}:${value}`);
  const wanted = [
    ...leaf.dnsNames.map((value) => `dns:${value}`),
    ...leaf.ipAddresses.map((value) => `ip:${value}`),
  ];
  const usages = leaf.usages.map((usage) => USAGE_OIDS[usage]);
  return (
    certificate.checkPrivateKey(leaf.key) &&
    certificate.verify(authority.certificate.publicKey) &&
    sameMembers(names, wanted) &&
    sameMembers(certificate.keyUsage, usages)
  );
}

/** `some` is undefined at run time for a certificate without the extension, whatever its type says. */
function sameMembers(some: readonly string[] | undefined, others: readonly string[]): boolean {
  const [left, right] = [new Set(some), new Set(others)];
  return left.size === right.size && [...left].every((member) => right.has(member));
}

function openOrCreateKey(path: string): KeyObject {
  const pem = openOrCreateSecretFile(path, newCertificateKey);
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (error) {
    throw new TrustError('SECRET_FILE_MALFORMED', `${path} is not a private key in PEM`, { cause: error });
  }
  if (!isCertificateKey(key)) {
    throw new TrustError('SECRET_FILE_MALFORMED', `${path} holds no ECDSA P-256 key`);
  }
  return key;
}

function readCertificate(path: string): X509Certificate | undefined {
  const pem = readFileIfPresent(path);
  return pem === undefined ? undefined : parseCertificate(pem, path);
}

function parseCertificate(pem: Buffer, name: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw new TrustError('CERTIFICATE_MALFORMED', `${name} is no certificate in PEM`, { cause: error });
  }
}

function writePem(path: string, pem: string): void {
  replaceFile(path, Buffer.from(pem, 'ascii'), READABLE_BY_ALL);
}
