import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import type { ConnectionOptions, Server, TLSSocket } from 'node:tls';

import { folderPerTest } from '../test/trust-testing.js';
import { ensureCertificates } from './certificates.js';

const newFolder = folderPerTest();

interface Identity {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca: Buffer;
}

/** An authority of its own with two leaves, agency (server) and dispatcher (client). */
async function newAuthority(): Promise<{ agency: Identity; dispatcher: Identity }> {
  const entries = [
    { name: 'agency', dnsNames: ['agency.dianda.test'], usages: ['server'] as const },
    { name: 'dispatcher', dnsNames: ['dispatcher.dianda.test'], usages: ['client'] as const },
  ];
  const ensured = await ensureCertificates(newFolder(), entries, { now: new Date() });
  const [agency, dispatcher] = ensured.map((files) => ({
    cert: readFileSync(files.certificateFile),
    key: readFileSync(files.keyFile),
    ca: readFileSync(files.authorityFile),
  }));
  if (agency === undefined || dispatcher === undefined) throw new Error('a leaf is missing');
  return { agency, dispatcher };
}

interface Seen {
  readonly peer: string | undefined;
  readonly protocol: string | null;
}

let ours: { agency: Identity; dispatcher: Identity };
let theirs: { agency: Identity; dispatcher: Identity };
let server: Server;
let seen: Seen[];
const open = new Set<TLSSocket>();

beforeAll(async () => {
  [ours, theirs] = await Promise.all([newAuthority(), newAuthority()]);
  server = createServer({
    ...ours.agency,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.3',
  });
  server.on('secureConnection', (socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    seen.push({ peer: socket.getPeerX509Certificate()?.subjectAltName, protocol: socket.getProtocol() });
    socket.end('welcome');
  });
  // A refused handshake surfaces here; without a listener nothing is lost, the client sees it too.
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

beforeEach(() => {
  seen = [];
});

afterAll(async () => {
  for (const socket of open) socket.destroy();
  server.close();
  await once(server, 'close');
});

/** What the server says after the handshake; in TLS 1.3 a client learns of its refusal only by reading. */
async function welcome(options: ConnectionOptions): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', port, servername: 'agency.dianda.test', ...options });
  open.add(socket);
  socket.setEncoding('utf8');
  let text = '';
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  await once(socket, 'close');
  return text;
}

/** The welcome, or the code of the error that came in its place. */
async function outcome(options: ConnectionOptions): Promise<string> {
  try {
    return await welcome(options);
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no code';
  }
}

/** Node's server closes on a certificate it does not accept, without an alert that says why. */
const CLOSED_AT_ONCE = ['', 'ECONNRESET'];

describe('a mutual TLS 1.3 handshake with certificates of ensureCertificates', () => {
  it('succeeds between leaves of one authority and shows each the other’s names', async () => {
    expect(await outcome(ours.dispatcher)).toBe('welcome');
    expect(seen).toEqual([
      { peer: 'DNS:dispatcher.dianda.test, DNS:localhost, IP Address:127.0.0.1', protocol: 'TLSv1.3' },
    ]);
  });

  it('succeeds on loopback by name localhost and by address 127.0.0.1', async () => {
    expect(await outcome({ ...ours.dispatcher, servername: 'localhost' })).toBe('welcome');
    expect(await outcome({ ...ours.dispatcher, servername: '' })).toBe('welcome');
  });

  it('refuses a client with a certificate of another authority', async () => {
    expect(CLOSED_AT_ONCE).toContain(await outcome({ ...theirs.dispatcher, ca: ours.dispatcher.ca }));
    expect(seen).toEqual([]);
  });

  it('refuses a client without a certificate', async () => {
    expect(await outcome({ ca: ours.dispatcher.ca })).toBe('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
    expect(seen).toEqual([]);
  });

  it('refuses a client whose certificate is for servers only', async () => {
    expect(CLOSED_AT_ONCE).toContain(await outcome(ours.agency));
    expect(seen).toEqual([]);
  });

  it('refuses a client of TLS 1.2', async () => {
    const old = { ...ours.dispatcher, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;
    expect(await outcome(old)).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
    expect(seen).toEqual([]);
  });

  it('makes the client refuse a server of another authority, and one of another name', async () => {
    expect(await outcome({ ...ours.dispatcher, ca: theirs.dispatcher.ca })).toMatch(
      /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|CERT_SIGNATURE_FAILURE)$/,
    );
    const other = { ...ours.dispatcher, servername: 'other.dianda.test' };
    expect(await outcome(other)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });
});
