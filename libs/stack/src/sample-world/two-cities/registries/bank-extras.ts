import { compactTimeOf, timeOf, type Day } from '../days.js';
import { drawSpan, yuan } from '../draws.js';
import type { Ground } from '../ground.js';
import { personName } from '../names.js';
import { worldParameters } from '../parameters.js';
import type { Random } from '../random.js';
import type { BankDesk } from './desks.js';
import type { EnteredAccount } from './bank-entries.js';

const { bank } = worldParameters.assumed;

/** 关联子账户 */
export function enterSubAccounts(desk: BankDesk, random: Random, account: EnteredAccount): void {
  const { shelves } = desk;
  const count = random.between(1, 3);
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const fen = random.between(0, 900_000);
    shelves.glzh.put({
      glbs: shelves.glzh.next(),
      zhbs: account.zhbs,
      xh: sequence,
      zzhlb: random.pick(['定期', '通知存款', '保证金']),
      zzhh: `${account.number}${String(sequence).padStart(3, '0')}`,
      bz: 'CNY',
      ye: yuan(fen),
      kyye: yuan(fen),
    });
  }
}

/** 金融资产: a product of the bank’s own, or one that it sells for another. */
export function enterFinancialAsset(
  desk: BankDesk,
  random: Random,
  customer: string,
  account: EnteredAccount,
): void {
  const { shelves, agency } = desk;
  const jrbs = shelves.jrzc.next();
  const isOwn = random.chance(0.6);
  const quantity = random.between(1_000, 200_000);
  // Prices have four decimals, amounts two.
  const price = random.between(9_000, 13_000);
  shelves.jrzc.put({
    jrbs,
    khh: customer,
    xh: 1,
    zcmc: isOwn ? '样例稳健一号理财' : '样例成长混合基金',
    zclx: isOwn ? '理财产品' : '基金',
    xslx: isOwn ? '1' : '2',
    cpbh: `SYN-${isOwn ? 'LC' : 'JJ'}-${String(jrbs % 90).padStart(3, '0')}`,
    lczh: `SYNLC${agency.bank}${String(jrbs).padStart(9, '0')}`,
    hkzh: account.number,
    glr: isOwn ? agency.legalName : '样例基金管理有限公司',
    kjy: '1',
    jyxz: isOwn ? '封闭期' : null,
    xzjr: isOwn ? '99991231' : null,
    jldw: '份',
    bz: 'CNY',
    dj: (price / 10_000).toFixed(4),
    sl: quantity,
    kksl: quantity,
    zje: yuan(Math.floor((quantity * price) / 100)),
  });
}

/** 在先权利: a pledge in favour of the bank. */
export function enterPriorRight(desk: BankDesk, account: EnteredAccount, fen: number): void {
  const { shelves, agency } = desk;
  shelves.qlxx.put({
    qlbs: shelves.qlxx.next(),
    zhbs: account.zhbs,
    xh: 1,
    qllx: '保证金质押',
    qlr: agency.legalName,
    qlje: yuan(fen),
    bz: 'CNY',
  });
}

/** 资金往来 of the last year, each with somebody who is no subject. */
export function enterMovements(
  ground: Ground,
  desk: BankDesk,
  random: Random,
  account: EnteredAccount,
): void {
  const { shelves, agency } = desk;
  const count = drawSpan(random, bank.movementCount);
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const on: Day = ground.today - random.between(1, 360);
    const second = random.between(0, 86_399);
    const wlbs = shelves.wlxx.next();
    shelves.wlxx.put({
      wlbs,
      zhbs: account.zhbs,
      xh: sequence,
      jylx: random.pick(['转账', '消费', '代发工资', '还款']),
      jdbz: random.pick(['J', 'D']),
      bz: 'CNY',
      je: yuan(random.between(100, 5_000_000)),
      jysj: timeOf(on, second),
      lsh: `${compactTimeOf(on, second)}${String(wlbs).padStart(8, '0')}`,
      dfmc: personName(random, '1'),
      dfzh: `SYN9${String(wlbs).padStart(12, '0')}`,
      dfhm: agency.row.name.zh,
    });
  }
}
