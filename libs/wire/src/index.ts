/** The only translation between the contract with agencies (proto/README.md) and the core. */
export type { AnswerPage, Asked } from './answer.js';
export type { WarrantOnWire } from './authority.js';
export {
  contractVersion,
  decodeDescription,
  encodeDescription,
  type AdapterDescription,
  type ServedClass,
} from './description.js';
export { decodeError, encodeError, errorDomain, isServiceError } from './error-codec.js';
export { codeOfKind } from './error-codes.js';
export {
  decodeAnswer,
  decodeInquireReply,
  encodeAnswer,
  joinPages,
  type InquireReply,
} from './inquire-reply.js';
export { decodeInquire, encodeInquire, type ReceivedQuestion } from './question.js';
export {
  decodeWithdraw,
  decodeWithdrawReply,
  encodeWithdraw,
  encodeWithdrawReply,
  type WithdrawOutcome,
  type WithdrawReason,
  type Withdrawal,
} from './withdrawal.js';
export {
  AdapterServiceClient,
  AdapterServiceService,
  DescribeRequest,
  DescribeResponse,
  InquireRequest,
  InquireResponse,
  WithdrawRequest,
  WithdrawResponse,
  type AdapterServiceServer,
} from './generated/dianda/adapter/v1/adapter_service.js';
export {
  AnswerInboxServiceClient,
  AnswerInboxServiceService,
  PushAnswerRequest,
  PushAnswerResponse,
  PushOutcome,
  type AnswerInboxServiceServer,
} from './generated/dianda/adapter/v1/answer_inbox_service.js';
