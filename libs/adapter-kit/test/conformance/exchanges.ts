import { Metadata, status } from '@grpc/grpc-js';
import {
  type DiandaError,
  instantOf,
  mustParse,
  parseInquiryId,
  parseLegId,
  type AdapterAnswer,
  type AssetRecord,
  type Question,
} from '@dianda/inquiry';
import { encodeAnswer, encodeError, type InquireReply } from '@dianda/wire';
import { readErrorDetails } from '../../src/conformance/court/error-details.js';
import type { Exchange } from '../../src/conformance/court/ledger.js';
import type { CallEnd } from '../../src/conformance/court/line.js';
import { parseSubjectsFile } from '../../src/conformance/subjects/subjects-file.js';
import { person } from '../scripted-adapter.js';
import { agencyCode } from '../test-court.js';

const { court } = parseSubjectsFile(
  JSON.stringify({ assetClass: 'BANK_ACCOUNT', subjects: { found: person } }),
);

/** One question about the test's person, for judgements that need no server. */
export const question: Question = {
  legId: mustParse(parseLegId, '00000000-0000-4000-8000-000000000001'),
  round: 1,
  agencyCode,
  agencyCategory: 'bank',
  assetClass: 'BANK_ACCOUNT',
  subject: person,
  authority: {
    ...court,
    inquiryId: mustParse(parseInquiryId, '00000000-0000-4000-8000-000000000002'),
    dataCategories: ['ASSETS'],
    transactions: undefined,
  },
  clarificationReply: undefined,
  expiresAt: instantOf(0),
};

const NOW = instantOf(1_790_000_000_000);
const common = { echo: person, answeredAt: NOW };

export const nothing: AdapterAnswer = {
  ...common,
  rung: 'nothing_found',
  asOf: NOW,
  coverage: { regions: ['320898'], assetClasses: ['BANK_ACCOUNT'], since: '1998-01-01' },
};

export const deferral: AdapterAnswer = { ...common, rung: 'deferred', pollAfterMs: 1_000, note: '' };

export function account(id: number, more: object = {}): AssetRecord {
  return {
    kind: 'bank_account',
    sourceRecordId: `ZH-${id}`,
    source: '登记簿',
    asOf: NOW,
    disputed: false,
    warnings: [],
    accountNumber: `SYN${id}`,
    accountKind: { code: 'BASIC' },
    status: { code: 'NORMAL' },
    freezes: [],
    priorRights: [],
    subAccounts: [],
    ...more,
  };
}

export function found(ids: readonly number[], more: object = {}): AdapterAnswer {
  return {
    ...common,
    rung: 'found',
    asOf: NOW,
    records: ids.map((id) => account(id)),
    missing: [],
    ...more,
  };
}

/** A page as it is read. */
export function page(answer: AdapterAnswer, nextPageToken = '', totalRecords?: number): InquireReply {
  const answerBytes = encodeAnswer(question, { answer, nextPageToken, totalRecords });
  return { answer, nextPageToken, totalRecords, answerBytes, receipt: '' };
}

function end(code: status, trailers: Metadata, statusMessage = ''): CallEnd {
  return { code, statusMessage, headers: new Metadata(), trailers, details: readErrorDetails(trailers) };
}

export function answered(reply: InquireReply, receipt = Buffer.from('receipt')): Exchange {
  const { legId, round } = question;
  const answer = Buffer.from(reply.answerBytes);
  return {
    question,
    pageToken: '',
    result: {
      ...end(status.OK, new Metadata()),
      ok: true,
      response: { legId, round, answer, receipt },
    },
  };
}

/** A call that ended with an error of the contract. */
export function failed(error: DiandaError): Exchange {
  const { code, details, metadata } = encodeError(error, 'adapter');
  return {
    question,
    pageToken: '',
    result: { ...end(code, metadata, details), ok: false },
  };
}

/** A call that ended with a bare status. */
export function bare(code: status, statusMessage = '', trailers = new Metadata()): Exchange {
  return { question, pageToken: '', result: { ...end(code, trailers, statusMessage), ok: false } };
}
