import { readFileSync } from 'node:fs';
import type { AdapterAnswer, AssetRecord, Identity } from '@dianda/inquiry';
import { decodeDescription, type DescribeResponse } from '@dianda/wire';
import { AdapterRig } from '../../../libs/adapter-kit/test/adapter-rig.js';
import { testHangingRegistry } from '../../../libs/adapter-kit/test/hanging-registry.js';
import { fifteenDigits, newCompany, newPerson } from '../../../libs/adapter-kit/test/people.js';
import { insertRows } from '../../../libs/adapter-kit/test/test-databases.js';
import { housingFundAdapter } from '../src/housing-fund-adapter.js';

type Columns = Readonly<Record<string, unknown>>;
type FundRecord = Extract<AssetRecord, { kind: 'housing_fund_account' }>;

const workingNote = '工作日 9:00—17:00 由人员办理；系统数据为上一工作日日终';
/** Beijing time, as the centre writes it: accounts at the end of the day, the other two earlier. */
const renewed = {
  GRJBXX: '2026-11-19 18:00:00',
  GRZHXX: '2026-11-19 22:30:00',
  DWXX: '2026-11-19 18:05:00',
};
const asOf = '2026-11-19T10:00:00.000Z';

let rig: AdapterRig;

beforeAll(async () => {
  rig = await AdapterRig.open({
    ddl: readFileSync('apps/adapter-housing-fund/registry/schema.sql', 'utf8'),
    applicationName: 'housing fund test',
    adapter: (registry) =>
      housingFundAdapter(
        { agencyName: '测试住房公积金管理中心', regions: ['3208'], since: '1999-04-03', workingNote },
        registry,
      ),
  });
  await insertRows(rig.registry, 'gjj.dwxx', [{ dwzh: 'D1', dwmc: '淮安样例制造有限公司' }]);
  await renew();
});

afterAll(() => rig.close());

async function renew(times: Readonly<Record<string, string>> = renewed): Promise<void> {
  await rig.registry.run('delete from gjj.gxsj');
  const rows = Object.entries(times).map(([bm, gxsj]) => ({ bm, gxsj }));
  await insertRows(rig.registry, 'gjj.gxsj', rows);
}

let sequence = 0;

/** Registers the subject; answers the 个人编号. */
async function registered(subject: Identity, columns: Columns = {}): Promise<string> {
  sequence += 1;
  const grbh = `G${sequence}`;
  await insertRows(rig.registry, 'gjj.grjbxx', [
    { grbh, xingming: subject.name, zjlx: '01', zjhm: subject.document.number, ...columns },
  ]);
  return grbh;
}

/** Opens an account; answers its 账户标识. */
async function account(grbh: string, columns: Columns = {}): Promise<number> {
  sequence += 1;
  const row = { zhbs: sequence, grbh, grzh: `320898${sequence}`, dwzh: 'D1', grzhzt: '01', djbz: '0' };
  await insertRows(rig.registry, 'gjj.grzhxx', [{ ...row, grzhye: 18000, ...columns }]);
  return sequence;
}

async function ask(subject: Identity): Promise<AdapterAnswer> {
  return (await rig.ask(subject, 'HOUSING_FUND')).answer;
}

async function accountsOf(subject: Identity): Promise<readonly FundRecord[]> {
  const answer = await ask(subject);
  if (answer.rung !== 'found') throw new Error(`the answer is ${answer.rung}`);
  return answer.records.filter((record) => record.kind === 'housing_fund_account');
}

test('the centre says of itself whom it answers about, and when its people work', async () => {
  const response = await new Promise<DescribeResponse>((resolve, reject) => {
    rig.client.describe({}, (error, described) => {
      if (error === null) resolve(described);
      else reject(error);
    });
  });
  const description = decodeDescription(response);
  expect(description).toMatchObject({ assetClasses: ['HOUSING_FUND'], workingNote });
  expect(description.servedClasses).toMatchObject([
    {
      subjectKinds: ['person'],
      documentTypes: ['RESIDENT_ID', 'RESIDENT_ID_15', 'MILITARY_ID', 'PASSPORT', 'FOREIGN_PR_CARD'],
      regionCodes: ['3208'],
    },
  ]);
});

describe('a person', () => {
  test('who is not registered is told with coverage, and as of the oldest table of the centre’s copy', async () => {
    const subject = newPerson('无户');
    expect(await ask(subject)).toMatchObject({
      rung: 'nothing_found',
      echo: subject,
      asOf,
      coverage: { regions: ['3208'], assetClasses: ['HOUSING_FUND'], since: '1999-04-03' },
    });
  });

  test('who is registered without any account has none', async () => {
    const subject = newPerson('空户');
    await registered(subject);
    expect((await ask(subject)).rung).toBe('nothing_found');
  });

  test('is found with account, employer and freeze, under a receipt that verifies', async () => {
    const subject = newPerson();
    const zhbs = await account(await registered(subject, { sjhm: '0517-00000042' }), {
      grjcjs: 8000,
      yjce: 1920,
      grzhye: '23456.70',
      grzhzt: '06',
      djbz: '3',
      djje: 20000,
      djrq: '20260302',
      jzny: '202602',
    });
    const question = rig.court.question(subject, 'HOUSING_FUND');
    const reply = await rig.court.ask(rig.client, question);
    await rig.court.verifyReceipt(reply, question);
    expect(reply.answer).toMatchObject({
      rung: 'found',
      asOf,
      missing: [],
      records: [
        {
          kind: 'housing_fund_account',
          sourceRecordId: `GRZHXX-${zhbs}`,
          asOf,
          holder: { name: subject.name, documentNumber: subject.document.number, phone: '0517-00000042' },
          unitAccountNumber: 'D1',
          employer: '淮安样例制造有限公司',
          balance: { amount: '23456.70', currency: 'CNY' },
          status: { code: 'FROZEN', raw: '06' },
          freezeFlag: { code: 'PARTIAL', raw: '3' },
          frozenAmount: { amount: '20000.00', currency: 'CNY' },
          frozenOn: '2026-03-02',
          paidToMonth: '2026-02',
          warnings: [],
        },
      ],
    });
  });

  test('with two accounts in use gets both, each marked, and the closed ones unmarked', async () => {
    const subject = newPerson('葛甲');
    const grbh = await registered(subject);
    await account(grbh);
    await account(grbh, { grzhzt: '02' });
    await account(grbh, { grzhzt: '05', xhrq: '20190131', xhyy: '离职提取', grzhye: 0 });
    const records = await accountsOf(subject);
    expect(records.map(({ status, warnings }) => [status.code, warnings])).toEqual([
      ['NORMAL', [{ field: 'housing_fund_account', code: 'DUPLICATE' }]],
      ['SUSPENDED', [{ field: 'housing_fund_account', code: 'DUPLICATE' }]],
      ['CLOSED_WITHDRAWN', []],
    ]);
    expect(records[2]).toMatchObject({ closedOn: '2019-01-31', closeReason: '离职提取' });
  });

  test('who is registered twice, by 18 and by 15 digits, gets the accounts of both', async () => {
    const subject = newPerson('葛乙');
    await account(await registered(subject), { grzhzt: '03' });
    await account(await registered(subject, { zjhm: fifteenDigits(subject), xingming: '葛　乙' }));
    const records = await accountsOf(subject);
    expect(records.map(({ holder }) => holder.documentType?.code)).toEqual(['RESIDENT_ID', 'RESIDENT_ID_15']);
  });

  test('of the same name with another number is somebody else', async () => {
    await account(await registered(newPerson('同名')));
    expect((await ask(newPerson('同名'))).rung).toBe('nothing_found');
  });

  test('whose number stands beside another name is ambiguous, and no account is disclosed', async () => {
    const subject = newPerson('现名');
    await account(await registered(subject, { xingming: '曾用名' }), { grzhye: '77777.77' });
    const answer = await ask(subject);
    expect(answer).toMatchObject({
      rung: 'ambiguous',
      candidates: [{ matchedFields: ['DOCUMENT_TYPE', 'DOCUMENT_NUMBER'] }],
    });
    expect(JSON.stringify(answer)).not.toMatch(/曾用名|77777/);
  });

  test('by a type of document that the centre has no code for is not covered', async () => {
    const subject: Identity = { ...newPerson(), document: { type: 'HOUSEHOLD_BOOK', number: 'H1' } };
    expect(await ask(subject)).toMatchObject({ rung: 'not_covered', reason: 'DOCUMENT_TYPE' });
  });
});

test('an organisation, which can have no account, is not covered', async () => {
  expect(await ask(newCompany('淮安样例制造有限公司'))).toMatchObject({
    rung: 'not_covered',
    reason: 'SUBJECT_KIND',
  });
});

describe('a registry that is not whole', () => {
  test('without its list of employers answers the accounts and names the gap', async () => {
    const subject = newPerson('部分');
    await account(await registered(subject));
    await rig.withClosed('gjj.dwxx', async () => {
      const answer = await ask(subject);
      expect(answer).toMatchObject({
        rung: 'found',
        records: [{ unitAccountNumber: 'D1' }],
        missing: [{ part: 'REGISTER', reason: 'UNAVAILABLE', detail: 'DWXX: SQLSTATE 42501' }],
      });
    });
  });

  test.each(['gjj.grjbxx', 'gjj.grzhxx', 'gjj.gxsj'])(
    'with %s closed to us is unavailable, never "nothing found"',
    async (table) => {
      const subject = newPerson('关闭');
      await account(await registered(subject));
      await rig.withClosed(table, async () => {
        await expect(ask(subject)).rejects.toMatchObject({
          reason: 'REGISTRY_UNAVAILABLE',
          origin: 'agency',
        });
      });
    },
  );

  test('that does not say until when a table is complete is unreadable, even where it would find nothing', async () => {
    const { GRZHXX: _none, ...others } = renewed;
    await renew(others);
    try {
      await expect(ask(newPerson('无时'))).rejects.toMatchObject({
        reason: 'REGISTRY_ROW_UNREADABLE',
        origin: 'agency',
      });
    } finally {
      await renew();
    }
  });

  test('with an error text in the place of an account number is unreadable, never an account', async () => {
    const subject = newPerson('错文');
    await account(await registered(subject), { grzh: 'ORA-12541: TNS:no listener at core.example' });
    await expect(ask(subject)).rejects.toMatchObject({ reason: 'REGISTRY_ROW_UNREADABLE', origin: 'agency' });
  });
});

testHangingRegistry(() => rig, 'HOUSING_FUND', 'gjj.grjbxx');
