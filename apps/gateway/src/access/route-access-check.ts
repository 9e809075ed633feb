import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { accessOf, scopeOf, type RouteHandler } from './declared-access.js';

/** Refuses to start while a route does not say who may use it, and for what scope: silence must not mean "everybody". */
@Injectable()
export class RouteAccessCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const routes = this.routes();
    refuse(
      'that declare neither roles nor public',
      routes.filter(({ handler }) => accessOf(this.reflector, handler) === undefined),
    );
    refuse(
      'for court systems that name no scope',
      routes.filter(
        ({ handler }) =>
          accessOf(this.reflector, handler)?.includes('court-system') === true &&
          scopeOf(this.reflector, handler) === undefined,
      ),
    );
  }

  /** Each method of a controller that Nest makes a route of. */
  private routes(): readonly { readonly name: string; readonly handler: RouteHandler }[] {
    return this.discovery.getControllers().flatMap(({ instance, name }) => {
      const controller: unknown = instance;
      if (typeof controller !== 'object' || controller === null) return [];
      const prototype: unknown = Object.getPrototypeOf(controller);
      if (typeof prototype !== 'object' || prototype === null) return [];
      return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
        const handler: unknown = Reflect.get(prototype, method);
        return isRoute(handler) ? [{ name: `${name}.${method}`, handler }] : [];
      });
    });
  }
}

function refuse(fault: string, routes: readonly { readonly name: string }[]): void {
  if (routes.length === 0) return;
  throw new TypeError(`routes ${fault}: ${routes.map(({ name }) => name).join(', ')}`);
}

/** Nest marks the method of a route with its path. */
function isRoute(handler: unknown): handler is RouteHandler {
  return typeof handler === 'function' && Reflect.hasMetadata('path', handler);
}
