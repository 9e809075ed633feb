import { readFileSync } from 'node:fs';
import { makeSyntheticCardNumber } from '@dianda/identifiers';
import type { AdapterAnswer, AssetRecord, Identity } from '@dianda/inquiry';
import { AdapterRig } from '../../../libs/adapter-kit/test/adapter-rig.js';
import { testHangingRegistry } from '../../../libs/adapter-kit/test/hanging-registry.js';
import { newCompany, newPerson } from '../../../libs/adapter-kit/test/people.js';
import { insertRows } from '../../../libs/adapter-kit/test/test-databases.js';
import { bankAdapter } from '../src/bank-adapter.js';

const ddl = readFileSync('apps/adapter-bank/registry/schema.sql', 'utf8');
jest.setTimeout(30_000);

let rig: AdapterRig;

function openBank(bankCode: string, agencyName: string, applicationName: string): Promise<AdapterRig> {
  return AdapterRig.open({
    ddl,
    applicationName,
    adapter: (registry) =>
      bankAdapter(
        { agencyName, bankCode, regions: ['000000'], since: '2001-01-01', workingNote: '' },
        registry,
      ),
  });
}

beforeAll(async () => {
  rig = await openBank('102', '淮河样例银行', 'bank test');
});

afterAll(() => rig.close());

let sequence = 0;

/** Makes the subject a customer; answers the 客户号. */
async function customer(
  subject: Identity,
  columns: Readonly<Record<string, unknown>> = {},
  at = rig,
): Promise<string> {
  sequence += 1;
  const khh = `K${sequence}`;
  const zjlx = subject.kind === 'person' ? '01' : '13';
  await insertRows(at.registry, 'hx.khxx', [
    { khh, khmc: subject.name, zjlx, zjhm: subject.document.number, ...columns },
  ]);
  return khh;
}

/** Opens an account; answers its 账户标识. */
async function account(
  khh: string,
  columns: Readonly<Record<string, unknown>> = {},
  at = rig,
): Promise<number> {
  sequence += 1;
  const khzh = makeSyntheticCardNumber(sequence);
  const row = { zhbs: sequence, khh, khzh, zhlb: '21', zhzt: '0', bz: 'CNY', ye: 10, kyye: 10, ...columns };
  await insertRows(at.registry, 'hx.zhxx', [row]);
  return sequence;
}

async function ask(subject: Identity, at = rig): Promise<AdapterAnswer> {
  return (await at.ask(subject, 'BANK_ACCOUNT')).answer;
}

async function recordsOf(subject: Identity): Promise<readonly AssetRecord[]> {
  const answer = await ask(subject);
  if (answer.rung !== 'found') throw new Error(`the answer is ${answer.rung}`);
  return answer.records;
}

async function oneAccount(subject: Identity): Promise<Extract<AssetRecord, { kind: 'bank_account' }>> {
  const records = await recordsOf(subject);
  expect(records).toHaveLength(1);
  const [record] = records;
  if (record?.kind !== 'bank_account') throw new Error('it is no account');
  return record;
}

describe('an account', () => {
  test('is told with its branch, dates, balances and the customer’s address', async () => {
    const subject = newPerson();
    const khh = await customer(subject, { txdz: '样例市清河路 1 号', yzbm: '223001', lxdh: '0517-0000003' });
    const zhbs = await account(khh, {
      ccxh: 1,
      khwd: '清河支行',
      khrq: '20150301',
      ye: 1234.5,
      kyye: 0,
      cxsj: '2026-11-20 16:00:00',
    });
    expect(await oneAccount(subject)).toMatchObject({
      sourceRecordId: `ZHXX-${zhbs}`,
      accountKind: { code: 'CLASS_I', raw: '21' },
      status: { code: 'NORMAL', raw: '0' },
      branchName: '清河支行',
      openedOn: '2015-03-01',
      currency: 'CNY',
      balance: { amount: '1234.50', currency: 'CNY' },
      availableBalance: { amount: '0.00', currency: 'CNY' },
      answeredAt: '2026-11-20T08:00:00.000Z',
      address: '样例市清河路 1 号',
      phone: '0517-0000003',
      warnings: [],
    });
  });

  test('in a foreign currency keeps it, by letters or by number, and an unknown one makes no money', async () => {
    const subject = newPerson();
    const khh = await customer(subject);
    await account(khh, { bz: 'USD', ye: 100 });
    await account(khh, { bz: '344', ye: 200 });
    await account(khh, { bz: 'XXX', ye: 300 });
    const records = await recordsOf(subject);
    const money = records.map((record) => (record.kind === 'bank_account' ? record.balance : undefined));
    expect(money).toEqual([
      { amount: '100.00', currency: 'USD' },
      { amount: '200.00', currency: 'HKD' },
      undefined,
    ]);
    expect(records[2]?.warnings).toContainEqual({
      field: 'bank_account.currency',
      code: 'UNKNOWN_CODE',
      raw: 'XXX',
    });
  });

  test('that is closed is told as closed', async () => {
    const subject = newPerson();
    await account(await customer(subject), { zhzt: '9', xhrq: '20200102', ye: null, kyye: null });
    const record = await oneAccount(subject);
    expect(record).toMatchObject({ status: { code: 'CLOSED' }, closedOn: '2020-01-02' });
    expect(record).not.toHaveProperty('balance');
  });

  test('of an unknown kind and status keeps the bank’s own codes', async () => {
    const subject = newPerson();
    await account(await customer(subject), { zhlb: '77', zhzt: null });
    expect(await oneAccount(subject)).toMatchObject({
      accountKind: { code: 'UNKNOWN', raw: '77' },
      status: { code: 'UNKNOWN', raw: '-' },
    });
  });

  test('of a company is found by credit code and name, and one of a namesake is not', async () => {
    const subject = newCompany('淮安样例物流有限公司');
    await account(await customer(subject, { khlx: '2' }), { zhlb: '11', khzh: 'SYN-0001' });
    await account(await customer(newCompany(subject.name)), { zhlb: '12' });
    expect(await oneAccount(subject)).toMatchObject({
      accountKind: { code: 'BASIC' },
      accountNumber: 'SYN-0001',
    });
  });

  test('whose branch code is another bank’s or fails its check is told as odd', async () => {
    const subject = newPerson();
    await account(await customer(subject), { khwddm: '103301000015' });
    const { warnings } = await oneAccount(subject);
    expect(warnings).toContainEqual({
      field: 'bank_account.branch_code',
      code: 'CHECK_FAILED',
      raw: '103301000015',
    });
  });

  test('carries its freezes in rank, prior rights with their holder as a third person, and sub-accounts', async () => {
    const subject = newPerson();
    const zhbs = await account(await customer(subject), { zhzt: '3' });
    await insertRows(rig.registry, 'hx.djxx', [
      { djbs: zhbs * 10 + 2, zhbs, csxh: 2, djjg: '后院', djwh: 'B', djje: 1, bz: 'CNY' },
      { djbs: zhbs * 10 + 1, zhbs, csxh: 1, djjg: '前院', djwh: 'A', djje: 500, bz: 'CNY', djjr: '20270101' },
    ]);
    await insertRows(rig.registry, 'hx.qlxx', [
      { qlbs: zhbs * 10, zhbs, xh: 1, qllx: '质押', qlr: '某权利人', lxfs: '0517-1', qlje: 30, bz: 'CNY' },
    ]);
    await insertRows(rig.registry, 'hx.glzh', [
      { glbs: zhbs * 10, zhbs, xh: 1, zzhlb: '定期', zzhh: 'S-1', bz: 'CNY', ye: 5, kyye: 5 },
    ]);
    expect(await oneAccount(subject)).toMatchObject({
      status: { code: 'PARTLY_FROZEN' },
      freezes: [
        {
          sequence: 1,
          authority: '前院',
          documentNumber: 'A',
          expiresOn: '2027-01-01',
          amount: { amount: '500.00' },
        },
        { sequence: 2, authority: '后院' },
      ],
      priorRights: [{ rightType: '质押', holder: { kind: 'UNKNOWN', name: '某权利人', phone: '0517-1' } }],
      subAccounts: [{ subAccountNumber: 'S-1', subAccountKind: '定期', balance: { amount: '5.00' } }],
    });
  });
});

describe('a customer', () => {
  test('of whom the core system says 查无开户信息 in the account number has nothing', async () => {
    const subject = newPerson();
    await account(await customer(subject), { khzh: '查无开户信息', ye: null, kyye: null });
    expect(await ask(subject)).toMatchObject({ rung: 'nothing_found', coverage: { since: '2001-01-01' } });
  });

  test('with that sentinel beside real accounts keeps the real ones only', async () => {
    const subject = newPerson();
    const khh = await customer(subject);
    await account(khh, { khzh: '查无开户信息' });
    await account(khh, { khzh: 'SYN-REAL' });
    expect(await oneAccount(subject)).toMatchObject({ accountNumber: 'SYN-REAL' });
  });

  test.each(['系统异常，请稍后再试', 'java.sql.SQLException: ORA-01013', 'ERROR 500', 'null'])(
    'whose account number reads “%s” is an error of the bank, never an account and never nothing',
    async (text) => {
      const subject = newPerson();
      const khh = await customer(subject);
      await account(khh, { khzh: 'SYN-GOOD' });
      await account(khh, { khzh: text });
      await expect(ask(subject)).rejects.toMatchObject({
        reason: 'REGISTRY_ROW_UNREADABLE',
        origin: 'agency',
      });
    },
  );

  test('who is none, or only shares a name, has nothing', async () => {
    await account(await customer(newPerson('同名')));
    expect((await ask(newPerson('同名'))).rung).toBe('nothing_found');
  });

  test('whose number stands under another name is ambiguous and nothing is disclosed', async () => {
    const subject = newPerson('现名');
    const khzh = 'SYN-SECRET';
    await account(await customer({ ...subject, name: '旧名' }), { khzh });
    const answer = await ask(subject);
    expect(answer.rung).toBe('ambiguous');
    expect(JSON.stringify(answer)).not.toMatch(/旧名|SYN-SECRET/);
  });

  test('filed under 15 digits and under 18 as two customers has the accounts of both', async () => {
    const subject = newPerson();
    const number = subject.document.number;
    await account(await customer(subject));
    await account(await customer(subject, { zjhm: `${number.slice(0, 6)}${number.slice(8, 17)}` }));
    expect(await recordsOf(subject)).toHaveLength(2);
  });

  test('without accounts but with a fund has the fund, with its price, quantities and restrictions', async () => {
    const subject = newPerson();
    const khh = await customer(subject);
    const jrbs = ++sequence;
    await insertRows(rig.registry, 'hx.jrzc', [
      {
        jrbs,
        khh,
        zcmc: '样例债券基金',
        xslx: '2',
        kjy: '1',
        bz: 'CNY',
        dj: 1.0234,
        sl: 1000.5,
        kksl: 0,
        zje: 1023.91,
        jldw: '份',
        syr: '某受益人',
        xzjr: '20270630',
      },
    ]);
    await insertRows(rig.registry, 'hx.djxx', [
      { djbs: jrbs, jrbs, csxh: 1, djjg: '样例法院' },
      { djbs: jrbs + 1, khh, csxh: 2, djjg: '无账号之冻结' },
    ]);
    sequence += 1;
    const [asset, freeze, ...rest] = await recordsOf(subject);
    expect(asset).toMatchObject({
      kind: 'financial_asset',
      saleKind: { code: 'AGENCY' },
      tradableViaBank: true,
      unitPrice: { amount: '1.0234', currency: 'CNY' },
      quantity: '1000.5',
      total: { amount: '1023.91' },
      beneficiary: { kind: 'UNKNOWN', name: '某受益人' },
      restrictionEndsOn: '2027-06-30',
      freezes: [{ authority: '样例法院' }],
    });
    expect(freeze).toMatchObject({ kind: 'bank_freeze', authority: '无账号之冻结' });
    expect(rest).toEqual([]);
  });

  test('of 5,000 accounts is told whole, page by page, out of one search', async () => {
    const subject = newCompany('淮安万户有限公司');
    const khh = await customer(subject);
    await rig.registry.run(
      `insert into hx.zhxx (zhbs, khh, khzh, zhlb, zhzt, bz, ye, kyye)
       select 1000000 + n, $1, 'SYN-' || n, '12', '0', 'CNY', n, n from generate_series(1, 5000) n`,
      [khh],
    );
    const question = rig.court.question(subject, 'BANK_ACCOUNT');
    const numbers: string[] = [];
    let token = '';
    do {
      const page = await rig.court.ask(rig.client, question, { pageToken: token });
      if (page.answer.rung !== 'found') throw new Error('a page is not found');
      for (const record of page.answer.records) numbers.push(record.sourceRecordId);
      expect(page.totalRecords).toBe(5_000);
      token = page.nextPageToken;
      // What the bank does between two pages changes nothing in an answer that is made.
      await rig.registry.run(`delete from hx.zhxx where khh = $1 and zhbs = 1000001`, [khh]);
      await account(khh);
    } while (token !== '');
    expect(numbers).toEqual(Array.from({ length: 5_000 }, (_, index) => `ZHXX-${1_000_001 + index}`));
  });
});

describe('transactions', () => {
  async function withMovements(): Promise<Identity> {
    const subject = newPerson();
    const zhbs = await account(await customer(subject), { khzh: 'SYN-MOVES' });
    const at = (day: string, more: object) => ({
      wlbs: ++sequence,
      zhbs,
      bz: 'CNY',
      je: 9.9,
      jysj: day,
      jdbz: 'J',
      ...more,
    });
    await insertRows(rig.registry, 'hx.wlxx', [
      at('2025-12-31 23:59:59', { lsh: 'before' }),
      at('2026-01-01 00:00:00', { lsh: 'first', dfmc: '对手', dfzh: 'ACC-9', dfhm: '他行' }),
      at('2026-01-31 23:59:59', { lsh: 'last', jdbz: 'D' }),
      at('2026-02-01 00:00:00', { lsh: 'after' }),
    ]);
    return subject;
  }

  test('are never told without their own right', async () => {
    const subject = await withMovements();
    expect((await recordsOf(subject)).map(({ kind }) => kind)).toEqual(['bank_account']);
  });

  test('are told under their right, of the days that it names, the other side as a third person', async () => {
    const subject = await withMovements();
    const question = rig.court.withTransactions(
      rig.court.question(subject, 'BANK_ACCOUNT'),
      '2026-01-01',
      '2026-01-31',
    );
    const { answer } = await rig.court.ask(rig.client, question);
    const movements = answer.rung === 'found' ? answer.records.slice(1) : [];
    expect(movements).toMatchObject([
      {
        kind: 'bank_transaction',
        accountNumber: 'SYN-MOVES',
        serialNumber: 'first',
        direction: { code: 'DEBIT', raw: 'J' },
        amount: { amount: '9.90', currency: 'CNY' },
        madeAt: '2025-12-31T16:00:00.000Z',
        counterparty: { kind: 'UNKNOWN', name: '对手', accountNumber: 'ACC-9', bankName: '他行' },
      },
      { serialNumber: 'last', direction: { code: 'CREDIT' } },
    ]);
    expect(movements).toHaveLength(2);
  });
});

describe('a core system that is not whole', () => {
  test('answers accounts and names the list that could not be read', async () => {
    const subject = newPerson();
    await account(await customer(subject));
    await rig.registry.run('alter table hx.djxx rename to djxx_away');
    try {
      expect(await ask(subject)).toMatchObject({
        rung: 'found',
        missing: [{ part: 'BANK_FREEZES', reason: 'UNAVAILABLE' }],
      });
    } finally {
      await rig.registry.run('alter table hx.djxx_away rename to djxx');
    }
  });

  test('without its accounts is unavailable, never "nothing found"', async () => {
    const subject = newPerson();
    await account(await customer(subject));
    await rig.registry.run('alter table hx.zhxx rename to zhxx_away');
    try {
      await expect(ask(subject)).rejects.toMatchObject({ reason: 'REGISTRY_UNAVAILABLE', origin: 'agency' });
    } finally {
      await rig.registry.run('alter table hx.zhxx_away rename to zhxx');
    }
  });
});

test('one program serves two banks, each from its own core system and under its own name', async () => {
  const other = await openBank('103', '运河样例银行', 'other bank');
  try {
    const subject = newPerson();
    await account(await customer(subject, {}, other), { khzh: 'SYN-OTHER' }, other);
    expect((await ask(subject)).rung).toBe('nothing_found');
    expect(await ask(subject, other)).toMatchObject({
      rung: 'found',
      records: [{ accountNumber: 'SYN-OTHER' }],
    });
    await other.untilIdle();
  } finally {
    await other.close();
  }
});

testHangingRegistry(() => rig, 'BANK_ACCOUNT', 'hx.khxx');
