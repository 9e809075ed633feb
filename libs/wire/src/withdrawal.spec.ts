import { DiandaError, mustParse, parseLegId } from '@dianda/inquiry';
import fc from 'fast-check';
import { legId } from '../test/answers.js';
import { WithdrawOutcome, WithdrawReason } from './generated/dianda/adapter/v1/adapter_service.js';
import { decodeWithdraw, decodeWithdrawReply, encodeWithdraw, encodeWithdrawReply } from './withdrawal.js';

const reasons = ['CANCELLED', 'CASE_CLOSED', 'CASE_TRANSFERRED', 'EXPIRED'] as const;
const outcomes = ['WITHDRAWN', 'ALREADY_ANSWERED', 'UNKNOWN_LEG'] as const;
const leg = mustParse(parseLegId, '00000000-0000-4000-8000-000000000001');

describe('a withdrawal on the wire', () => {
  it('names after decoding the leg, reason and outcome that it named before', () => {
    fc.assert(
      fc.property(legId, fc.constantFrom(...reasons), fc.constantFrom(...outcomes), (id, reason, outcome) => {
        expect(decodeWithdraw(encodeWithdraw({ legId: id, reason }))).toStrictEqual({ legId: id, reason });
        expect(decodeWithdrawReply(encodeWithdrawReply(id, outcome), id)).toBe(outcome);
      }),
    );
  });

  it('is refused with every wrong field at once', () => {
    const empty = { legId: '', reason: WithdrawReason.WITHDRAW_REASON_UNSPECIFIED };
    try {
      decodeWithdraw(empty);
    } catch (error) {
      if (!(error instanceof DiandaError)) throw error;
      expect(error.reason).toBe('QUESTION_INVALID');
      expect(error.violations.map(({ pointer }) => pointer)).toStrictEqual(['/leg_id', '/reason']);
    }
    expect.assertions(2);
  });

  it('is not settled by a reply about another leg or without an outcome', () => {
    const other = encodeWithdrawReply(
      mustParse(parseLegId, '00000000-0000-4000-8000-000000000002'),
      'WITHDRAWN',
    );
    const silent = { legId: leg, outcome: WithdrawOutcome.WITHDRAW_OUTCOME_UNSPECIFIED };
    expect(() => decodeWithdrawReply(other, leg)).toThrow('AGENCY_ECHO_MISMATCH');
    expect(() => decodeWithdrawReply(silent, leg)).toThrow('AGENCY_REPLY_MALFORMED');
  });
});
