import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { noticeMediaTypes } from '@dianda/inquiry';
import type { Logger, Metrics } from '@dianda/service-kit';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { batchMediaTypes } from '../batches/batch-file.js';
import { EdgeError } from '../problem/edge-error.js';
import { problemReply } from '../problem/problem.js';
import { sendProblem } from '../problem/send-problem.js';
import { tellable } from '../problem/tellable.js';
import { fault, InvalidRequest } from '../validation/violation.js';
import { takeStreams } from './streamed-body.js';
import { addHooks } from './hooks.js';
import { takeBodies } from './bodies.js';
import { requestIdOf } from './request-id.js';
import { RouteTable } from './route-table.js';
import { securityHeaders } from './security-headers.js';

/** Enough for every route that names no limit of its own. */
const DEFAULT_BODY_LIMIT_BYTES = 16 * 1024;
/** A percent-encoded case number is about 220 characters long. */
const LONGEST_PATH_PARAMETER = 512;
/** How long a whole request may take to arrive, so that slow senders hold no connection for good. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than proxies usually keep theirs, so that it is they who close an idle connection. */
const KEEP_ALIVE_TIMEOUT_MS = 75_000;

export interface ServerOptions {
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Addresses or CIDR blocks of proxies whose X-Forwarded-For is believed; empty believes nobody. */
  readonly trustedProxies: readonly string[];
  /** Longest notice in bytes. */
  readonly noticeLimitBytes: number;
}

export interface EdgeServer {
  readonly adapter: FastifyAdapter;
  readonly routes: RouteTable;
}

/** The HTTP server under Nest, with what must hold before any route: ids, limits, formats, headers, logs. */
export function createServer({ log, metrics, trustedProxies, noticeLimitBytes }: ServerOptions): EdgeServer {
  const adapter = new FastifyAdapter({
    genReqId: requestIdOf,
    requestIdHeader: false,
    bodyLimit: DEFAULT_BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: LONGEST_PATH_PARAMETER },
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    // What is under way is answered while the server closes, rather than with Fastify's own 503 document.
    return503OnClosing: false,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers({ ...securityHeaders, 'x-request-id': request.id });
      const told =
        error.code === 'FST_ERR_BAD_URL'
          ? new InvalidRequest([{ in: 'path', pointer: '', ...fault('TEXT_UNREADABLE') }])
          : tellable(error);
      sendProblem(told, request, reply, log);
    },
    clientErrorHandler: (error, socket) => refuseConnection(error.code, socket),
  });
  const server = adapter.getInstance<FastifyInstance>();
  const routes = RouteTable.of(server);
  takeBodies(server);
  takeStreams(server, [...noticeMediaTypes, ...batchMediaTypes]);
  addHooks(server, log, metrics, noticeLimitBytes);
  return { adapter, routes };
}

/** Answers what is not even HTTP, before there is a request to speak of. */
function refuseConnection(code: string, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const told =
    code === 'HPE_HEADER_OVERFLOW'
      ? new EdgeError('HEADERS_TOO_LARGE')
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? new EdgeError('REQUEST_TIMED_OUT')
        : new InvalidRequest([]);
  const correlationId = randomUUID();
  const { problem } = problemReply(told, { language: 'zh-CN', correlationId, part: 'header' });
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'content-type: application/problem+json; charset=utf-8',
    'content-language: zh-CN',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${correlationId}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
