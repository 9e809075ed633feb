import { GatewayUnderTest, violationsIn, type Reply } from './gateway-under-test.js';
import * as world from './world.js';

/** Issue 2, "What bad input gets": a 4xx problem naming each wrong member, nothing stored, nothing leaked. */
describe('what a bad order gets', () => {
  let gateway: GatewayUnderTest;

  beforeEach(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.putCase();
  });
  afterEach(() => gateway.stop());

  /** Nothing was stored, and nothing that was submitted comes back or lies in a log. */
  function expectRefused(
    reply: Reply,
    status: number,
    reason: string,
    submitted: readonly string[] = [],
  ): void {
    expect({ status: reply.status, reason: reply.json['reason'] }).toEqual({ status, reason });
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(gateway.ports.inquiries.stored.size).toBe(0);
    for (const text of submitted) {
      expect(reply.text).not.toContain(text);
      expect(gateway.logLines.join('\n')).not.toContain(text);
    }
  }

  async function orderWith(changes: object): Promise<Reply> {
    return gateway.order({ ...world.orderBody(), ...changes });
  }

  it('accepts the good order that all these cases spoil in one place', async () => {
    const reply = await orderWith({});
    expect(reply.status).toBe(202);
    expect(gateway.ports.inquiries.stored.size).toBe(1);
  });

  it('names each region that is none, or is there twice in another spelling', async () => {
    const regions = ['3208', '320', 'Huai’an', '320800', 3702, '3208123', '999999', ''];
    expectRefused(await orderWith({ regions }), 400, 'REQUEST_INVALID', ['Huai’an', '3208123']);
    const reply = await orderWith({ regions });
    expect([...violationsIn(reply)].sort()).toEqual([
      'body /regions/1 TEXT_SHAPE',
      'body /regions/2 TEXT_SHAPE',
      'body /regions/3 LIST_REPEATS',
      'body /regions/4 TEXT_EXPECTED',
      'body /regions/5 TEXT_SHAPE',
      'body /regions/7 TEXT_EMPTY',
    ]);
    expect(violationsIn(await orderWith({ regions: '3208' }))).toEqual(['body /regions LIST_EXPECTED']);
    expect(violationsIn(await orderWith({ regions: null }))).toEqual(['body /regions LIST_EXPECTED']);
  });

  it('names a citizen id whose check digit is wrong, in the words of the identifier', async () => {
    const wrong = `${world.citizenId(2).slice(0, 17)}${world.citizenId(2).endsWith('X') ? '1' : 'X'}`;
    const reply = await orderWith({ subjects: [{ ...world.person(2), documentNumber: wrong }] });
    expectRefused(reply, 400, 'REQUEST_INVALID', [wrong]);
    expect(violationsIn(reply)).toEqual(['body /subjects/0/documentNumber CITIZEN_ID_CHECK']);
    expect(reply.text).toContain('公民身份号码校验位不符');
  });

  it.each([
    ['too short', '32089819800101001', 'CITIZEN_ID_LENGTH'],
    ['of a day that does not exist', '320898198002300010', 'CITIZEN_ID_BIRTH_IMPOSSIBLE'],
    ['of a birth in the future', '320898299901010016', 'CITIZEN_ID_BIRTH_FUTURE'],
  ])('names a citizen id that is %s', async (_what, documentNumber, code) => {
    const reply = await orderWith({ subjects: [{ ...world.person(2), documentNumber }] });
    expectRefused(reply, 400, 'REQUEST_INVALID', [documentNumber]);
    expect(violationsIn(reply)).toContain(`body /subjects/0/documentNumber ${code}`);
  });

  it('names an organisation code whose check character is wrong', async () => {
    const right = world.organisationCode(1);
    const wrong = `${right.slice(0, 17)}${right.endsWith('A') ? 'B' : 'A'}`;
    const subject = {
      kind: 'organisation',
      name: '样例贸易有限公司',
      documentType: 'USCC',
      documentNumber: wrong,
    };
    const reply = await orderWith({ subjects: [subject] });
    expectRefused(reply, 400, 'REQUEST_INVALID', [wrong, '样例贸易有限公司']);
    expect(violationsIn(reply)).toEqual(['body /subjects/0/documentNumber ORGANISATION_CODE_CHECK']);
  });

  it.each([
    ['has no shape of one', '2026-990001', 'CASE_NUMBER_SHAPE'],
    ['has a type that is none', '（2026）苏0812民初990001号', 'CASE_NUMBER_TYPE'],
    ['has a court letter that is none', '（2026）日0812执990001号', 'CASE_NUMBER_COURT'],
  ])('names a case number that %s', async (_what, caseNumber, code) => {
    const reply = await orderWith({ caseNumber });
    expectRefused(reply, 400, 'REQUEST_INVALID', [caseNumber]);
    expect(violationsIn(reply)).toEqual([`body /caseNumber ${code}`]);
  });

  it('names every wrong member of one body at once', async () => {
    const reply = await gateway.order({
      caseNumber: 7,
      subjects: [{ ...world.person(2), documentNumber: '1' }, 'text', { kind: 'ghost' }],
      assetClasses: ['LAND', 'GOLD', 'LAND'],
      agencies: ['Bank A'],
      notice: { id: 'zz', number: '1' },
      purpose: 'x'.repeat(501),
      priority: 'soon',
    });
    expectRefused(reply, 400, 'REQUEST_INVALID');
    expect([...violationsIn(reply)].sort()).toEqual([
      'body /agencies/0 TEXT_SHAPE',
      'body /assetClasses/1 VALUE_UNKNOWN',
      'body /assetClasses/2 LIST_REPEATS',
      'body /caseNumber TEXT_EXPECTED',
      'body /notice/id TEXT_SHAPE',
      'body /notice/number MEMBER_UNKNOWN',
      'body /priority VALUE_UNKNOWN',
      'body /purpose TEXT_TOO_LONG',
      'body /subjects/0/documentNumber CITIZEN_ID_LENGTH',
      'body /subjects/1 OBJECT_EXPECTED',
      'body /subjects/2/documentNumber REQUIRED',
      'body /subjects/2/documentType REQUIRED',
      'body /subjects/2/kind VALUE_UNKNOWN',
      'body /subjects/2/name REQUIRED',
    ]);
  });

  it('refuses a subject who is not a liable party, and does not tell why not', async () => {
    const applicant = world.person(1);
    const stranger = world.person(9);
    const misnamed = { ...world.person(2), name: '样例人三' };
    const reply = await orderWith({ subjects: [applicant, world.person(2), stranger, misnamed] });
    expectRefused(reply, 409, 'SUBJECT_NOT_LIABLE', [
      applicant.documentNumber,
      stranger.documentNumber,
      '样例人三',
    ]);
    expect(violationsIn(reply)).toEqual([
      'body /subjects/0 SUBJECT_NOT_LIABLE',
      'body /subjects/2 SUBJECT_NOT_LIABLE',
      'body /subjects/3 SUBJECT_NOT_LIABLE',
    ]);
    expect(gateway.ports.audit.of('order_refused')).toHaveLength(1);
  });

  it('answers 404 for a case that was never pushed', async () => {
    const reply = await orderWith({ caseNumber: '（2026）苏0812执990777号' });
    expectRefused(reply, 404, 'CASE_NOT_FOUND', ['990777']);
  });

  it('answers 404 for a case whose team the officer is not in, the same as for none at all', async () => {
    const reply = await gateway.order(world.orderBody(), 'officer.outsider');
    expectRefused(reply, 404, 'CASE_NOT_FOUND');
  });

  it('refuses an order in a closed case', async () => {
    gateway.ports.cases.close(world.caseNumber(1));
    expectRefused(await orderWith({}), 409, 'CASE_CLOSED');
  });

  it('refuses an order in a case of a type that may not query', async () => {
    const put = await gateway.call({
      method: 'PUT',
      path: `/api/v1/cases/${encodeURIComponent('（2026）苏0812执异990002号')}`,
      as: 'court.system',
      body: { ...world.caseBody(), caseType: '执异' },
    });
    expect(put.status).toBe(201);
    const reply = await orderWith({ caseNumber: '（2026）苏0812执异990002号' });
    expectRefused(reply, 409, 'CASE_TYPE_MAY_NOT_QUERY');
  });

  it('refuses an officer whose credentials have expired', async () => {
    const reply = await gateway.order(world.orderBody(), 'officer.lapsed');
    expectRefused(reply, 409, 'OFFICER_CREDENTIAL_EXPIRED');
  });

  it('names an agency that the directory lacks and one that is not enabled', async () => {
    const reply = await orderWith({ agencies: ['bank-a', 'bank-unheard-of', 'bank-off'] });
    expectRefused(reply, 400, 'REQUEST_INVALID', ['bank-unheard-of']);
    expect(violationsIn(reply)).toEqual([
      'body /agencies/1 AGENCY_UNKNOWN',
      'body /agencies/2 AGENCY_UNKNOWN',
    ]);
    expect(reply.text).toContain('协助单位目录中没有该单位');
  });

  it('names members that nobody knows, nested ones too', async () => {
    const reply = await orderWith({
      urgent: true,
      notice: { id: world.noticeId(), pages: 2 },
      subjects: [{ ...world.person(2), phone: '13900000000' }],
    });
    expectRefused(reply, 400, 'REQUEST_INVALID', ['13900000000']);
    expect([...violationsIn(reply)].sort()).toEqual([
      'body /notice/pages MEMBER_UNKNOWN',
      'body /subjects/0/phone MEMBER_UNKNOWN',
      'body /urgent MEMBER_UNKNOWN',
    ]);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf', 'then'])(
    'takes a member called %s for an unknown one like any other',
    async (name) => {
      const body = JSON.stringify(world.orderBody()).replace('{', `{${JSON.stringify(name)}:{"a":1},`);
      const reply = await gateway.call({
        method: 'POST',
        path: '/api/v1/inquiries',
        as: 'officer.chen',
        headers: { 'idempotency-key': 'k-1' },
        raw: body,
      });
      expectRefused(reply, 400, 'REQUEST_INVALID');
      expect(violationsIn(reply)).toEqual([`body /${name} MEMBER_UNKNOWN`]);
    },
  );

  it('does not repeat a member name that may itself be data', async () => {
    const number = world.citizenId(5);
    const reply = await orderWith({ notice: { id: world.noticeId(), [number]: 1, 张三: 2 } });
    expectRefused(reply, 400, 'REQUEST_INVALID', [number, '张三']);
    expect(violationsIn(reply)).toEqual(['body /notice MEMBER_UNKNOWN', 'body /notice MEMBER_UNKNOWN']);
  });

  it('takes null for a value and not for an absence', async () => {
    const reply = await orderWith({ subjects: null, priority: null, purpose: null });
    expectRefused(reply, 400, 'REQUEST_INVALID');
    expect([...violationsIn(reply)].sort()).toEqual([
      'body /priority TEXT_EXPECTED',
      'body /purpose TEXT_EXPECTED',
      'body /subjects LIST_EXPECTED',
    ]);
  });

  it('names a document that does not belong to the kind of subject', async () => {
    const reply = await orderWith({ subjects: [{ ...world.person(2), kind: 'organisation' }] });
    expectRefused(reply, 400, 'REQUEST_INVALID');
    expect(violationsIn(reply)).toEqual(['body /subjects/0/documentType DOCUMENT_TYPE_NOT_FOR_KIND']);
  });

  it.each([
    ['a control character', '核查\u0000财产'],
    ['half of a surrogate pair', '核查\ud800财产'],
    ['a character that a broken decoding left', '核查\ufffd财产'],
  ])('refuses text with %s, which no store takes', async (_what, purpose) => {
    const reply = await orderWith({ purpose });
    expectRefused(reply, 400, 'REQUEST_INVALID');
    expect(violationsIn(reply)).toEqual(['body /purpose TEXT_UNREADABLE']);
  });

  it.each([
    ['a list', '[]'],
    ['a text', '"x"'],
    ['a number', '1'],
    ['null', 'null'],
  ])('refuses a body that is %s instead of an object', async (_what, raw) => {
    const reply = await gateway.call({
      method: 'POST',
      path: '/api/v1/inquiries',
      as: 'officer.chen',
      headers: { 'idempotency-key': 'k-1' },
      raw,
    });
    expectRefused(reply, 400, 'REQUEST_INVALID');
  });

  it('refuses a body nested deeper than any of ours before it costs anything', async () => {
    const reply = await gateway.call({
      method: 'POST',
      path: '/api/v1/inquiries',
      as: 'officer.chen',
      headers: { 'idempotency-key': 'k-1' },
      raw: `{"subjects":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    });
    expectRefused(reply, 400, 'REQUEST_INVALID');
    expect(violationsIn(reply)).toEqual(['body  JSON_TOO_DEEP']);
  });

  it('answers an idempotency key that is missing or malformed by name', async () => {
    const path = '/api/v1/inquiries';
    const missing = await gateway.call({ method: 'POST', path, as: 'officer.chen', body: world.orderBody() });
    expectRefused(missing, 400, 'REQUEST_INVALID');
    expect(violationsIn(missing)).toEqual(['header /Idempotency-Key REQUIRED']);

    const malformed = await gateway.order(world.orderBody(), 'officer.chen', 'two words');
    expectRefused(malformed, 400, 'REQUEST_INVALID');
    expect(violationsIn(malformed)).toEqual(['header /Idempotency-Key TEXT_SHAPE']);
  });
});

describe('what a bad push of a case gets', () => {
  let gateway: GatewayUnderTest;

  beforeEach(async () => {
    gateway = await GatewayUnderTest.start();
  });
  afterEach(() => gateway.stop());

  function expectNothingStored(reply: Reply, status: number, reason: string): void {
    expect({ status: reply.status, reason: reply.json['reason'] }).toEqual({ status, reason });
    expect(gateway.ports.cases.pushes).toEqual([]);
  }

  it('names every wrong member, in lists by index', async () => {
    const body = {
      ...world.caseBody(),
      court: { code: '0812', name: '  ' },
      filedOn: '2026-02-30',
      state: 'archived',
      parties: [
        { ...world.caseBody().parties[0], liable: 'yes', reference: '' },
        world.caseBody().parties[1],
      ],
      team: [],
      claim: 1,
    };
    const reply = await gateway.putCase(1, body);
    expectNothingStored(reply, 400, 'REQUEST_INVALID');
    expect([...violationsIn(reply)].sort()).toEqual([
      'body /claim MEMBER_UNKNOWN',
      'body /court/code TEXT_SHAPE',
      'body /court/name TEXT_EMPTY',
      'body /filedOn DATE_IMPOSSIBLE',
      'body /parties/0/liable BOOLEAN_EXPECTED',
      'body /parties/0/reference TEXT_EMPTY',
      'body /state VALUE_UNKNOWN',
      'body /team LIST_TOO_SHORT',
    ]);
  });

  it('names a party reference and an officer that stand twice', async () => {
    const { parties, team, ...rest } = world.caseBody();
    const reply = await gateway.putCase(1, {
      ...rest,
      parties: [...parties, parties[1]],
      team: [...team, team[0]],
    });
    expectNothingStored(reply, 400, 'REQUEST_INVALID');
    expect(violationsIn(reply)).toEqual(['body /parties/3 LIST_REPEATS', 'body /team/2 LIST_REPEATS']);
  });

  it('refuses two responsible officers', async () => {
    const team = [
      { workId: world.chen.workId, role: 'responsible' },
      { workId: world.lapsed.workId, role: 'responsible' },
    ];
    const reply = await gateway.putCase(1, { ...world.caseBody(), team });
    expectNothingStored(reply, 400, 'REQUEST_INVALID');
    expect(violationsIn(reply)).toEqual(['body /team RESPONSIBLE_NOT_ONE']);
  });

  it('names an officer whom the roster lacks', async () => {
    const team = [{ workId: 'SU0812-999', role: 'responsible' }];
    const reply = await gateway.putCase(1, { ...world.caseBody(), team });
    expectNothingStored(reply, 400, 'REQUEST_INVALID');
    expect(violationsIn(reply)).toEqual(['body /team/0/workId OFFICER_UNKNOWN']);
  });

  it('refuses a case type that the number in the path contradicts', async () => {
    const reply = await gateway.putCase(1, { ...world.caseBody(), caseType: '执恢' });
    expectNothingStored(reply, 400, 'REQUEST_INVALID');
    expect(violationsIn(reply)).toEqual(['body /caseType CASE_TYPE_DIFFERS']);
  });

  it('names a malformed case number in the path', async () => {
    const reply = await gateway.call({
      method: 'PUT',
      path: '/api/v1/cases/2026-1',
      as: 'court.system',
      body: world.caseBody(),
    });
    expectNothingStored(reply, 400, 'REQUEST_INVALID');
    expect(violationsIn(reply)).toEqual(['path /caseNumber CASE_NUMBER_SHAPE']);
  });

  it('refuses another court’s case with 403, since a court knows its own body', async () => {
    const reply = await gateway.call({
      method: 'PUT',
      path: `/api/v1/cases/${encodeURIComponent('（2026）苏0812执990001号')}`,
      as: 'other.court',
      body: world.caseBody(),
    });
    expectNothingStored(reply, 403, 'COURT_NOT_PERMITTED');
  });
});
