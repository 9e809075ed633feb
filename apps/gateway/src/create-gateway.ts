import { RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { nestLogger, type Logger, type Metrics } from '@dianda/service-kit';
import { DocumentHolder } from './docs/docs.controller.js';
import { openApiDocument } from './docs/openapi.js';
import { createServer, type ServerOptions } from './edge/server.js';
import type { RouteTable } from './edge/route-table.js';
import { EventHub } from './events/event-hub.js';
import { GatewayModule, type GatewayParts } from './gateway.module.js';
import { ProblemFilter } from './problem/problem.filter.js';

export interface Gateway {
  readonly app: NestFastifyApplication;
  readonly routes: RouteTable;
}

/** What lies outside the versioned API: probes, and the documents about it. */
const unversioned = ['health/live', 'health/ready', 'api/openapi.json', 'api/docs', 'api/docs/:asset'].map(
  (path) => ({
    path,
    method: RequestMethod.GET,
  }),
);

/** The gateway, ready to listen or to be asked by tests. Rejects when a route does not say who may use it. */
export async function createGateway(
  parts: GatewayParts,
  options: ServerOptions & { log: Logger },
): Promise<Gateway> {
  const { adapter, routes } = createServer(options);

  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.of(parts, options.log),
    adapter,
    {
      logger: nestLogger(options.log),
      // The server has its own parser, which takes JSON in UTF-8 and nothing else.
      bodyParser: false,
      // Errors at start go to whoever starts it, rather than ending the process from inside.
      abortOnError: false,
      autoFlushLogs: true,
    },
  );
  app.setGlobalPrefix('api/v1', { exclude: unversioned });
  app.useGlobalFilters(new ProblemFilter(routes, options.log));
  await app.init();
  measureStreams(options.metrics, app.get(EventHub));
  app.get(DocumentHolder).document = openApiDocument(app);
  await adapter.getInstance().ready();
  return { app, routes };
}

function measureStreams(metrics: Metrics, hub: EventHub): void {
  metrics.readForEachPage(
    'streams',
    ['dianda_event_streams_open', 'dianda_event_streams_buffered_bytes'],
    (set) => {
      set('dianda_event_streams_open', [{ labels: {}, value: hub.size }]);
      set('dianda_event_streams_buffered_bytes', [{ labels: {}, value: hub.bufferedBytes }]);
    },
  );
}
