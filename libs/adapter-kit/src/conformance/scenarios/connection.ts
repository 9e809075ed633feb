import { connect as connectTcp } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { status } from '@grpc/grpc-js';
import { DescribeRequest } from '@dianda/wire';
import { parseHostPort } from '../back-end/host-port.js';
import { Line, methods, type TlsIdentity } from '../court/line.js';
import { at, skipped, verdictOf, type Finding } from '../judge/finding.js';
import { judgeError } from '../judge/judge-error.js';
import { endOf } from '../judge/outcome-note.js';
import type { Bench } from './bench.js';
import { aboutAnybody, type Scenario } from './scenario.js';

const SECTION = 2;
const HANDSHAKE_MS = 5_000;

/** How grpc-js tells of a connection that was refused or broken; a service's own words have other codes. */
const transportVerdicts: ReadonlySet<status> = new Set([
  status.UNAVAILABLE,
  status.INTERNAL,
  status.CANCELLED,
  status.DEADLINE_EXCEEDED,
]);

/** proto/README.md section 2: mutual TLS 1.3 and nothing else, and only for peers on the list. */
export const connectionScenarios: readonly Scenario[] = [
  {
    id: 'tls-1-3',
    section: SECTION,
    run: async (bench) => {
      const spoken = await handshake(bench, {});
      const old = await handshake(bench, { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' });
      const findings: Finding[] = [];
      if (spoken !== 'TLSv1.3 h2') {
        findings.push({ expected: (words) => words.finding.tls13, came: () => spoken ?? 'none' });
      }
      if (old !== undefined) {
        findings.push({ expected: (words) => words.finding.noTls12, came: () => old });
      }
      return verdictOf(findings);
    },
  },
  {
    id: 'no-plaintext',
    section: SECTION,
    run: async ({ target }) => {
      const isAnswered = await speaksPlainHttp2(target.address);
      return verdictOf(
        isAnswered
          ? [
              {
                expected: (words) => words.finding.noPlaintext,
                came: (words) => words.came.plaintextAnswered,
              },
            ]
          : [],
      );
    },
  },
  {
    id: 'client-certificate',
    section: SECTION,
    run: async (bench) => {
      const line = new Line(bench.target, { authority: bench.identity.authority });
      try {
        const result = await line.call(methods.describe, DescribeRequest.create(), {
          deadlineMs: HANDSHAKE_MS,
        });
        // Whatever the TLS layer says, the call must not have reached the service.
        const isRefused =
          !result.ok && result.details.info === undefined && transportVerdicts.has(result.code);
        return verdictOf(
          isRefused
            ? []
            : [{ expected: (words) => words.finding.clientCertificate, came: () => endOf(result) }],
        );
      } finally {
        line.close();
      }
    },
  },
  {
    id: 'unlisted-peer',
    section: SECTION,
    run: aboutAnybody(async (bench, subject) => {
      if (bench.stranger === undefined) return skipped((words) => words.skip.noStranger);
      const stranger = new Line(bench.target, bench.stranger);
      const { callMs: deadlineMs } = bench.paces;
      try {
        const refused = {
          code: 'PERMISSION_DENIED',
          reason: 'PEER_NOT_PERMITTED',
          origin: 'dianda',
        } as const;
        const describe = await stranger.call(methods.describe, DescribeRequest.create(), { deadlineMs });
        const inquire = await bench.court.over(stranger).ask(bench.court.question(subject));
        return verdictOf([
          ...at('Describe', judgeError(describe, refused)),
          ...at('Inquire', judgeError(inquire.result, refused)),
        ]);
      } finally {
        stranger.close();
      }
    }),
  },
];

/** What was agreed on: protocol and ALPN; undefined when the server would not. */
function handshake(
  { target, identity }: Bench,
  versions: Pick<ConnectionOptions, 'minVersion' | 'maxVersion'>,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connectTls({
      ...hostPortOf(target.address),
      servername: target.tlsName,
      ALPNProtocols: ['h2'],
      ...pemOf(identity),
      ...versions,
      timeout: HANDSHAKE_MS,
    });
    const end = (agreed: string | undefined): void => {
      socket.destroy();
      resolve(agreed);
    };
    socket.once('error', () => end(undefined));
    socket.once('timeout', () => end(undefined));
    socket.once('secureConnect', () => {
      end(`${socket.getProtocol() ?? 'no protocol'} ${String(socket.alpnProtocol)}`);
    });
  });
}

/** HTTP/2 connection preface and an empty SETTINGS frame (RFC 9113 section 3.4). */
const HTTP2_HELLO = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'ascii'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const SETTINGS_FRAME = 4;

function speaksPlainHttp2(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp(hostPortOf(address));
    socket.setTimeout(HANDSHAKE_MS);
    let received = Buffer.alloc(0);
    const end = (isSpoken: boolean): void => {
      socket.destroy();
      resolve(isSpoken);
    };
    socket.once('connect', () => socket.write(HTTP2_HELLO));
    socket.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      // A TLS alert begins with 0x15; a frame's type is its fourth byte.
      if (received.length > 3) end(received[3] === SETTINGS_FRAME && received[0] === 0);
    });
    for (const event of ['error', 'timeout', 'close']) socket.once(event, () => end(false));
  });
}

function hostPortOf(address: string): { readonly host: string; readonly port: number } {
  const parsed = parseHostPort(address);
  if (parsed === undefined) throw new TypeError('a target without host and port');
  return parsed;
}

function pemOf({ authority, certificate, key }: TlsIdentity) {
  return { ca: authority, cert: certificate, key };
}
