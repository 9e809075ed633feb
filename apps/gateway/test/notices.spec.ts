import { makeZip } from './make-zip.js';
import { extractText, getDocumentProxy } from 'unpdf';
import {
  casePath,
  GatewayUnderTest,
  NOTICE_LIMIT_BYTES,
  noticePath,
  violationsIn,
} from './gateway-under-test.js';
import type { Reply } from './gateway-under-test.js';
import * as world from './world.js';

type Who = world.Username | world.ClientName;

const caseNumber = '（2026）苏0812执990001号';
const ofdXml = '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD"/>';

describe('notices', () => {
  let gateway: GatewayUnderTest;
  beforeEach(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.putCase();
  });
  afterEach(() => gateway.stop());

  const read = (id: unknown, as: Who = 'officer.chen', more = '') =>
    gateway.call({ path: `/api/v1/notices/${String(id)}${more}`, as });

  it('are kept byte for byte, with number, type and the hash of exactly these bytes', async () => {
    const reply = await gateway.putNotice({ number: '查2', as: 'officer.chen' });
    expect(reply.status).toBe(201);
    expect(reply.headers['location']).toBe(`/api/v1/notices/${String(reply.json['id'])}`);
    expect(reply.json).toMatchObject({
      caseNumber: '(2026)苏0812执990001号',
      courtCode: '苏0812',
      number: '查2',
      name: '协助查询通知书',
      mediaType: 'application/pdf',
      sizeBytes: world.noticeContent.byteLength,
      sha256: world.notice.sha256,
      origin: 'uploaded',
    });
    expect((await read(reply.json['id'])).json).toEqual(reply.json);
    const content = await read(reply.json['id'], 'court.system', '/content');
    expect(content.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-digest': `sha-256=:${Buffer.from(world.notice.sha256, 'hex').toString('base64')}:`,
      'cache-control': 'no-store',
    });
    expect(content.text).toBe(world.noticeContent.toString('latin1'));
  });

  it('are one notice however often they are sent, and a number is never another document’s', async () => {
    const first = await gateway.putNotice({ number: '（2026）查3' });
    const again = await gateway.putNotice({ number: '(2026) 查3' });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json['id']).toBe(first.json['id']);
    const other = await gateway.putNotice({
      number: '（2026）查3',
      content: Buffer.concat([world.noticeContent, Buffer.from('\n')]),
    });
    expect({ status: other.status, reason: other.json['reason'] }).toEqual({
      status: 409,
      reason: 'NOTICE_NUMBER_TAKEN',
    });
  });

  it('are what their content says, whatever the header says', async () => {
    const ofd = await makeZip({ 'OFD.xml': ofdXml, 'Doc_0/Document.xml': '<x/>' });
    const reply = await gateway.putNotice({ number: '查4', content: ofd, type: 'application/pdf' });
    expect({ status: reply.status, type: reply.json['mediaType'] }).toEqual({
      status: 201,
      type: 'application/ofd',
    });
  });

  const pdf = world.noticeContent;
  it.each([
    ['nothing', Buffer.alloc(0), 'NOTICE_NOT_A_DOCUMENT'],
    ['a PDF that was cut off', pdf.subarray(0, -8), 'NOTICE_NOT_A_DOCUMENT'],
    ['an end without a beginning', pdf.subarray(4), 'NOTICE_NOT_A_DOCUMENT'],
    ['a page of HTML', Buffer.from('<html>%PDF-1.4</html>'), 'NOTICE_NOT_A_DOCUMENT'],
    [
      'a ZIP archive cut off',
      makeZip({ 'OFD.xml': ofdXml }).then((zip) => zip.subarray(0, -30)),
      'NOTICE_NOT_A_DOCUMENT',
    ],
    ['a ZIP archive of something else', makeZip({ 'word/document.xml': '<w/>' }), 'NOTICE_NOT_A_DOCUMENT'],
    ['an OFD.xml that is none', makeZip({ 'OFD.xml': '<html/>' }), 'NOTICE_NOT_A_DOCUMENT'],
    [
      'an archive that swells beyond all measure',
      makeZip({ 'OFD.xml': ofdXml, 'bomb.bin': Buffer.alloc(1_000_000) }, 400 * 1024 * 1024),
      'NOTICE_ARCHIVE_TOO_LARGE',
    ],
    [
      'an OFD.xml that is larger than it says',
      makeZip({ 'OFD.xml': `${ofdXml}${' '.repeat(500_000)}` }, 100),
      'NOTICE_NOT_A_DOCUMENT',
    ],
  ])('are refused when they are %s', async (_what, made, code) => {
    const reply = await gateway.putNotice({ number: '查5', content: await made });
    expect(reply.status).toBe(400);
    expect(violationsIn(reply)).toEqual([`body  ${code}`]);
  });

  it('beyond the limit are refused by what the limit is, announced or not', async () => {
    const large = Buffer.concat([pdf, Buffer.alloc(NOTICE_LIMIT_BYTES)]);
    const told = await gateway.putNotice({ content: large });
    expect({ status: told.status, reason: told.json['reason'] }).toEqual({
      status: 413,
      reason: 'CONTENT_TOO_LARGE',
    });
    expect(told.json['detail']).toContain(String(NOTICE_LIMIT_BYTES));
    expect(told.headers['connection']).toBe('close');
    const fitting = Buffer.concat([
      pdf.subarray(0, 9),
      Buffer.alloc(NOTICE_LIMIT_BYTES - pdf.byteLength, 32),
      pdf.subarray(9),
    ]);
    expect((await gateway.putNotice({ number: '查6', content: fitting })).status).toBe(201);
  });

  it('are not taken as JSON, nor is a PDF taken where JSON is', async () => {
    const asJson = await gateway.call({
      method: 'POST',
      path: noticePath(caseNumber, '查7'),
      as: 'officer.chen',
      body: {},
    });
    expect({ status: asJson.status, accept: asJson.headers['accept'] }).toEqual({
      status: 415,
      accept: 'application/pdf, application/ofd',
    });
    const asPdf = await gateway.call({
      method: 'POST',
      path: '/api/v1/inquiries',
      as: 'officer.chen',
      headers: { 'content-type': 'application/pdf', 'idempotency-key': 'k' },
      raw: pdf,
    });
    expect({ status: asPdf.status, accept: asPdf.headers['accept'] }).toEqual({
      status: 415,
      accept: 'application/json',
    });
  });

  it('may be stored by whoever may ask in the case, and by nobody else', async () => {
    const refused = async (as: Who): Promise<unknown> => {
      const reply = await gateway.putNotice({ number: '查8', as });
      return reply.json['reason'];
    };
    expect(await refused('officer.outsider')).toBe('CASE_NOT_FOUND');
    expect(await refused('other.court')).toBe('CASE_NOT_FOUND');
    expect(await refused('ops')).toBe('ROLE_NOT_PERMITTED');
    expect(await refused('officer.lapsed')).toBe('OFFICER_CREDENTIAL_EXPIRED');
    gateway.ports.cases.close(world.caseNumber(1));
    expect(await refused('officer.chen')).toBe('CASE_CLOSED');
  });

  it('do not exist for anybody but the team and the court, and each look at their bytes is on record', async () => {
    const id = world.noticeId();
    for (const as of ['officer.outsider', 'other.court'] as const) {
      expect((await read(id, as)).json['reason']).toBe('NOTICE_NOT_FOUND');
      expect((await read(id, as, '/content')).json['reason']).toBe('NOTICE_NOT_FOUND');
    }
    expect(gateway.ports.audit.of('notice_viewed')).toEqual([]);
    await read(id, 'officer.chen', '/content');
    expect(gateway.ports.audit.of('notice_viewed')).toMatchObject([{ subject: { kind: 'notice', id } }]);
    expect((await read('x')).status).toBe(404);
  });

  it('are named by orders: of another case, of nowhere and of the court before a transfer they are refused', async () => {
    await gateway.putCase(2);
    const refusal = async (id: string) => {
      const reply = await gateway.order({ ...world.orderBody(), notice: { id } });
      expect(reply.status).toBe(400);
      return violationsIn(reply);
    };
    expect(await refusal(world.noticeId(2))).toEqual(['body /notice/id NOTICE_UNKNOWN']);
    expect(await refusal('00000000-0000-8000-8000-000000000000')).toEqual(['body /notice/id NOTICE_UNKNOWN']);
    const transferred = {
      ...world.caseBody(),
      court: { code: '鲁0202', name: world.otherCourt.name },
      team: [{ workId: world.chen.workId, role: 'responsible' }],
    };
    gateway.ports.cases.enrol({ ...world.chen, court: world.otherCourt });
    expect((await gateway.putCase(1, transferred)).status).toBe(200);
    expect(await refusal(world.noticeId())).toEqual(['body /notice/id NOTICE_OF_ANOTHER_COURT']);
  });
});

describe('a notice that is drawn up', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
    const [first, second, ...rest] = world.caseBody().parties;
    await gateway.putCase(1, {
      ...world.caseBody(),
      parties: [first, { ...second, name: '𫖯龑𠮷' }, ...rest],
    });
  });
  afterAll(() => gateway.stop());

  const wanted = {
    number: '(2026)苏0812执990001号查21',
    purpose: '核查被执行人财产状况',
    assetClasses: ['LAND', 'BANK_ACCOUNT'],
    agencies: ['land-registry-3208'],
  };
  const drawUp = (body: object): Promise<Reply> =>
    gateway.call({ method: 'POST', path: `${casePath(caseNumber)}/notices`, as: 'officer.chen', body });
  const pdfOf = async (id: unknown): Promise<Uint8Array> => {
    const content = await gateway.callBytes({
      path: `/api/v1/notices/${String(id)}/content`,
      as: 'officer.chen',
    });
    return new Uint8Array(content);
  };

  it('says all that an agency needs to assist, in characters that can be read back', async () => {
    const reply = await drawUp(wanted);
    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({
      origin: 'drawn_up',
      mediaType: 'application/pdf',
      number: wanted.number,
    });
    const document = await getDocumentProxy(await pdfOf(reply.json['id']));
    const { text } = await extractText(document, { mergePages: true });
    const plain = text.replace(/\s+/gu, '');
    for (const said of [
      world.court.name,
      '协助查询通知书',
      wanted.number,
      '(2026)苏0812执990001号',
      '样例单位land-registry-3208：',
      '第二百五十三条',
      '法释〔2013〕20号',
      world.citizenId(2),
      '居民身份证',
      '样例贸易有限公司',
      world.organisationCode(1),
      '不动产、银行存款',
      wanted.purpose,
      world.chen.name,
      world.chen.workId,
      world.chen.dutyId,
      world.chen.phone,
      '2026年11月20日',
      '第1页/共1页',
    ])
      expect(plain).toContain(said);
    // The font has the first two; the third is told by its code point rather than by an empty box.
    expect(plain).toContain('𫖯龑〓[U+20BB7]');
    expect(plain).toMatch(/注：下列字符不在本文件所用字库中.*U\+20BB7/u);
  });

  it('is the same document when it is asked for again, and another beside the one that the court seals', async () => {
    const number = '查22';
    const [first, again] = [await drawUp({ ...wanted, number }), await drawUp({ ...wanted, number })];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json).toEqual(first.json);
    const changed = await drawUp({ ...wanted, number, purpose: '另一事由' });
    expect(changed.json['reason']).toBe('NOTICE_NUMBER_TAKEN');
    const sealed = await gateway.putNotice({ number });
    expect(sealed.status).toBe(201);
    expect(sealed.json['id']).not.toBe(first.json['id']);
  });

  it('can be the notice of an inquiry, whose hash is that of its bytes', async () => {
    const { json } = await drawUp({ ...wanted, number: '查23' });
    const order = { ...world.orderBody(), subjects: undefined, notice: { id: json['id'] } };
    const inquiry = await gateway.order(order);
    const view = await gateway.call({
      path: `/api/v1/inquiries/${String(inquiry.json['id'])}`,
      as: 'officer.chen',
    });
    expect(view.json).toMatchObject({
      noticeId: json['id'],
      notice: { number: '查23', sha256: json['sha256'] },
    });
  });

  it('is drawn up about liable parties and known agencies alone', async () => {
    const stranger = await drawUp({ ...wanted, number: '查24', subjects: [world.person(1)] });
    expect(stranger.json['reason']).toBe('SUBJECT_NOT_LIABLE');
    const nobody = await drawUp({ ...wanted, number: '查25', agencies: ['bank-off'] });
    expect(violationsIn(nobody)).toEqual(['body /agencies/0 AGENCY_UNKNOWN']);
  });
});
