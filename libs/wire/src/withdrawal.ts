import { DiandaError, parseLegId, type LegId } from '@dianda/inquiry';
import { code, codeTable, type CodesOf } from './codec/codes.js';
import { parsed } from './codec/scalars.js';
import { FieldFault } from './field-fault.js';
import * as wire from './generated/dianda/adapter/v1/adapter_service.js';
import { Violations } from './violations.js';

const reasons = codeTable('WITHDRAW_REASON', wire.WithdrawReason);
const outcomes = codeTable('WITHDRAW_OUTCOME', wire.WithdrawOutcome);

export type WithdrawReason = CodesOf<wire.WithdrawReason, 'WITHDRAW_REASON'>;
export type WithdrawOutcome = CodesOf<wire.WithdrawOutcome, 'WITHDRAW_OUTCOME'>;

/** One leg that needs no answer any more. */
export interface Withdrawal {
  readonly legId: LegId;
  readonly reason: WithdrawReason;
}

export function encodeWithdraw({ legId, reason }: Withdrawal): wire.WithdrawRequest {
  return { legId, reason: reasons.toWire(reason) };
}

/** @throws DiandaError QUESTION_INVALID naming every wrong field. */
export function decodeWithdraw(request: wire.WithdrawRequest): Withdrawal {
  const found = new Violations();
  const withdrawal = found.all({
    legId: () => parsed(parseLegId, request.legId, 'leg_id', 'a UUID'),
    reason: () => code(reasons).read(request.reason, 'reason'),
  });
  if (withdrawal === undefined) throw found.error('QUESTION_INVALID');
  return withdrawal;
}

export function encodeWithdrawReply(legId: LegId, outcome: WithdrawOutcome): wire.WithdrawResponse {
  return { legId, outcome: outcomes.toWire(outcome) };
}

/** @throws DiandaError, origin agency: AGENCY_REPLY_MALFORMED without an outcome, AGENCY_ECHO_MISMATCH for another leg. */
export function decodeWithdrawReply(response: wire.WithdrawResponse, legId: LegId): WithdrawOutcome {
  if (response.legId !== legId) {
    throw DiandaError.internal('AGENCY_ECHO_MISMATCH', {
      origin: 'agency',
      detail: 'leg_id is not what was asked',
    });
  }
  try {
    return code(outcomes).read(response.outcome, 'outcome');
  } catch (fault) {
    if (!(fault instanceof FieldFault)) throw fault;
    throw DiandaError.internal('AGENCY_REPLY_MALFORMED', { origin: 'agency', detail: fault.message });
  }
}
