import { mustParse, parseInquiryId, plusMs, type InquiryId, type Leg } from '@dianda/inquiry';
import { GatewayUnderTest, type Reply } from './gateway-under-test.js';
import * as world from './world.js';

describe('inquiries', () => {
  let gateway: GatewayUnderTest;

  beforeEach(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.putCase();
  });
  afterEach(() => gateway.stop());

  function idOf(reply: Reply): InquiryId {
    return mustParse(parseInquiryId, String(reply.json['id']));
  }

  function legsOf(id: InquiryId): readonly Leg[] {
    return [...(gateway.ports.inquiries.stored.get(id)?.legs.values() ?? [])];
  }

  it('are accepted with their address, and stored as the core plans them', async () => {
    const reply = await gateway.order();
    const id = idOf(reply);
    expect(reply.status).toBe(202);
    expect(reply.headers['location']).toBe(`/api/v1/inquiries/${id}`);
    expect(reply.json).toEqual({
      id,
      acceptedAt: world.now,
      links: { self: `/api/v1/inquiries/${id}`, report: `/api/v1/inquiries/${id}/report` },
    });
    const stored = gateway.ports.inquiries.stored.get(id)?.inquiry;
    expect(stored).toMatchObject({
      caseNumber: '(2026)苏0812执990001号',
      requestedBy: world.chen.id,
      responsibleOfficer: world.chen.id,
      assetClasses: ['LAND', 'BANK_ACCOUNT'],
      notice: world.notice,
      purpose: '核查被执行人财产状况',
      priority: 'routine',
    });
    expect(stored?.subjects.map(({ document }) => document.number)).toEqual([world.citizenId(2)]);
    expect(legsOf(id)).toHaveLength(2);
  });

  it('F4: name the one that they take up again, and are named by it', async () => {
    const read = async (id: InquiryId) =>
      (await gateway.call({ path: `/api/v1/inquiries/${id}`, as: 'officer.chen' })).json;
    const returned = idOf(await gateway.order());
    expect(await read(returned)).not.toHaveProperty('reissuedBy');
    const again = idOf(
      await gateway.order({ ...world.orderBody(), reissues: returned }, 'officer.chen', 'again'),
    );
    expect(again).not.toBe(returned);
    expect(await read(again)).toMatchObject({ reissues: returned });
    expect(await read(returned)).toMatchObject({ reissuedBy: [again] });
  });

  it('do not take up again what is not there', async () => {
    for (const [reissues, code] of [
      ['6f1f0a52-6d0e-4d7e-9a43-0b1c8f5f7a11', 'INQUIRY_UNKNOWN'],
      ['1', 'TEXT_SHAPE'],
    ]) {
      const reply = await gateway.order({ ...world.orderBody(), reissues });
      expect(reply.status).toBe(400);
      expect(reply.json['violations']).toMatchObject([{ pointer: '/reissues', code }]);
    }
    expect(gateway.ports.inquiries.stored.size).toBe(0);
  });

  it('read an order that leaves everything out as all liable parties, all classes, routine', async () => {
    const { subjects: _s, assetClasses: _a, priority: _p, ...least } = world.orderBody();
    const reply = await gateway.order(least);
    expect(reply.status).toBe(202);
    const stored = gateway.ports.inquiries.stored.get(idOf(reply))?.inquiry;
    expect(stored?.subjects.map(({ name }) => name)).toEqual(['样例人2', '样例贸易有限公司']);
    expect(stored?.priority).toBe('routine');
  });

  it('take numbers as people write them: full-width, spaced, lower case', async () => {
    const id = world.citizenId(2);
    const fullWidth = Array.from(id)
      .map((each) => String.fromCodePoint((each.codePointAt(0) ?? 0) + 0xfee0))
      .join('');
    const reply = await gateway.order({
      ...world.orderBody(),
      caseNumber: ' (2026) 苏0812执 990001号 ',
      subjects: [{ ...world.person(2), documentNumber: ` ${fullWidth} ` }],
    });
    expect(reply.status).toBe(202);
  });

  it('are the same inquiry under the same key and body, and a conflict under another body', async () => {
    const first = await gateway.order(world.orderBody(), 'officer.chen', 'click-1');
    const again = await gateway.order(world.orderBody(), 'officer.chen', 'click-1');
    expect(again.status).toBe(202);
    expect(again.json).toEqual(first.json);
    expect(again.headers['location']).toBe(first.headers['location']);
    expect(gateway.ports.inquiries.stored.size).toBe(1);

    const other = await gateway.order(
      { ...world.orderBody(), purpose: '另一事由' },
      'officer.chen',
      'click-1',
    );
    expect(other.status).toBe(409);
    expect(other.json['reason']).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(gateway.ports.inquiries.stored.size).toBe(1);
  });

  it('are the same body when only its spelling differs', async () => {
    const first = await gateway.order(world.orderBody(), 'officer.chen', 'click-1');
    const respelled = Object.fromEntries(Object.entries(world.orderBody()).reverse());
    const again = await gateway.order(
      { ...respelled, caseNumber: '(2026)苏0812执990001号' },
      'officer.chen',
      'click-1',
    );
    expect(again.json['id']).toBe(first.json['id']);
  });

  it('show each leg with what it waits for and until when, n of m, and no answer', async () => {
    const id = idOf(await gateway.order());
    const [first, second] = legsOf(id);
    if (first === undefined || second === undefined) throw new Error('two legs are planned');
    const until = plusMs(world.now, 60_000);
    gateway.ports.inquiries.change(id, first.id, {
      attempts: 1,
      waitingFor: { kind: 'retry', reason: 'AGENCY_TIMEOUT', origin: 'agency', until },
      lastError: { reason: 'AGENCY_TIMEOUT', origin: 'agency', at: world.now },
    });
    gateway.ports.inquiries.change(
      id,
      second.id,
      { state: 'unanswered', waitingFor: undefined, settledAt: world.now, attempts: 3 },
      failed(),
    );
    const reply = await gateway.call({ path: `/api/v1/inquiries/${id}`, as: 'officer.chen' });
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      id,
      state: 'dispatching',
      progress: { legs: 2, settled: 1, open: 1 },
      reportVersions: 0,
      subjects: [{ kind: 'person', name: '样例人2' }],
    });
    expect(reply.json['legs']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id: first.id,
          state: 'pending',
          attempts: 1,
          waitingFor: { kind: 'retry', reason: 'AGENCY_TIMEOUT', origin: 'agency', until },
          expectedAt: first.expectedAt,
          lastError: { reason: 'AGENCY_TIMEOUT', origin: 'agency', at: world.now },
        }),
        expect.objectContaining({ id: second.id, state: 'unanswered', rung: 'failed', settledAt: world.now }),
      ]),
    );
    for (const personal of [world.citizenId(2), '核查被执行人财产状况']) {
      expect(reply.text).not.toContain(personal);
    }
  });

  it('go where they are told: legs in the chosen regions, a gap for each that nobody covers', async () => {
    const id = idOf(await gateway.order({ ...world.orderBody(), regions: ['320812', '370000'] }));
    const path = `/api/v1/inquiries/${id}`;
    const { json } = await gateway.call({ path, as: 'officer.chen' });
    // 370000 is the code of a province, whose prefix is 37.
    expect(json['regions']).toEqual(['320812', '37']);
    const legs = legsIn(json).map(({ assetClass, agencyCode, region, state }) => [
      assetClass,
      agencyCode ?? region,
      state,
    ]);
    expect(legs).toHaveLength(3);
    expect(legs).toEqual(
      expect.arrayContaining([
        ['LAND', 'land-registry-3208', 'pending'],
        ['LAND', '37', 'answered'],
        ['BANK_ACCOUNT', 'bank-a', 'pending'],
      ]),
    );
    const bare = legsOf(id).find((leg) => leg.region !== undefined);
    const report = await gateway.call({ path: `${path}/report`, as: 'officer.chen' });
    expect(report.json).toMatchObject({
      regions: ['320812', '37'],
      gaps: [{ legId: bare?.id, region: '37', rung: 'not_covered', reason: 'NO_AGENCY', detail: '37' }],
    });
  });

  it('go everywhere when no region is chosen', async () => {
    const id = idOf(await gateway.order());
    const { json } = await gateway.call({ path: `/api/v1/inquiries/${id}`, as: 'officer.chen' });
    expect(json['regions']).toEqual([]);
    expect(
      legsIn(json)
        .map((leg) => leg['agencyCode'])
        .sort(),
    ).toEqual(['bank-a', 'land-registry-3208']);
  });

  it.each(['subjects', 'assetClasses', 'agencies', 'regions'])(
    'are refused with an empty list of %s: left out means all, and nothing ticked must not',
    async (member) => {
      const reply = await gateway.order({ ...world.orderBody(), [member]: [] });
      expect(reply.status).toBe(400);
      expect(reply.json['violations']).toMatchObject([{ pointer: `/${member}` }]);
    },
  );

  it('have a report from the first moment on, and a 200 also when every leg failed', async () => {
    const id = idOf(await gateway.order());
    const path = `/api/v1/inquiries/${id}/report`;
    const provisional = await gateway.call({ path, as: 'officer.chen' });
    expect(provisional.status).toBe(200);
    expect(provisional.json).toMatchObject({
      standing: 'provisional',
      complete: false,
      counts: { legs: 2, open: 2 },
    });

    for (const leg of legsOf(id)) {
      gateway.ports.inquiries.change(id, leg.id, { state: 'unanswered', settledAt: world.now }, failed());
    }
    gateway.ports.inquiries.seal(id);
    const sealed = await gateway.call({ path, as: 'officer.chen' });
    expect(sealed.status).toBe(200);
    expect(sealed.json).toMatchObject({
      standing: 'sealed',
      version: 1,
      complete: true,
      counts: { gaps: 2, open: 0 },
    });
    expect(sealed.text).not.toContain(world.citizenId(2));

    gateway.ports.inquiries.seal(id);
    const first = await gateway.call({ path: `${path}?version=1`, as: 'officer.chen' });
    expect(first.json['version']).toBe(1);
    expect((await gateway.call({ path, as: 'officer.chen' })).json['version']).toBe(2);
    const none = await gateway.call({ path: `${path}?version=3`, as: 'officer.chen' });
    expect({ status: none.status, reason: none.json['reason'] }).toEqual({
      status: 404,
      reason: 'REPORT_VERSION_NOT_FOUND',
    });
    expect((await gateway.call({ path: `${path}?version=0`, as: 'officer.chen' })).status).toBe(400);
  });

  it('put each look on record before anything is shown, and one entry for the polls of one look', async () => {
    const id = idOf(await gateway.order());
    const look = (as: world.Username | world.ClientName) =>
      gateway.call({ path: `/api/v1/inquiries/${id}`, as });
    for (let poll = 0; poll < 3; poll += 1) await look('officer.chen');
    await look('court.system');
    await look('officer.outsider');
    const entries = () => gateway.ports.audit.of('inquiry_viewed');
    expect(entries().map(({ by, subject }) => [by?.role, subject])).toEqual([
      ['officer', { kind: 'inquiry', id }],
      ['court-system', { kind: 'inquiry', id }],
    ]);
    gateway.ports.clock.advance(10 * 60_000);
    await look('officer.chen');
    expect(entries()).toHaveLength(3);

    gateway.ports.clock.advance(10 * 60_000);
    gateway.ports.audit.append = () => Promise.reject(new Error('the audit log is full'));
    const unrecorded = await look('officer.chen');
    expect(unrecorded.status).toBe(500);
    expect(unrecorded.text).not.toContain('样例人2');
  });

  it('of somebody else do not exist: view, report and list', async () => {
    const id = idOf(await gateway.order());
    for (const as of ['officer.outsider', 'other.court'] as const) {
      for (const path of [`/api/v1/inquiries/${id}`, `/api/v1/inquiries/${id}/report`]) {
        const theirs = await gateway.call({ path, as });
        const nobodys = await gateway.call({
          path: path.replace(id, '6f1f0a52-6d0e-4d7e-9a43-0b1c8f5f7a11'),
          as,
        });
        expect(theirs.status).toBe(404);
        expect({ ...theirs.json, correlationId: '' }).toEqual({ ...nobodys.json, correlationId: '' });
      }
      const list = await gateway.call({ path: '/api/v1/inquiries', as });
      expect(list.json).toEqual({ items: [] });
    }
    expect((await gateway.call({ path: `/api/v1/inquiries/${id}`, as: 'court.system' })).status).toBe(200);
  });

  it('are gone from an officer’s sight once he leaves the team', async () => {
    const id = idOf(await gateway.order());
    const team = [{ workId: world.outsider.workId, role: 'responsible' }];
    expect((await gateway.putCase(1, { ...world.caseBody(), team })).status).toBe(200);
    expect((await gateway.call({ path: `/api/v1/inquiries/${id}`, as: 'officer.chen' })).status).toBe(404);
    expect((await gateway.call({ path: `/api/v1/inquiries/${id}`, as: 'officer.outsider' })).status).toBe(
      200,
    );
  });

  it('answer 404 to an id that is none', async () => {
    const reply = await gateway.call({ path: '/api/v1/inquiries/1%27%20or%201=1', as: 'officer.chen' });
    expect({ status: reply.status, reason: reply.json['reason'] }).toEqual({
      status: 404,
      reason: 'INQUIRY_NOT_FOUND',
    });
  });

  it('are listed in pages, by case when asked', async () => {
    await gateway.putCase(2);
    for (let n = 0; n < 3; n += 1) await gateway.order();
    await gateway.order({
      ...world.orderBody(),
      caseNumber: '（2026）苏0812执990002号',
      notice: { id: world.noticeId(2) },
    });

    const first = await gateway.call({ path: '/api/v1/inquiries?limit=3', as: 'officer.chen' });
    expect(first.json['items']).toHaveLength(3);
    const cursor = encodeURIComponent(String(first.json['nextCursor']));
    const last = await gateway.call({
      path: `/api/v1/inquiries?limit=3&cursor=${cursor}`,
      as: 'officer.chen',
    });
    expect(last.json['items']).toHaveLength(1);
    expect(last.json).not.toHaveProperty('nextCursor');

    const ofCase = encodeURIComponent('（2026）苏0812执990002号');
    const one = await gateway.call({ path: `/api/v1/inquiries?caseNumber=${ofCase}`, as: 'officer.chen' });
    expect(one.json['items']).toEqual([
      expect.objectContaining({
        caseNumber: '(2026)苏0812执990002号',
        state: 'dispatching',
        legs: 2,
        open: 2,
      }),
    ]);
  });
});

describe('the directory', () => {
  it('tells every role who answers what and who is held, and no endpoint', async () => {
    const gateway = await GatewayUnderTest.start();
    gateway.ports.directory.heldNow.push({
      agencyCode: world.agencies[0]!.code,
      cause: 'breaker_open',
      detail: 'AGENCY_UNAVAILABLE',
      since: world.now,
      nextProbeAt: undefined,
      probes: 2,
    });
    for (const as of ['officer.chen', 'court.system', 'ops'] as const) {
      const reply = await gateway.call({ path: '/api/v1/agencies', as });
      expect(reply.status).toBe(200);
      expect(reply.json['items']).toHaveLength(3);
      expect(reply.json['items']).toContainEqual(
        expect.objectContaining({
          code: 'bank-a',
          enabled: true,
          hold: { cause: 'breaker_open', since: world.now },
        }),
      );
      expect(reply.text).not.toContain('127.0.0.1');
      expect(reply.text).not.toContain('sample.invalid');
    }
    await gateway.stop();
  });
});

/** An answer as the dispatcher settles a leg that failed for good. */
function legsIn(json: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const legs: readonly object[] = Array.isArray(json['legs']) ? json['legs'] : [];
  return legs.map((leg) => ({ ...leg }));
}

function failed(): Parameters<GatewayUnderTest['ports']['inquiries']['change']>[3] {
  return {
    answer: {
      rung: 'failed',
      answeredAt: world.now,
      reason: 'AGENCY_REPLY_MALFORMED',
      origin: 'agency',
      attempts: 3,
    },
    receiptNumbers: [],
    settledAt: world.now,
    late: false,
  };
}
