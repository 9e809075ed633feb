import type { Logger, Metrics } from '@dianda/service-kit';
import { beginSpan, withLogContext, type OpenSpan } from '@dianda/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { actorOf } from '../access/request-actor.js';
import { eventStream } from '../events/server-sent-events.js';
import { EdgeError } from '../problem/edge-error.js';
import { admits } from './accept.js';
import { measureRequest } from './http-meter.js';
import { securityHeaders } from './security-headers.js';

/** What happens around every request, in this order. Nothing here reads a body. */
export function addHooks(
  server: FastifyInstance,
  log: Logger,
  metrics: Metrics,
  noticeLimitBytes: number,
): void {
  const spans = new WeakMap<FastifyRequest, OpenSpan>();
  server.addHook('onRoute', (route) => {
    const limit = route.config?.httpSide?.bodyLimitBytes;
    if (limit !== undefined) route.bodyLimit = limit === 'notices' ? noticeLimitBytes : limit;
  });

  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ ...securityHeaders, 'x-request-id': request.id });
    // Everything the request does from here on logs under its id.
    // And, unless it is a probe, under one span.
    if (request.routeOptions.config.httpSide?.isProbe === true) {
      withLogContext({ requestId: request.id }, done);
      return;
    }
    const span = beginSpan('request', { kind: 'server', parent: request.headers['traceparent'] });
    spans.set(request, span);
    span.run(() => withLogContext({ requestId: request.id }, done));
  });

  server.addHook('onRequest', (request, _reply, done) => {
    const produces = request.routeOptions.config.httpSide?.produces ?? ['application/json'];
    const isServed =
      request.is404 || produces === 'any' || produces.some((each) => admits(request.headers.accept, each));
    done(isServed ? undefined : new EdgeError('NOT_ACCEPTABLE'));
  });

  // The access log: the route's pattern, never the path, the query or a body, which may hold personal data.
  server.addHook('onResponse', (request, reply, done) => {
    const actor = actorOf(request);
    const route = request.is404 ? undefined : request.routeOptions.url;
    const { method } = request;
    const { statusCode, elapsedTime } = reply;
    spans
      .get(request)
      ?.end(
        route === undefined ? 'request' : `${method} ${route}`,
        { requestId: request.id, method, route: route ?? 'none', statusCode },
        statusCode >= 500,
      );
    // A stream lasts as long as its reader looks on, which says nothing of how long anything takes.
    const isStream =
      request.routeOptions.config.httpSide?.produces?.includes(eventStream) === true && statusCode < 400;
    if (!isStream) measureRequest(metrics, { method, route, statusCode, tookMs: elapsedTime });
    const isDull = statusCode < 400 && request.routeOptions.config.httpSide?.isProbe === true;
    log[isDull ? 'debug' : 'info']('request', {
      requestId: request.id,
      method,
      route: route ?? 'none',
      statusCode,
      tookMs: Math.round(elapsedTime),
      ...(actor === undefined ? {} : { accountId: actor.accountId, role: actor.role }),
    });
    done();
  });
}
