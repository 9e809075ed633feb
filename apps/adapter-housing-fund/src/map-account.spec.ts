import { makeSyntheticCardNumber } from '@dianda/identifiers';
import { plainAccount, reading } from '../test/rows.js';
import { readAccount } from './map-account.js';

const holder = { name: '葛样例' };

function accountOf(columns: Record<string, string | null> = {}) {
  const { fields, warnings } = reading({ ...plainAccount, ...columns });
  return { account: readAccount(fields, { holder, employer: '样例单位' }), warnings };
}

const yuan = (amount: string) => ({ amount, currency: 'CNY' });

describe('an account', () => {
  test('is read column by column, amounts in yuan of renminbi, rates in per cent', () => {
    const { account, warnings } = accountOf();
    expect(account).toEqual({
      personalAccountNumber: '320898000001',
      holder,
      unitAccountNumber: 'D000001',
      employer: '样例单位',
      wageBase: yuan('8000.00'),
      monthlyDeposit: yuan('1920.00'),
      personalMonthlyDeposit: yuan('960.00'),
      unitMonthlyDeposit: yuan('960.00'),
      personalRatePercent: '12',
      unitRatePercent: '12',
      balance: yuan('18000.00'),
      status: { code: 'NORMAL', raw: '01' },
      freezeFlag: { code: 'NONE', raw: '0' },
      paidToMonth: '2026-10',
      openedOn: '2015-07-06',
      linkedBankAccount: makeSyntheticCardNumber(5),
    });
    expect(warnings).toEqual([]);
  });

  test('that holds nothing says 0.00, and one whose balance is not held says nothing', () => {
    expect(accountOf({ grzhye: '0' }).account.balance).toEqual(yuan('0.00'));
    expect(accountOf({ grzhye: null }).account).not.toHaveProperty('balance');
  });

  test('with a balance that is no exact amount leaves it empty, with the raw text', () => {
    const { account, warnings } = accountOf({ grzhye: '1234.567' });
    expect(account).not.toHaveProperty('balance');
    expect(warnings).toEqual([
      { field: 'housing_fund_account.balance', code: 'UNREADABLE_NUMBER', raw: '1234.567 CNY' },
    ]);
  });

  test.each([
    ['01', 'NORMAL'],
    ['02', 'SUSPENDED'],
    ['03', 'CLOSED_MERGED'],
    ['04', 'CLOSED_TRANSFERRED'],
    ['05', 'CLOSED_WITHDRAWN'],
    ['06', 'FROZEN'],
    ['99', 'OTHER'],
    ['封存', 'SUSPENDED'],
  ])('of status %s is %s', (grzhzt, code) => {
    expect(accountOf({ grzhzt })).toMatchObject({ account: { status: { code, raw: grzhzt } }, warnings: [] });
  });

  test('of a status without a row, or of none, is UNKNOWN', () => {
    expect(accountOf({ grzhzt: '07' })).toMatchObject({
      account: { status: { code: 'UNKNOWN', raw: '07' } },
      warnings: [{ field: 'housing_fund_account.status', code: 'UNKNOWN_CODE', raw: '07' }],
    });
    expect(accountOf({ grzhzt: null }).account.status).toEqual({ code: 'UNKNOWN', raw: '-' });
  });

  test.each([
    ['1', 'DEPOSIT_ONLY'],
    ['2', 'BLOCKED'],
    ['3', 'PARTIAL'],
  ])('with the freeze flag %s is %s, with amount and day', (djbz, code) => {
    const { account, warnings } = accountOf({ djbz, djje: '5000', djrq: '20260105' });
    expect(account).toMatchObject({
      freezeFlag: { code, raw: djbz },
      frozenAmount: yuan('5000.00'),
      frozenOn: '2026-01-05',
    });
    expect(warnings).toEqual([]);
  });

  test('that is marked free beside a frozen amount tells both, with a warning', () => {
    const { account, warnings } = accountOf({ djbz: '0', djje: '5000.00' });
    expect(account).toMatchObject({
      freezeFlag: { code: 'NONE', raw: '0' },
      frozenAmount: yuan('5000.00'),
    });
    expect(warnings).toEqual([
      { field: 'housing_fund_account.freeze_flag', code: 'TEXT_CONTRADICTS_CODE', raw: '0' },
    ]);
    expect(accountOf({ djbz: '0', djje: '0.00' }).warnings).toEqual([]);
  });

  test.each([
    ['202602', '2026-02'],
    ['2026-02', '2026-02'],
    [' 202602 ', '2026-02'],
  ])('paid up to %j is paid up to %s', (jzny, month) => {
    expect(accountOf({ jzny })).toMatchObject({ account: { paidToMonth: month }, warnings: [] });
  });

  test.each(['202613', '202600', '999912', '190001', '2026', '20260201', '无'])(
    'paid up to %j leaves the month empty, with the raw text',
    (jzny) => {
      const { account, warnings } = accountOf({ jzny });
      expect(account).not.toHaveProperty('paidToMonth');
      expect(warnings).toEqual([
        { field: 'housing_fund_account.paid_to_month', code: 'IMPOSSIBLE_DATE', raw: jzny },
      ]);
    },
  );

  test('keeps a linked bank account whose check fails, with a warning', () => {
    const card = makeSyntheticCardNumber(5);
    const bad = `${card.slice(0, -1)}${card.endsWith('0') ? '1' : '0'}`;
    expect(accountOf({ grckzhhm: bad })).toMatchObject({
      account: { linkedBankAccount: bad },
      warnings: [{ field: 'housing_fund_account.linked_bank_account', code: 'CHECK_FAILED', raw: bad }],
    });
  });

  test.each([null, 'PSQLException', '系统异常', '0'.repeat(33)])(
    'with %j in the place of its number is unreadable, never an account',
    (grzh) => {
      expect(() => accountOf({ grzh })).toThrow('REGISTRY_ROW_UNREADABLE: TEST.grzh');
    },
  );
});
