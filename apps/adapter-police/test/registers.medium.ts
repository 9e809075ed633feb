import type { AssetRecord, Identity } from '@dianda/inquiry';
import { citizenNumber, fifteen } from './rows.js';
import { PoliceRig } from './police-rig.js';

let rig: PoliceRig;

beforeAll(async () => {
  rig = await PoliceRig.open();
  // What comes after a review is the same search; here nobody waits for one.
  await rig.start({ reviewMs: 1_000, releasesItself: true });
});

afterAll(() => rig.close());

let sequence = 100;

function newPerson(name = '孟样例'): Identity {
  sequence += 1;
  return { kind: 'person', name, document: { type: 'RESIDENT_ID', number: citizenNumber(sequence) } };
}

type Columns = Readonly<Record<string, unknown>>;

/** Registers the person's household row; answers its 人员编号. */
async function settle(subject: Identity, columns: Columns = {}): Promise<string> {
  sequence += 1;
  const rybh = `R${sequence}`;
  const plain = { xb: '1', csrq: '19800506', hh: `H${sequence}`, hlx: '1', hjdz: '样例市清河路 1 号' };
  await rig.insert('czrk', {
    rybh,
    gmsfhm: subject.document.number,
    xm: subject.name,
    ...plain,
    zxbs: '0',
    lxdh: '0517-99999901',
    ...columns,
  });
  return rybh;
}

async function settleForAWhile(subject: Identity, columns: Columns = {}): Promise<void> {
  sequence += 1;
  await rig.insert('zzrk', {
    zzbh: `Z${sequence}`,
    zjlx: '111',
    zjhm: subject.document.number,
    xm: subject.name,
    djlb: '1',
    zzdz: '样例市运河路 2 号',
    zzrq: '20250301',
    fwczr: '房东样例',
    lxdh: '0517-99999902',
    ...columns,
  });
}

async function stay(subject: Identity, columns: Columns = {}): Promise<void> {
  sequence += 1;
  await rig.insert('lgzs', {
    zsbh: `S${sequence}`,
    lgbm: '3208980001',
    fjh: '302',
    zjlx: subject.document.type === 'PASSPORT' ? '414' : '111',
    zjhm: subject.document.number,
    xm: subject.name,
    rzsj: '20261101213000',
    ...columns,
  });
}

async function cross(subject: Identity, columns: Columns = {}): Promise<void> {
  sequence += 1;
  await rig.insert('crjjl', {
    jlbh: `C${sequence}`,
    gmsfhm: subject.document.number,
    xm: subject.name,
    zjlx: '414',
    zjmc: '普通护照',
    zjhm: `SYN${sequence}`,
    crjbs: '1',
    crjsj: '20260912080530',
    qwgj: '日本',
    ...columns,
  });
}

type Kind = AssetRecord['kind'];

function only<K extends Kind>(
  records: readonly AssetRecord[],
  kind: K,
): readonly Extract<AssetRecord, { kind: K }>[] {
  const isKind = (record: AssetRecord): record is Extract<AssetRecord, { kind: K }> => record.kind === kind;
  expect(records.every(isKind)).toBe(true);
  return records.filter(isKind);
}

/** Asks for a class that is reviewed, once its review is over. */
async function askReviewed(subject: Identity, assetClass: 'LODGING' | 'EXIT_ENTRY') {
  const question = rig.question(subject, assetClass);
  expect((await rig.ask(question)).rung).toBe('deferred');
  await rig.setReviewDue(question, -1);
  return rig.ask(question);
}

async function reviewedRecords(subject: Identity, assetClass: 'LODGING' | 'EXIT_ENTRY') {
  const answer = await askReviewed(subject, assetClass);
  if (answer.rung !== 'found') throw new Error(`the answer is ${answer.rung}`);
  return answer.records;
}

async function identityOf(subject: Identity) {
  const [identity, ...more] = only(await rig.recordsOf(rig.question(subject, 'IDENTITY')), 'person_identity');
  if (identity === undefined || more.length > 0) throw new Error('it is not one identity');
  return identity;
}

beforeAll(() => rig.insert('lgxx', { lgbm: '3208980001', lgmc: '样例旅馆', lgdz: '样例市站前路 8 号' }));

describe('an identity', () => {
  test('is answered at once, with a receipt, as the household register has it', async () => {
    const subject = newPerson();
    const rybh = await settle(subject, { cym: '孟幼名' });
    await settleForAWhile(subject);
    const question = rig.question(subject, 'IDENTITY');
    const reply = await rig.court.ask(rig.client, question);
    expect(await rig.court.verifyReceipt(reply, question)).toMatch(/-\d{6}$/);
    expect(reply.answer).toMatchObject({
      rung: 'found',
      missing: [],
      records: [
        {
          kind: 'person_identity',
          sourceRecordId: `CZRK-${rybh}`,
          source: '常住人口登记',
          warnings: [],
          name: '孟样例',
          formerName: '孟幼名',
          idNumber: subject.document.number,
          bornOn: '1980-05-06',
          householdAddress: '样例市清河路 1 号',
          temporaryAddress: '样例市运河路 2 号',
          householdMembers: [],
        },
      ],
    });
  });

  test('of nobody is earned: what was searched, since when and as of when', async () => {
    const subject = newPerson();
    const before = Date.now() - 60_000;
    const answer = await rig.ask(rig.question(subject, 'IDENTITY'));
    if (answer.rung !== 'nothing_found') throw new Error(`the answer is ${answer.rung}`);
    expect(answer.coverage).toEqual({ regions: ['3208'], assetClasses: ['IDENTITY'], since: '1985-01-01' });
    expect(Date.parse(answer.asOf)).toBeGreaterThan(before);
    expect(answer.echo).toEqual(subject);
  });

  test('that a row holds by 15 digits only is found, and delivered as it is held', async () => {
    const subject = newPerson();
    await settle(subject, { gmsfhm: fifteen(subject.document.number) });
    expect(await identityOf(subject)).toMatchObject({
      idNumber: fifteen(subject.document.number),
      warnings: [],
    });
  });

  test('is found however the row writes the number, and by the 15 digits as well', async () => {
    const subject = newPerson();
    const { number } = subject.document;
    await settle(subject, { gmsfhm: ` ${number.slice(0, 6)} ${number.slice(6).toLowerCase()}` });
    expect((await identityOf(subject)).name).toBe(subject.name);
    const byOldNumber: Identity = {
      ...subject,
      document: { type: 'RESIDENT_ID_15', number: fifteen(number) },
    };
    expect((await identityOf(byOldNumber)).name).toBe(subject.name);
  });

  test('with a rare character outside the BMP travels whole', async () => {
    const subject = newPerson('孟𬱖𠮷');
    await settle(subject);
    expect((await identityOf(subject)).name).toBe('孟𬱖𠮷');
  });

  test('of a renamed person is found by the former name with the number, and says that the name differs', async () => {
    const subject = newPerson('孟改名');
    await settle(subject, { cym: '孟幼名、孟学名' });
    const identity = await identityOf({ ...subject, name: '孟学名' });
    expect(identity).toMatchObject({ name: '孟改名', formerName: '孟幼名、孟学名' });
    expect(identity.warnings).toEqual([
      { field: 'person_identity.name', code: 'IDENTITY_DIFFERS', raw: '孟改名' },
    ]);
  });

  test('is not found by a former name and another number', async () => {
    const subject = newPerson('孟改名');
    await settle(subject, { cym: '孟学名' });
    const answer = await rig.ask(rig.question({ ...newPerson(), name: '孟学名' }, 'IDENTITY'));
    expect(answer.rung).toBe('nothing_found');
  });

  test('of a namesake is nobody’s business', async () => {
    const subject = newPerson();
    await settle(subject);
    const namesake = newPerson(subject.name);
    await settle(namesake, { hjdz: '样例市另一路 3 号' });
    expect((await identityOf(subject)).householdAddress).toBe('样例市清河路 1 号');
  });

  test('under the number with another name is for people to tell: nothing of the row is disclosed', async () => {
    const subject = newPerson();
    await settle(subject, { xm: '陶样例' });
    const reply = await rig.court.ask(rig.client, rig.question(subject, 'IDENTITY'));
    expect(reply.answer).toMatchObject({
      rung: 'ambiguous',
      candidates: [{ matchedFields: ['DOCUMENT_TYPE', 'DOCUMENT_NUMBER'], strength: 50 }],
    });
    expect(Buffer.from(reply.answerBytes).toString('utf8')).not.toContain('陶样例');
  });

  test('beside another person’s with the same number is found, and the other one is a named gap', async () => {
    const subject = newPerson();
    await settle(subject);
    await settle(subject, { xm: '陶样例' });
    const answer = await rig.ask(rig.question(subject, 'IDENTITY'));
    expect(answer).toMatchObject({
      rung: 'found',
      records: [{ name: subject.name }],
      missing: [{ part: 'REGISTER', reason: 'OTHER' }],
    });
  });

  test('that is registered twice is delivered twice, each marked', async () => {
    const subject = newPerson();
    await settle(subject);
    await settle(subject, { hjdz: '样例市另一路 3 号' });
    const records = only(await rig.recordsOf(rig.question(subject, 'IDENTITY')), 'person_identity');
    expect(records.map(({ householdAddress }) => householdAddress)).toEqual([
      '样例市清河路 1 号',
      '样例市另一路 3 号',
    ]);
    for (const { warnings } of records) {
      expect(warnings).toEqual([{ field: 'person_identity.id_number', code: 'DUPLICATE' }]);
    }
  });

  test('of a dead person comes from the cancelled part of the register, and says so', async () => {
    const subject = newPerson();
    await settle(subject, { zxbs: '1', zxrq: '20240301' });
    expect((await identityOf(subject)).source).toBe('常住人口登记（死亡注销）');
    const [residence] = only(await rig.recordsOf(rig.question(subject, 'RESIDENCE')), 'person_residence');
    expect(residence).toMatchObject({ source: '常住人口登记（死亡注销）', toOn: '2024-03-01' });
  });

  test('of somebody who is registered elsewhere comes from the register of temporary residents', async () => {
    const subject = newPerson();
    await settleForAWhile(subject, { hjdz: '外省某县', zzrq: '20200101', jsrq: '20241231' });
    await settleForAWhile(subject, { hjdz: '外省某县', zzdz: '样例市新路 9 号', jsrq: '99991231' });
    expect(await identityOf(subject)).toMatchObject({
      source: '暂住人口登记',
      householdAddress: '外省某县',
      temporaryAddress: '样例市新路 9 号',
    });
  });

  test('has no temporary address when the registration has ended', async () => {
    const subject = newPerson();
    await settle(subject);
    await settleForAWhile(subject, { jsrq: '20250630' });
    expect(await identityOf(subject)).not.toHaveProperty('temporaryAddress');
  });

  test('with a code that the table lacks and a date that is none comes through, raw', async () => {
    const subject = newPerson();
    await settle(subject, { xb: '5', csrq: '19000101' });
    const identity = await identityOf(subject);
    expect(identity.sex).toEqual({ code: 'UNKNOWN', raw: '5' });
    expect(identity).not.toHaveProperty('bornOn');
    expect(identity.warnings).toEqual([
      { field: 'person_identity.sex', code: 'UNKNOWN_CODE', raw: '5' },
      { field: 'person_identity.born_on', code: 'IMPOSSIBLE_DATE', raw: '19000101' },
    ]);
  });

  test('of an organisation, or by a passport, is not covered and nothing is searched', async () => {
    const byPassport: Identity = { ...newPerson(), document: { type: 'PASSPORT', number: 'SYN0000001' } };
    await rig.withClosed('czrk', async () => {
      expect(await rig.ask(rig.question(byPassport, 'IDENTITY'))).toMatchObject({
        rung: 'not_covered',
        reason: 'DOCUMENT_TYPE',
      });
    });
  });
});

describe('what the authority does not name', () => {
  const jpeg = Buffer.from('ffd8ffe000104a46494600', 'hex');

  async function household(): Promise<{ subject: Identity; wife: Identity; rybh: string }> {
    const subject = newPerson();
    const wife = newPerson('柳亲属');
    const hh = `HH${sequence}`;
    const rybh = await settle(subject, { hh });
    await settle(wife, { hh, xb: '2' });
    await settle(newPerson('孟故人'), { hh, zxbs: '1' });
    await rig.insert('ryzp', {
      zpbh: (sequence += 1),
      rybh,
      zp: `\\x${jpeg.toString('hex')}`,
      pzrq: '20240101',
    });
    return { subject, wife, rybh };
  }

  test('is not told: neither photo nor household', async () => {
    const { subject, wife } = await household();
    const reply = await rig.court.ask(rig.client, rig.question(subject, 'IDENTITY'));
    expect(reply.answer).toMatchObject({ rung: 'found', missing: [], records: [{ householdMembers: [] }] });
    expect(Buffer.from(reply.answerBytes).includes(jpeg)).toBe(false);
    expect(Buffer.from(reply.answerBytes).toString('utf8')).not.toContain(wife.name);
  });

  test('is not even read: it may be closed to the adapter', async () => {
    const { subject } = await household();
    await rig.withClosed('ryzp', async () => {
      expect(await rig.ask(rig.question(subject, 'IDENTITY'))).toMatchObject({ rung: 'found', missing: [] });
    });
  });

  test('is told where it does: the photo', async () => {
    const { subject } = await household();
    const question = rig.withCategories(rig.question(subject, 'IDENTITY'), 'PHOTO');
    expect(await rig.recordsOf(question)).toMatchObject([
      { photoBase64: jpeg.toString('base64'), householdMembers: [] },
    ]);
  });

  test('is told where it does: living members of the household, whom nobody can call', async () => {
    const { subject, wife } = await household();
    const question = rig.withCategories(rig.question(subject, 'IDENTITY'), 'HOUSEHOLD_MEMBERS');
    const [identity] = only(await rig.recordsOf(question), 'person_identity');
    expect(identity).not.toHaveProperty('photoBase64');
    expect(identity?.householdMembers).toEqual([
      {
        kind: 'PERSON',
        name: wife.name,
        documentType: { code: 'RESIDENT_ID' },
        documentNumber: wife.document.number,
        sex: { code: 'FEMALE', raw: '2' },
      },
    ]);
  });

  test('members of a collective household are no family and stay unnamed, as a gap', async () => {
    const subject = newPerson();
    const hh = `HH${sequence}`;
    await settle(subject, { hh, hlx: '2' });
    await settle(newPerson('陶同事'), { hh, hlx: '2' });
    const question = rig.withCategories(rig.question(subject, 'IDENTITY'), 'HOUSEHOLD_MEMBERS');
    expect(await rig.ask(question)).toMatchObject({
      rung: 'found',
      records: [{ householdMembers: [] }],
      missing: [{ part: 'POLICE_HOUSEHOLD', reason: 'OTHER' }],
    });
  });

  test.each([
    ['too large for a message', Buffer.concat([jpeg, Buffer.alloc(1024 * 1024)])],
    ['no JPEG', Buffer.from('89504e470d0a1a0a', 'hex')],
  ])('a photo that is %s is a named gap beside the identity', async (_, bytes) => {
    const subject = newPerson();
    const rybh = await settle(subject);
    await rig.insert('ryzp', { zpbh: (sequence += 1), rybh, zp: `\\x${bytes.toString('hex')}` });
    const question = rig.withCategories(rig.question(subject, 'IDENTITY'), 'PHOTO');
    const answer = await rig.ask(question);
    expect(answer).toMatchObject({
      rung: 'found',
      missing: [{ part: 'POLICE_PHOTO', reason: 'FAULT' }],
    });
    expect(answer.rung === 'found' && answer.records[0]).not.toHaveProperty('photoBase64');
  });

  test('is a gap where it was to be told and its register is closed', async () => {
    const { subject } = await household();
    await rig.withClosed('ryzp', async () => {
      const question = rig.withCategories(rig.question(subject, 'IDENTITY'), 'PHOTO');
      expect(await rig.ask(question)).toMatchObject({
        rung: 'found',
        missing: [{ part: 'POLICE_PHOTO', reason: 'UNAVAILABLE', detail: 'RYZP: SQLSTATE 42501' }],
      });
    });
  });
});

describe('residences', () => {
  test('are the registered and the temporary ones, the latest first', async () => {
    const subject = newPerson();
    await settle(subject, { hjssxq: '320898', qrrq: '20010901' });
    await settleForAWhile(subject, { zzrq: '20200101', jsrq: '20241231', zzssxq: '320898' });
    await settleForAWhile(subject, { zzdz: '样例市新路 9 号', jsrq: '99991231', djlb: '2' });
    const records = only(await rig.recordsOf(rig.question(subject, 'RESIDENCE')), 'person_residence');
    expect(
      records.map(({ residenceKind, address, fromOn, toOn }) => [residenceKind.code, address, fromOn, toOn]),
    ).toEqual([
      ['REGISTERED', '样例市清河路 1 号', '2001-09-01', undefined],
      ['TEMPORARY', '样例市新路 9 号', '2025-03-01', undefined],
      ['TEMPORARY', '样例市运河路 2 号', '2020-01-01', '2024-12-31'],
    ]);
    expect(records[1]?.warnings).toEqual([
      { field: 'person_residence.to_on', code: 'IMPOSSIBLE_DATE', raw: '99991231' },
    ]);
  });

  test('under a name that the person had before are his, and say so', async () => {
    const subject = newPerson('孟改名');
    await settle(subject, { cym: '孟幼名' });
    await settleForAWhile(subject, { xm: '孟幼名' });
    const records = await rig.recordsOf(rig.question(subject, 'RESIDENCE'));
    expect(records).toHaveLength(2);
    expect(records[1]?.warnings).toEqual([
      { field: 'person_residence', code: 'IDENTITY_DIFFERS', raw: '孟幼名' },
    ]);
  });

  test('of which one has no address: that one is a gap, not dropped in silence', async () => {
    const subject = newPerson();
    await settle(subject, { hjdz: ' ' });
    await settleForAWhile(subject);
    expect(await rig.ask(rig.question(subject, 'RESIDENCE'))).toMatchObject({
      rung: 'found',
      records: [{ residenceKind: { code: 'TEMPORARY' } }],
      missing: [{ part: 'POLICE_HOUSEHOLD', reason: 'FAULT' }],
    });
  });

  test('without any address are an error of the agency, never nothing', async () => {
    const subject = newPerson();
    await settle(subject, { hjdz: null });
    await expect(rig.ask(rig.question(subject, 'RESIDENCE'))).rejects.toMatchObject({
      reason: 'REGISTRY_ROW_UNREADABLE',
      origin: 'agency',
    });
  });

  test('with one register closed name the gap; with nothing in the other one it is an error', async () => {
    const subject = newPerson();
    await settle(subject);
    await rig.withClosed('zzrk', async () => {
      expect(await rig.ask(rig.question(subject, 'RESIDENCE'))).toMatchObject({
        rung: 'found',
        missing: [{ part: 'POLICE_TEMPORARY_RESIDENCE', reason: 'UNAVAILABLE' }],
      });
      await expect(rig.ask(rig.question(newPerson(), 'RESIDENCE'))).rejects.toMatchObject({
        reason: 'REGISTRY_UNAVAILABLE',
        origin: 'agency',
      });
    });
  });
});

describe('stays in hotels', () => {
  test('are the subject’s alone: who shared the room is not named', async () => {
    const subject = newPerson();
    const guest = newPerson('陶同住');
    await stay(subject, { tfsj: '20261103110000', lxdh: '0517-00000031' });
    await stay(guest);
    const answer = await askReviewed(subject, 'LODGING');
    expect(answer).toMatchObject({
      rung: 'found',
      missing: [],
      records: [
        {
          kind: 'lodging_stay',
          source: '旅馆住宿登记',
          checkInAt: '2026-11-01T13:30:00.000Z',
          checkOutAt: '2026-11-03T03:00:00.000Z',
          hotelName: '样例旅馆',
          hotelAddress: '样例市站前路 8 号',
          phone: '0517-00000031',
        },
      ],
    });
    expect(JSON.stringify(answer)).not.toContain(guest.name);
    expect(JSON.stringify(answer)).not.toContain('302');
  });

  test('come the latest first, and one that goes on has no end', async () => {
    const subject = newPerson();
    await stay(subject, { rzsj: '20250101120000', tfsj: '20250102110000' });
    await stay(subject, { rzsj: '20261110180000', tfsj: '99991231000000' });
    const records = only(await reviewedRecords(subject, 'LODGING'), 'lodging_stay');
    expect(records.map(({ checkOutAt }) => checkOutAt)).toEqual([undefined, '2025-01-02T03:00:00.000Z']);
    expect(records[0]?.warnings).toEqual([
      { field: 'lodging_stay.check_out_at', code: 'IMPOSSIBLE_DATE', raw: '99991231000000' },
    ]);
  });

  test('under a former name are found when the household register joins the names, and are marked', async () => {
    const subject = newPerson('孟改名');
    await settle(subject, { cym: '孟幼名' });
    await stay(subject, { xm: '孟幼名' });
    const records = await reviewedRecords(subject, 'LODGING');
    expect(records[0]?.warnings).toEqual([
      { field: 'lodging_stay', code: 'IDENTITY_DIFFERS', raw: '孟幼名' },
    ]);
  });

  test('under a name that no register joins to the subject are for people to tell', async () => {
    const subject = newPerson();
    await settle(subject);
    await stay(subject, { xm: '陶样例' });
    expect((await askReviewed(subject, 'LODGING')).rung).toBe('ambiguous');
  });

  test('by passport are found by name and passport together', async () => {
    sequence += 1;
    const subject: Identity = {
      kind: 'person',
      name: 'SAMPLE ANNA',
      document: { type: 'PASSPORT', number: `SYN${sequence}X` },
    };
    await stay(subject, { xm: 'SAMPLE  ANNA' });
    expect(await reviewedRecords(subject, 'LODGING')).toHaveLength(1);
  });

  test('under a passport with another name are for people to tell, and no household is looked up for it', async () => {
    sequence += 1;
    const number = `SYN${sequence}Z`;
    const subject: Identity = { kind: 'person', name: 'SAMPLE ANNA', document: { type: 'PASSPORT', number } };
    await stay(subject, { xm: 'SAMPLE BERTA' });
    await rig.withClosed('czrk', async () => {
      expect((await askReviewed(subject, 'LODGING')).rung).toBe('ambiguous');
    });
  });

  test('that are none are nothing found since the hotels’ register began', async () => {
    expect(await askReviewed(newPerson(), 'LODGING')).toMatchObject({
      rung: 'nothing_found',
      coverage: { regions: ['3208'], assetClasses: ['LODGING'], since: '2015-06-01' },
    });
  });

  test('in a register that is closed are an error of the agency, never nothing', async () => {
    await rig.withClosed('lgzs', async () => {
      await expect(askReviewed(newPerson(), 'LODGING')).rejects.toMatchObject({
        reason: 'REGISTRY_UNAVAILABLE',
        origin: 'agency',
      });
    });
  });

  test('without a time of arrival are a named gap beside the others', async () => {
    const subject = newPerson();
    await stay(subject);
    await stay(subject, { rzsj: '20230230120000' });
    expect(await askReviewed(subject, 'LODGING')).toMatchObject({
      rung: 'found',
      records: [{ kind: 'lodging_stay' }],
      missing: [{ part: 'POLICE_LODGING', reason: 'FAULT', detail: '1 row(s) without a time or a hotel' }],
    });
  });
});

describe('border crossings', () => {
  test('are told with document, direction and destination, the latest first', async () => {
    const subject = newPerson();
    await cross(subject, { lxdh: '0517-00000031' });
    await cross(subject, { crjbs: '2', crjsj: '20260920171500', qwgj: null });
    const records = only(await reviewedRecords(subject, 'EXIT_ENTRY'), 'border_crossing');
    expect(
      records.map(({ direction, crossedAt, destination }) => [direction.code, crossedAt, destination]),
    ).toEqual([
      ['ENTRY', '2026-09-20T09:15:00.000Z', undefined],
      ['EXIT', '2026-09-12T00:05:30.000Z', '日本'],
    ]);
    expect(records[1]).toMatchObject({
      source: '出入境记录',
      documentType: { code: 'PASSPORT', raw: '414 普通护照' },
      phone: '0517-00000031',
    });
  });

  test('of somebody who is named by his passport are found by it', async () => {
    sequence += 1;
    const number = `SYN${sequence}Y`;
    const subject: Identity = { kind: 'person', name: 'SAMPLE ANNA', document: { type: 'PASSPORT', number } };
    await cross(subject, { gmsfhm: null, zjhm: number });
    expect(await reviewedRecords(subject, 'EXIT_ENTRY')).toHaveLength(1);
  });

  test('that are none are nothing found since the registers began', async () => {
    expect(await askReviewed(newPerson(), 'EXIT_ENTRY')).toMatchObject({
      rung: 'nothing_found',
      coverage: { assetClasses: ['EXIT_ENTRY'], since: '1985-01-01' },
    });
  });
});

test('what can be asked here is described: households by citizen numbers, movements by any document', async () => {
  const { servedClasses } = await rig.describe();
  const described = servedClasses.map(({ assetClass, subjectKinds, documentTypes, dataCategories }) => [
    assetClass,
    subjectKinds,
    documentTypes.includes('PASSPORT'),
    dataCategories,
  ]);
  expect(described).toEqual([
    ['IDENTITY', ['person'], false, ['ASSETS', 'PHOTO', 'HOUSEHOLD_MEMBERS']],
    ['RESIDENCE', ['person'], false, ['ASSETS']],
    ['LODGING', ['person'], true, ['ASSETS']],
    ['EXIT_ENTRY', ['person'], true, ['ASSETS']],
  ]);
});

test('what the police hold beyond the question is never told: phones of residents, landlords, rooms, ports', async () => {
  const subject = newPerson();
  const hh = `HH${sequence}`;
  await settle(subject, { hh });
  await settle(newPerson('柳亲属'), { hh });
  await settleForAWhile(subject);
  const all = rig.withCategories(rig.question(subject, 'IDENTITY'), 'PHOTO', 'HOUSEHOLD_MEMBERS');
  const told = JSON.stringify([
    await rig.recordsOf(all),
    await rig.recordsOf(rig.question(subject, 'RESIDENCE')),
  ]);
  expect(told).toContain('柳亲属');
  expect(told).not.toMatch(/0517-999999|房东样例/);
});

test('the log of all this names nobody', () => {
  const log = rig.logged.join('');
  expect(log).toContain('IDENTITY');
  expect(log).not.toMatch(/样例|孟|陶|柳|320898\d{9}|SAMPLE/);
});
