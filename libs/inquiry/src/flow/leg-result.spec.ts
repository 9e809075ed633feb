import { clarification, deferred, echo, leg, nothingFound, type AnswerOf } from '../../test/legs.js';
import { regionOf } from '../../test/regions.js';
import { agency, inquiry, orderedAt } from '../../test/world.js';
import { answerOfUncovered, foldReport, plusMs, type Answer, type Leg, type ReportInputs } from '../index.js';
import { legResult } from './leg-result.js';

/** Receipt numbers of the pages of an answer. */
type Receipts = readonly (string | undefined)[];
const receivedAll: Receipts = ['R-1'];

const found: AnswerOf<'found'> = {
  rung: 'found',
  echo,
  answeredAt: orderedAt,
  asOf: plusMs(orderedAt, -1000),
  records: [
    {
      kind: 'bank_sub_account',
      sourceRecordId: 'r-1',
      source: '核心系统',
      asOf: orderedAt,
      disputed: false,
      warnings: [],
      subAccountNumber: '001',
    },
  ],
  missing: [{ part: 'BANK_FREEZES', reason: 'TIMED_OUT', detail: '' }],
};

function inputsOf(one: Leg, answer?: Answer, receiptNumbers = receivedAll, late = false): ReportInputs {
  return {
    inquiry: inquiry(),
    legs: [one],
    answers: new Map(
      answer === undefined
        ? []
        : [[one.id, { answer, receiptNumbers, settledAt: plusMs(orderedAt, 60_000), late }]],
    ),
    agencies: [agency(1, [])],
    readAt: orderedAt,
  };
}

function resultOf(answer: Answer, receiptNumbers = receivedAll, late = false) {
  const one = leg(1, { state: 'answered', attempts: 2 });
  return legResult(one, inputsOf(one, answer, receiptNumbers, late));
}

function gapsOf(answer: Answer, receiptNumbers = receivedAll) {
  const one = leg(1, { state: 'answered' });
  return foldReport(inputsOf(one, answer, receiptNumbers)).gaps.map(({ rung, part, reason }) => ({
    rung,
    part,
    reason,
  }));
}

describe('a leg in the report', () => {
  it('is searched once each page of what was found has its receipt', () => {
    expect(resultOf(found)).toMatchObject({
      status: 'searched',
      asOf: found.asOf,
      answeredAt: found.answeredAt,
      settledAt: plusMs(orderedAt, 60_000),
      receiptNumbers: ['R-1'],
      records: found.records,
      missing: found.missing,
    });
    expect(gapsOf(found)).toEqual([{ rung: 'found', part: 'BANK_FREEZES', reason: 'TIMED_OUT' }]);
  });

  it('is searched and empty with the coverage that earns it', () => {
    expect(resultOf(nothingFound)).toMatchObject({
      status: 'searched_empty',
      coverage: nothingFound.coverage,
    });
    expect(gapsOf(nothingFound)).toEqual([]);
  });

  it.each<[string, Receipts]>([
    ['no page at all', []],
    ['a page without receipt', ['R-1', undefined]],
    ['no receipt', [undefined]],
  ])('is unreceipted, a gap and not searched, with %s', (_case, receiptNumbers) => {
    expect(resultOf(found, receiptNumbers)).toMatchObject({
      status: 'unreceipted',
      rung: 'found',
      records: found.records,
    });
    expect(resultOf(nothingFound, receiptNumbers)).toMatchObject({
      status: 'unreceipted',
      rung: 'nothing_found',
    });
    expect(gapsOf(nothingFound, receiptNumbers)).toEqual([
      { rung: 'nothing_found', part: undefined, reason: 'RECEIPT_MISSING' },
    ]);
    expect(gapsOf(found, receiptNumbers)).toEqual([
      { rung: 'found', part: undefined, reason: 'RECEIPT_MISSING' },
      { rung: 'found', part: 'BANK_FREEZES', reason: 'TIMED_OUT' },
    ]);
  });

  it('is marked when its answer came after its time had run out', () => {
    expect(resultOf(nothingFound, receivedAll, true)).toMatchObject({ status: 'searched_empty', late: true });
    expect(resultOf(nothingFound)).toMatchObject({ late: false });
  });

  it.each<[Answer, Record<string, unknown>]>([
    [
      {
        rung: 'ambiguous',
        echo,
        answeredAt: orderedAt,
        candidates: [{ matchedFields: ['NAME'], strength: 60 }],
      },
      {
        rung: 'ambiguous',
        reason: 'AMBIGUOUS',
        origin: 'agency',
        candidates: [{ matchedFields: ['NAME'], strength: 60 }],
      },
    ],
    [
      { rung: 'not_covered', answeredAt: orderedAt, reason: 'NO_AGENCY', detail: '' },
      { rung: 'not_covered', reason: 'NO_AGENCY' },
    ],
    [
      {
        rung: 'refused',
        echo,
        answeredAt: orderedAt,
        reason: 'RETURNED',
        detail: '材料不全',
        contact: { name: '值班员', phone: '0517-00000002' },
      },
      {
        rung: 'refused',
        reason: 'RETURNED',
        detail: '材料不全',
        contact: { name: '值班员', phone: '0517-00000002' },
      },
    ],
    [
      {
        rung: 'no_response',
        answeredAt: orderedAt,
        expiredAt: orderedAt,
        attempts: 7,
        lastError: { reason: 'SHUTTING_DOWN', origin: 'dianda' },
      },
      { rung: 'no_response', reason: 'SHUTTING_DOWN', origin: 'dianda', attempts: 7, expiredAt: orderedAt },
    ],
    [
      { rung: 'no_response', answeredAt: orderedAt, expiredAt: orderedAt, attempts: 0, lastError: undefined },
      // Nobody was asked: no agency let the time run out.
      { rung: 'no_response', reason: 'TIME_RAN_OUT', origin: 'dianda', attempts: 0, expiredAt: orderedAt },
    ],
    [
      { rung: 'no_response', answeredAt: orderedAt, expiredAt: orderedAt, attempts: 1, lastError: undefined },
      { rung: 'no_response', reason: 'TIME_RAN_OUT', origin: 'agency', attempts: 1, expiredAt: orderedAt },
    ],
    [
      {
        rung: 'no_response',
        answeredAt: orderedAt,
        expiredAt: orderedAt,
        attempts: 1,
        // The last poll of a deferred leg found too little time left: that is no cause, but the time running out.
        lastError: { reason: 'DEADLINE_TOO_SHORT', origin: 'dianda' },
      },
      { rung: 'no_response', reason: 'TIME_RAN_OUT', origin: 'agency', attempts: 1, expiredAt: orderedAt },
    ],
    [
      {
        rung: 'failed',
        answeredAt: orderedAt,
        reason: 'AGENCY_REPLY_MALFORMED',
        origin: 'agency',
        attempts: 1,
      },
      { rung: 'failed', reason: 'AGENCY_REPLY_MALFORMED', origin: 'agency', attempts: 1 },
    ],
  ])('is a gap with its cause when the answer is %j, receipt or not', (answer, expected) => {
    expect(resultOf(answer)).toMatchObject({ status: 'gap', ...expected });
    expect(resultOf(answer, [])).toMatchObject({ status: 'gap', ...expected });
    expect(gapsOf(answer)).toEqual([{ rung: expected['rung'], part: undefined, reason: expected['reason'] }]);
  });

  it('is cancelled for the reason that cancelled it, and a gap', () => {
    const one = leg(1, {
      state: 'cancelled',
      lastError: { reason: 'CASE_MOVED', origin: 'requester', at: orderedAt },
    });
    expect(legResult(one, inputsOf(one))).toMatchObject({ status: 'cancelled', reason: 'CASE_MOVED' });
    const { gaps } = foldReport(inputsOf(one));
    expect(gaps).toMatchObject([{ rung: 'cancelled', reason: 'CASE_MOVED' }]);
  });

  it('that is open waits for its turn or for its answer, where its row does not say more', () => {
    const pending = leg(1);
    const asking = leg(1, { state: 'asking' });
    const held = leg(1, {
      state: 'waiting',
      waitingFor: { kind: 'agency_held', cause: 'breaker_open', since: orderedAt, nextProbeAt: undefined },
    });
    expect(legResult(pending, inputsOf(pending))).toMatchObject({
      status: 'open',
      waitingFor: { kind: 'turn' },
    });
    expect(legResult(asking, inputsOf(asking))).toMatchObject({
      status: 'open',
      waitingFor: { kind: 'answer' },
    });
    expect(legResult(held, inputsOf(held))).toMatchObject({ status: 'open', waitingFor: held.waitingFor });
  });

  it('that no agency covers in a chosen region is a gap that names the region, and the report says where it searched', () => {
    const region = regionOf('3702');
    const one = leg(1, { agencyCode: undefined, region, state: 'answered', settledAt: orderedAt });
    const inputs = inputsOf(one, answerOfUncovered(one), []);
    const content = foldReport({ ...inputs, inquiry: inquiry({ regions: [regionOf('32'), region] }) });
    expect(content.regions).toEqual(['32', '3702']);
    expect(content.gaps).toMatchObject([
      { rung: 'not_covered', agency: undefined, region: '3702', reason: 'NO_AGENCY', detail: '3702' },
    ]);
    expect(legResult(one, inputs)).toMatchObject({ status: 'gap', agency: undefined, region: '3702' });
  });

  it('that is open is no gap, and shows nothing of an answer that does not settle it', () => {
    const one = leg(1, { state: 'waiting' });
    const { gaps, counts } = foldReport(inputsOf(one, deferred));
    expect(gaps).toEqual([]);
    expect(counts).toMatchObject({ open: 1, gaps: 0 });
  });

  it.each([deferred, clarification])(
    'throws for a settled leg whose answer settles nothing: $rung',
    (answer) => {
      expect(() => resultOf(answer)).toThrow(TypeError);
    },
  );
});
