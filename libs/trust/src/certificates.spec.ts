import { X509Certificate } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { folderPerTest, reasonOf } from '../test/trust-testing.js';
import { certificateFiles, describeCertificate, ensureCertificates } from './certificates.js';
import type { CertificateDescription, CertificateEntry, CertificateOptions } from './certificates.js';

const newFolder = folderPerTest();

const NOW = new Date('2026-11-02T02:00:00.000Z');
const daysLater = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);
const ENTRY: CertificateEntry = { name: 'dispatcher', dnsNames: ['dispatcher.dianda.test'] };

async function ensure(
  folder: string,
  entry: CertificateEntry = ENTRY,
  options: Partial<CertificateOptions> = {},
): Promise<CertificateDescription & { issued: boolean }> {
  const [ensured] = await ensureCertificates(folder, [entry], { now: NOW, ...options });
  if (ensured === undefined) throw new Error('nothing was ensured');
  return { ...describeCertificate(readFileSync(ensured.certificateFile)), issued: ensured.issued };
}

const read = (path: string): X509Certificate => new X509Certificate(readFileSync(path));

describe('ensureCertificates', () => {
  it('makes an authority and a leaf for server and client, with its names and loopback', async () => {
    const folder = newFolder();
    const leaf = await ensure(folder);
    expect(leaf).toMatchObject({
      subject: 'CN=dispatcher, O=Dianda',
      issuer: 'CN=Dianda first-start authority, O=Dianda',
      dnsNames: ['dispatcher.dianda.test', 'localhost'],
      ipAddresses: ['127.0.0.1'],
      issued: true,
    });
    expect(leaf.notAfter).toEqual(daysLater(397));
    expect(leaf.notBefore.getTime()).toBeLessThan(NOW.getTime());
    const files = certificateFiles(folder, 'dispatcher');
    const certificate = read(files.certificateFile);
    const authority = read(files.authorityFile);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
    expect(certificate.ca).toBe(false);
    expect(authority.ca).toBe(true);
    expect(certificate.checkIssued(authority)).toBe(true);
    expect(certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  });

  it('keeps the private keys to their owner', async () => {
    const folder = newFolder();
    await ensure(folder);
    for (const name of ['ca', 'dispatcher']) {
      expect(statSync(certificateFiles(folder, name).keyFile).mode & 0o777).toBe(0o600);
    }
  });

  it('changes nothing when repeated', async () => {
    const folder = newFolder();
    const first = await ensure(folder);
    const authority = readFileSync(join(folder, 'ca.pem'), 'utf8');
    const again = await ensure(folder, ENTRY, { now: daysLater(366) });
    expect(again).toEqual({ ...first, issued: false });
    expect(readFileSync(join(folder, 'ca.pem'), 'utf8')).toBe(authority);
  });

  it('renews a leaf when no more than the given days are left, and keeps its key', async () => {
    const folder = newFolder();
    const first = await ensure(folder);
    const key = readFileSync(join(folder, 'dispatcher.key.pem'), 'utf8');
    expect((await ensure(folder, ENTRY, { now: daysLater(366) })).issued).toBe(false);
    const renewed = await ensure(folder, ENTRY, { now: daysLater(367) });
    expect(renewed.issued).toBe(true);
    expect(renewed.notAfter).toEqual(daysLater(367 + 397));
    expect(renewed.fingerprintSha256).not.toBe(first.fingerprintSha256);
    expect(readFileSync(join(folder, 'dispatcher.key.pem'), 'utf8')).toBe(key);
  });

  it('takes validity and renewal as given', async () => {
    const folder = newFolder();
    const options = { validityDays: 7, renewWithinDays: 2 };
    expect((await ensure(folder, ENTRY, options)).notAfter).toEqual(daysLater(7));
    expect((await ensure(folder, ENTRY, { ...options, now: daysLater(4) })).issued).toBe(false);
    expect((await ensure(folder, ENTRY, { ...options, now: daysLater(5) })).issued).toBe(true);
  });

  it.each<[string, Partial<CertificateEntry>]>([
    ['another DNS name', { dnsNames: ['other.dianda.test'] }],
    ['one DNS name more', { dnsNames: ['dispatcher.dianda.test', 'other.dianda.test'] }],
    ['no loopback', { loopback: false }],
    ['another usage', { usages: ['client'] }],
  ])('issues anew when the entry wants %s', async (_name, changes) => {
    const folder = newFolder();
    await ensure(folder);
    const wanted = { ...ENTRY, ...changes };
    expect((await ensure(folder, wanted)).issued).toBe(true);
    expect((await ensure(folder, wanted)).issued).toBe(false);
  });

  it('issues anew when the leaf’s key or the authority’s key was replaced', async () => {
    const folder = newFolder();
    await ensure(folder);
    rmSync(join(folder, 'dispatcher.key.pem'));
    expect((await ensure(folder)).issued).toBe(true);
    rmSync(join(folder, 'ca.key.pem'));
    expect((await ensure(folder)).issued).toBe(true);
    const files = certificateFiles(folder, 'dispatcher');
    expect(read(files.certificateFile).verify(read(files.authorityFile).publicKey)).toBe(true);
    expect((await ensure(folder)).issued).toBe(false);
  });

  it('renews the authority before a leaf would outlive it, and its old leaves stay good', async () => {
    const folder = newFolder();
    await ensure(folder);
    const before = read(join(folder, 'ca.pem'));
    const leaf = read(join(folder, 'dispatcher.pem'));
    await ensure(folder, { name: 'other', dnsNames: ['other.test'] }, { now: daysLater(3650 - 300) });
    const after = read(join(folder, 'ca.pem'));
    expect(after.fingerprint256).not.toBe(before.fingerprint256);
    expect(leaf.verify(after.publicKey)).toBe(true);
    const other = read(join(folder, 'other.pem'));
    expect(other.validToDate.getTime()).toBeLessThan(after.validToDate.getTime());
  });

  it('lets two starts at once end with certificates that match their keys', async () => {
    const folder = newFolder();
    await Promise.all([ensure(folder), ensure(folder)]);
    expect((await ensure(folder)).issued).toBe(false);
  });

  it.each<[string, Partial<CertificateEntry>]>([
    ['a name that leaves the folder', { name: '../dispatcher' }],
    ['the authority’s own name', { name: 'ca' }],
    ['a name with a dot, which could be a key file’s', { name: 'ca.key' }],
    ['no DNS name', { dnsNames: [] }],
    ['a wildcard', { dnsNames: ['*.dianda.test'] }],
    ['a DNS name in capitals', { dnsNames: ['Dianda.test'] }],
    ['no usage', { usages: [] }],
  ])('refuses an entry with %s', async (_name, changes) => {
    const refused = ensure(newFolder(), { ...ENTRY, ...changes });
    await expect(refused).rejects.toMatchObject({ reason: 'CERTIFICATE_ENTRY_INVALID' });
  });

  it.each([0, 826, Number.NaN])('refuses a validity of %d days', async (validityDays) => {
    const refused = ensure(newFolder(), ENTRY, { validityDays });
    await expect(refused).rejects.toMatchObject({ reason: 'CERTIFICATE_ENTRY_INVALID' });
  });

  it('refuses a private key that others may read, or that is none', async () => {
    const folder = newFolder();
    await ensure(folder);
    const { keyFile } = certificateFiles(folder, 'dispatcher');
    chmodSync(keyFile, 0o644);
    expect(await reasonOf(() => ensure(folder))).toBe('SECRET_FILE_TOO_OPEN');
    chmodSync(keyFile, 0o600);
    writeFileSync(keyFile, 'no key');
    expect(await reasonOf(() => ensure(folder))).toBe('SECRET_FILE_MALFORMED');
  });
});

describe('describeCertificate', () => {
  it('refuses what is no certificate', async () => {
    expect(await reasonOf(() => describeCertificate('no certificate'))).toBe('CERTIFICATE_MALFORMED');
  });

  it('gives fingerprint and serial number as OpenSSL prints them', async () => {
    const folder = newFolder();
    const { fingerprintSha256, serialNumber } = await ensure(folder);
    const certificate = read(join(folder, 'dispatcher.pem'));
    expect(fingerprintSha256).toBe(certificate.fingerprint256);
    expect(fingerprintSha256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(serialNumber).toBe(certificate.serialNumber);
  });
});
