import { mustParse, parseInquiryId, type Audience } from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { GatewayUnderTest } from './gateway-under-test.js';
import * as world from './world.js';

const team: Audience = { courtCode: world.court.code, team: [world.chen.id] };

describe('the routes of streams', () => {
  let gateway: GatewayUnderTest;
  const id = mustParse(parseInquiryId, randomUUID());
  const path = `/api/v1/inquiries/${id}/events`;

  beforeEach(async () => {
    gateway = await GatewayUnderTest.start();
    gateway.ports.events.happen(id, team);
    gateway.ports.events.happen(id, team, { isLast: true });
  });
  afterEach(() => gateway.stop());

  it('serve what happened as server-sent events that no proxy holds back or keeps', async () => {
    const reply = await gateway.call({ path, as: 'officer.chen' });
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    expect(reply.text.split('\n\n')).toEqual([
      'retry: 3000\n: dianda',
      expect.stringMatching(/^id: 1\nevent: report_sealed\ndata: \{"inquiryId":/) as unknown,
      expect.stringMatching(/^id: 2\nevent: report_sealed\ndata: \{.*"number":2,/) as unknown,
      'event: ended\ndata: {"reason":"INQUIRY_OVER"}',
      '',
    ]);
  });

  it('go on after Last-Event-ID, and tell a browser that it need not come back', async () => {
    const resume = (lastEventId: string) =>
      gateway.call({ path, as: 'court.system', headers: { 'last-event-id': lastEventId } });
    expect((await resume('1')).text).not.toContain('id: 1\n');
    expect((await resume('1')).text).toContain('id: 2\n');
    const over = await resume('2');
    expect({ status: over.status, text: over.text }).toEqual({ status: 204, text: '' });
  });

  it.each(['3', '-1', '1.5', 'x', '9'.repeat(40), '01'])(
    'refuse the Last-Event-ID %s, which none gave',
    async (header) => {
      for (const stream of [path, '/api/v1/events']) {
        const given = stream === path ? header : header === '3' ? '999' : header;
        const reply = await gateway.call({
          path: stream,
          as: 'officer.chen',
          headers: { 'last-event-id': given },
        });
        expect(reply.status).toBe(400);
        expect(reply.json['violations']).toMatchObject([
          { in: 'header', pointer: '/Last-Event-ID', code: 'CURSOR_UNKNOWN' },
        ]);
      }
    },
  );

  it('show an inquiry to nobody who may not see it, and none to operations', async () => {
    for (const who of ['officer.outsider', 'other.court'] as const)
      expect((await gateway.call({ path, as: who })).json['reason']).toBe('INQUIRY_NOT_FOUND');
    expect((await gateway.call({ path: '/api/v1/inquiries/x/events', as: 'officer.chen' })).status).toBe(404);
    for (const stream of [path, '/api/v1/events']) {
      expect((await gateway.call({ path: stream, as: 'ops' })).status).toBe(403);
      expect((await gateway.call({ path: stream })).status).toBe(401);
      const other = await gateway.call({
        path: stream,
        as: 'officer.chen',
        headers: { accept: 'application/json' },
      });
      expect(other.status).toBe(406);
    }
  });

  it('open no stream for HEAD', async () => {
    for (const stream of [path, '/api/v1/events']) {
      const reply = await gateway.call({ method: 'HEAD', path: stream, as: 'officer.chen' });
      expect({ status: reply.status, text: reply.text }).toEqual({ status: 200, text: '' });
    }
  });

  it('record a look once, however often the reader comes back', async () => {
    for (let n = 0; n < 3; n += 1) await gateway.call({ path, as: 'officer.chen' });
    await gateway.call({ method: 'HEAD', path: '/api/v1/events', as: 'officer.chen' });
    await gateway.call({ method: 'HEAD', path: '/api/v1/events', as: 'officer.chen' });
    const { audit } = gateway.ports;
    expect(audit.of('inquiry_viewed').map(({ subject }) => subject)).toEqual([{ kind: 'inquiry', id }]);
    expect(audit.of('inquiries_followed').map(({ subject }) => subject.kind)).toEqual(['account']);
  });
});
