import {
  DiandaError,
  instantOf,
  reportLines,
  type Instant,
  type LegResult,
  type Report,
} from '@dianda/inquiry';
import { FailingAgency, SlowAgency } from '../src/fakes/conducts.js';
import { ambiguous, clarification, deferred, nothingFound, refused } from '../src/fakes/replies.js';
import {
  answer,
  answerWithoutReceipt,
  breakOff,
  fail,
  keepSilent,
  ScriptedAgency,
} from '../src/fakes/scripted-agency.js';
import { huaiheBankCore } from '../src/sample-world/bank-cores.js';
import { sampleAgency, secondOf, withRows } from './fault-agencies.js';
import { resultOf, SystemRig, until, type FakeToEnlist } from './system-rig.js';

/*
 * How agencies behave (standards.md section 7), mode by mode: each is switched on at one agency, all are asked in one
 * inquiry, and each test reads what the officer's report says of it. Shown elsewhere: F12 and the second half of F10
 * and F11 in late-answers.system, F13 in lying-agencies.system, F20's hold in breaker.system.
 */

/** Servers and apps have to come up, and one agency's time to run out, on whatever machine this is. */
jest.setTimeout(240_000);

const minuteMs = 60_000;
/** Polled every 20 minutes in office hours. */
const officeHoursPollMs = 20 * minuteMs;
const hourMs = 60 * minuteMs;
/** The shortest that Dianda polls in. */
const reviewPollMs = 1_000;

const registryDown = DiandaError.unavailable('REGISTRY_UNAVAILABLE', {
  origin: 'agency',
  retryAfterMs: 1_000,
});
const tokenRefused = DiandaError.internal('REGISTRY_REFUSED_LOGIN', { origin: 'adapter' });
const archiveUnreadable = DiandaError.internal('REGISTRY_ROW_UNREADABLE', { origin: 'agency' });

const gone = new FailingAgency(false);

/** The modes that an agency shows by what it sends; each serves bank accounts. */
const fakes: readonly FakeToEnlist[] = [
  {
    slug: 'office-hours',
    conduct: new ScriptedAgency(answer(deferred(officeHoursPollMs, '工作日 8:00–17:40，每 20 分钟取件'))),
    minutes: 3 * 24 * 60,
  },
  {
    slug: 'tail',
    conduct: new ScriptedAgency(keepSilent, answer(nothingFound)),
    attemptTimeoutMs: 1_500,
  },
  {
    slug: 'review',
    conduct: new ScriptedAgency(
      answer(deferred(reviewPollMs, '人工审核')),
      answer(deferred(reviewPollMs, '人工审核')),
      answer(nothingFound),
    ),
  },
  { slug: 'returned', conduct: new ScriptedAgency(answer(refused('RETURNED', '缺少公务证复印件'))) },
  { slug: 'token', conduct: new ScriptedAgency(fail(tokenRefused)) },
  { slug: 'no-notice', conduct: new ScriptedAgency(answer(clarification('未收到协助查询通知书，请补送'))) },
  {
    slug: 'loose-match',
    conduct: new ScriptedAgency(answer(ambiguous({ matchedFields: ['NAME'], strength: 40 }))),
  },
  { slug: 'no-receipt', conduct: new ScriptedAgency(answerWithoutReceipt(nothingFound)) },
  { slug: 'lost-reply', conduct: new ScriptedAgency(breakOff, answer(nothingFound)) },
  { slug: 'half-file', conduct: new ScriptedAgency(fail(registryDown), answer(nothingFound)) },
  { slug: 'bad-archive', conduct: new ScriptedAgency(fail(archiveUnreadable)) },
  {
    slug: 'notice-hash',
    conduct: new ScriptedAgency(answer(refused('DOCUMENT_UNACCEPTABLE', '协助查询通知书校验值不符'))),
  },
  {
    slug: 'fast-clock',
    conduct: new ScriptedAgency(
      answer((asked, agency) => {
        const empty = nothingFound(asked, agency);
        return { ...empty, answeredAt: later(empty.answeredAt, hourMs) };
      }),
    ),
  },
  {
    slug: 'old-roster',
    conduct: new ScriptedAgency(answer(refused('OFFICER_NOT_ON_FILE', '经办干警未备案'))),
  },
  { slug: 'offline', conduct: gone, minutes: 0.2 },
  { slug: 'well', conduct: new SlowAgency(0) },
];

/** The modes that only a registry's own bytes can have, at real adapters. */
const agencies = [
  // One table is closed to readers; plates are held without the province.
  sampleAgency('land'),
  sampleAgency('vehicle'),
  // One text was lost when it was converted; a namesake has an account, too.
  withRows(sampleAgency('huaihe'), 'hx.zhxx', (row) =>
    row['zhbs'] === 11_001 ? { ...row, khwd: '淮河样例银行\uFFFD河支行' } : row,
  ),
  // Has a row for the person that says that there is nothing.
  sampleAgency('yunhe'),
  withRows(secondOf(sampleAgency('huaihe'), 'bank-exception'), 'hx.zhxx', (row) =>
    row['zhbs'] === 11_001 ? { ...row, khzh: 'java.net.SocketTimeoutException: Read timed out' } : row,
  ),
];

describe('how agencies behave, and what the report then says', () => {
  let rig: SystemRig;
  let inquiryId: string;
  let report: Report;
  /** The report as people read it. */
  let text: readonly string[];

  beforeAll(async () => {
    rig = await SystemRig.start(agencies);
    await rig.enlist(fakes);
    await until(() => rig.fake('offline').describedCount > 0);
    gone.breakDown();
    inquiryId = await rig.order(['LAND', 'VEHICLE', 'BANK_ACCOUNT']);
    const stillOpen = new Set(['office-hours', 'no-notice']);
    await until(async () => {
      const { legs } = await rig.progressOf(inquiryId);
      return legs.every(
        ({ agencyCode = '', state }) =>
          state === 'answered' ||
          state === 'unanswered' ||
          (state === 'waiting' && stillOpen.has(agencyCode)),
      );
    });
    report = await rig.provisionalReportOf(inquiryId);
    text = reportLines(report, 'zh-CN');
  });
  afterAll(() => rig.stop());

  function of(agency: string): LegResult {
    return resultOf(report, agency);
  }

  function accountsOf(agency: string) {
    const leg = of(agency);
    if (leg.status !== 'searched') throw new Error(`${agency} is ${leg.status}`);
    return leg.records.map((record) => {
      if (record.kind !== 'bank_account') throw new Error(record.kind);
      return record;
    });
  }

  /** What the text report says of a fake. */
  function linesOf(agency: string): string {
    return text.filter((line) => line.includes(`${agency} `)).join('\n');
  }

  /** The questions of the one inquiry that a fake was asked, repeats and polls too. */
  function questionsTo(agency: string) {
    return rig
      .fake(agency)
      .asked.map(({ question }) => question)
      .filter(({ authority }) => authority.inquiryId === inquiryId);
  }

  function askedOf(agency: string): number {
    return questionsTo(agency).length;
  }

  it('F1: an agency that fetches in office hours is open with the time of its next poll, and has failed nothing', async () => {
    const leg = of('office-hours');
    if (leg.status !== 'open' || leg.waitingFor.kind !== 'agency_working') throw new Error(leg.status);
    expect(leg).toMatchObject({ attempts: 1, state: 'waiting' });
    expect(leg.lastError).toBeUndefined();
    expect(Date.parse(leg.waitingFor.nextPollAt) - Date.parse(leg.waitingFor.since)).toBe(officeHoursPollMs);
    expect(linesOf('office-hours')).toContain('单位办理');
    expect(await rig.holdOf('office-hours')).toBeUndefined();
    expect(askedOf('office-hours')).toBe(1);
  });

  it('F2: one timeout of a core system is not final: it is asked again under the same leg, and its answer counts', () => {
    expect(of('tail')).toMatchObject({ status: 'searched_empty', late: false });
    const legs = questionsTo('tail').map(({ legId }) => legId);
    expect(legs.length).toBeGreaterThan(1);
    expect(new Set(legs).size).toBe(1);
  });

  it('F3: a manual review is waited for, poll by poll, and answered in the end without a second attempt', async () => {
    expect(of('review')).toMatchObject({ status: 'searched_empty' });
    expect((await rig.legOf(inquiryId, 'review')).attempts).toBe(1);
    expect(askedOf('review')).toBe(3);
  });

  it('F4: a question that is returned ends its leg, with the agency’s reason and whom to call', () => {
    expect(of('returned')).toMatchObject({
      status: 'gap',
      rung: 'refused',
      reason: 'RETURNED',
      detail: '缺少公务证复印件',
      contact: { name: '司法查控岗', phone: '0517-00000099' },
    });
    expect(linesOf('returned')).toContain('联系人 司法查控岗 0517-00000099');
    expect(linesOf('returned')).toContain('缺少公务证复印件');
    expect(askedOf('returned')).toBe(1);
  });

  it('F4: after a return the officer orders anew, and the agency is asked under another leg id', async () => {
    const again = await rig.order();
    await until(async () => (await rig.legOf(again, 'returned')).state === 'answered');
    const [first, second, ...more] = rig.fake('returned').asked.map(({ question }) => question);
    expect(more).toEqual([]);
    expect(second?.legId).not.toBe(first?.legId);
    expect(second?.authority.caseNumber).toBe(first?.authority.caseNumber);
  });

  it('F5: a row that says 查无开户信息 is one “searched and empty”, and never an account', () => {
    expect(of('bank-yunhe')).toMatchObject({ status: 'searched_empty' });
    expect(JSON.stringify(report)).not.toContain('查无开户信息');
  });

  it('F6: exception text inside a well-formed row is a failure of the agency: nothing of it, nor beside it, is shown', () => {
    expect(of('bank-exception')).toMatchObject({
      status: 'gap',
      rung: 'failed',
      origin: 'agency',
      reason: 'REGISTRY_ROW_UNREADABLE',
      attempts: 1,
    });
    expect(JSON.stringify(report)).not.toContain('SocketTimeoutException');
    expect(linesOf('bank-exception')).toContain('[REGISTRY_ROW_UNREADABLE]');
  });

  it('F6: a register that refuses the adapter’s token is a failure told once, not a storm of questions', () => {
    expect(of('token')).toMatchObject({ status: 'gap', rung: 'failed', reason: 'REGISTRY_REFUSED_LOGIN' });
    expect(askedOf('token')).toBe(1);
  });

  it('F7: what could be searched is shown, and the register that could not is a gap by name', () => {
    expect(of('land-registry-320898')).toMatchObject({ status: 'searched' });
    expect(report.gaps.filter(({ agency }) => agency?.code === 'land-registry-320898')).toMatchObject([
      { rung: 'found', part: 'LAND_FOREST_RIGHTS', reason: 'UNAVAILABLE' },
    ]);
  });

  it('F8: an agency that has the question but not the notice is open with what it asks for and of whom', () => {
    expect(of('no-notice')).toMatchObject({
      status: 'open',
      waitingFor: {
        kind: 'clarification',
        question: '未收到协助查询通知书，请补送',
        contact: '司法查控岗 0517-00000099',
      },
    });
    expect(linesOf('no-notice')).toContain('未收到协助查询通知书，请补送');
  });

  it('F9: a match by name alone is no finding: which fields fit is told, and no asset', () => {
    expect(of('loose-match')).toMatchObject({
      status: 'gap',
      rung: 'ambiguous',
      candidates: [{ matchedFields: ['NAME'], strength: 40 }],
    });
    expect(linesOf('loose-match')).toContain('[AMBIGUOUS]');
  });

  it('F9: a row of a namesake with another number is not among what was found', () => {
    const numbers = (huaiheBankCore.find(({ table }) => table === 'hx.zhxx')?.rows ?? []).map((row) => ({
      customer: row['khh'],
      number: row['khzh'],
    }));
    const of = (customer: string) =>
      numbers.filter((each) => each.customer === customer).map((each) => each.number);
    expect(accountsOf('bank-huaihe').map((account) => account.accountNumber)).toEqual(of('H0001'));
    for (const number of of('H0003')) expect(JSON.stringify(report)).not.toContain(number);
  });

  it('F10: an answer without receipt is visible as unreceipted, and is a gap until the receipt comes', () => {
    expect(of('no-receipt')).toMatchObject({
      status: 'unreceipted',
      rung: 'nothing_found',
      receiptNumbers: [],
    });
    expect(report.counts.unreceipted).toBe(1);
    expect(report.gaps.filter(({ agency }) => agency?.code === 'no-receipt')).toMatchObject([
      { reason: 'RECEIPT_MISSING' },
    ]);
  });

  it('F11: an agency whose reply was lost is asked again under the same leg id, and is reported once', () => {
    expect(of('lost-reply')).toMatchObject({ status: 'searched_empty' });
    const legs = questionsTo('lost-reply').map(({ legId, round }) => `${legId} ${round}`);
    expect(legs).toHaveLength(2);
    expect(new Set(legs).size).toBe(1);
  });

  it('F14: a text that lost characters on its way into the register is delivered with a warning that says so', () => {
    const [account] = accountsOf('bank-huaihe');
    expect(account).toMatchObject({
      branchName: '淮河样例银行\uFFFD河支行',
      warnings: [
        {
          field: 'bank_account.branch_name',
          code: 'CHARACTERS_LOST',
        },
      ],
    });
    expect(text.join('\n')).toContain('有文字在登记系统中丢失');
  });

  it('F15: a file that is only half there is waited for as long as the agency says, and then read', async () => {
    expect(of('half-file')).toMatchObject({ status: 'searched_empty' });
    expect((await rig.legOf(inquiryId, 'half-file')).attempts).toBe(2);
  });

  it('F15: an archive that cannot be read is a failure of the agency, and never “nothing found”', () => {
    expect(of('bad-archive')).toMatchObject({ status: 'gap', rung: 'failed', origin: 'agency', attempts: 1 });
  });

  it('F16: a notice whose hash does not agree is refused as such', () => {
    expect(of('notice-hash')).toMatchObject({
      status: 'gap',
      rung: 'refused',
      reason: 'DOCUMENT_UNACCEPTABLE',
      detail: '协助查询通知书校验值不符',
    });
  });

  it('F16: a clock that is an hour ahead orders nothing: the agency’s time stands beside ours', () => {
    const leg = of('fast-clock');
    if (leg.status !== 'searched_empty') throw new Error(leg.status);
    expect(leg.late).toBe(false);
    expect(Date.parse(leg.answeredAt) - Date.parse(leg.settledAt)).toBeGreaterThan(hourMs / 2);
    expect(Date.parse(report.asOf)).toBeGreaterThanOrEqual(Date.parse(leg.settledAt));
  });

  it('F17: a plate that the register holds without its province is completed, and the report says so', () => {
    const leg = of('vehicle-bureau-320898');
    if (leg.status !== 'searched') throw new Error(leg.status);
    expect(leg.records[0]).toMatchObject({
      plateNumber: '苏H8K216',
      warnings: [{ field: 'vehicle.plate_number', code: 'COMPLETED' }],
    });
  });

  it('F18: an officer whom the agency does not know is told so, with whom to call', () => {
    expect(of('old-roster')).toMatchObject({
      status: 'gap',
      rung: 'refused',
      reason: 'OFFICER_NOT_ON_FILE',
      contact: { phone: '0517-00000099' },
    });
    expect(linesOf('old-roster')).toContain('[OFFICER_NOT_ON_FILE]');
  });

  it('F19: “nothing found” is said of this agency, at this time, in these regions and since that day', () => {
    expect(of('bank-yunhe')).toMatchObject({
      agency: { code: 'bank-yunhe', name: { zh: '运河样例银行' } },
      asOf: expect.stringMatching(/Z$/) as string,
      coverage: { regions: ['000000'], assetClasses: ['BANK_ACCOUNT'], since: '2001-01-01' },
    });
    expect(linesOf('运河样例银行')).toMatch(/已查，无 · 数据截至 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
  });

  it('F20: an agency that is offline until its time is over is a gap with its reason, and costs the others nothing', () => {
    expect(of('offline')).toMatchObject({
      status: 'gap',
      rung: 'no_response',
      origin: 'agency',
      reason: 'AGENCY_UNAVAILABLE',
      expiredAt: expect.stringMatching(/Z$/) as string,
    });
    expect(linesOf('offline')).toContain('[AGENCY_UNAVAILABLE]');
    const [well, offline] = [of('well'), of('offline')];
    if (well.status !== 'searched_empty' || offline.status !== 'gap') throw new Error(well.status);
    expect(well.settledAt < offline.settledAt).toBe(true);
  });

  it('says of no mode that it was searched where it was not', () => {
    const status = (wanted: LegResult['status']) =>
      report.subjects
        .flatMap(({ classes }) => classes.flatMap(({ legs }) => legs))
        .filter((leg) => leg.status === wanted)
        .map(({ agency }) => agency?.code)
        .sort();
    expect(status('searched')).toEqual(['bank-huaihe', 'land-registry-320898', 'vehicle-bureau-320898']);
    expect(status('searched_empty')).toEqual([
      'bank-yunhe',
      'fast-clock',
      'half-file',
      'lost-reply',
      'review',
      'tail',
      'well',
    ]);
    expect(report).toMatchObject({ standing: 'provisional', complete: false, counts: { open: 2 } });
  });
});

function later(instant: Instant, byMs: number): Instant {
  return instantOf(Date.parse(instant) + byMs);
}
