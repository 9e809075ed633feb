import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { RouteTable } from './route-table.js';

describe('the table of routes', () => {
  it('knows the methods of a path, whatever its parameters and query are', () => {
    const server = new FastifyAdapter().getInstance<FastifyInstance>();
    const table = RouteTable.of(server);
    const nothing = () => Promise.resolve(undefined);
    server.get('/cases', nothing);
    server.put('/cases/:number', nothing);
    server.get('/cases/:number/parties', nothing);
    expect(table.methodsFor('/cases?x=/cases/1')).toEqual(['GET', 'HEAD']);
    expect(table.methodsFor('/cases/%E4%B8%AD')).toEqual(['PUT']);
    expect(table.methodsFor('/cases/1/parties')).toEqual(['GET', 'HEAD']);
    expect(table.methodsFor('/cases/')).toEqual([]);
    expect(table.methodsFor('/cases/1/2')).toEqual([]);
    expect(table.methodsFor('/')).toEqual([]);
    expect(table.methodsFor('')).toEqual([]);
  });
});
