import { CASE_TYPE_CODES, makeSyntheticCaseNumber, type CaseType } from '@dianda/identifiers';
import {
  agencyCategories,
  assetClasses,
  dataCategories,
  mustParse,
  parseAgencyCode,
  parseCourtCode,
  parseInquiryId,
  parseOfficerId,
  type Authority,
  type Question,
} from '@dianda/inquiry';
import fc, { type Arbitrary } from 'fast-check';
import type { WarrantOnWire } from '../src/authority.js';
import { identity, legId } from './answers.js';
import { date, instant, record, someText } from './values.js';

const officer = record({
  id: fc.uuid().map((text) => mustParse(parseOfficerId, text)),
  name: someText,
  workId: someText,
  dutyId: someText,
  phone: someText,
});

const caseTypes = Object.keys(CASE_TYPE_CODES).filter((type): type is CaseType => type in CASE_TYPE_CODES);

const period = fc.tuple(date, date).map(([one, other]) => {
  return one < other ? { from: one, to: other } : { from: other, to: one };
});

const authority: Arbitrary<Authority> = record<Omit<Authority, 'dataCategories' | 'transactions'>>({
  inquiryId: fc.uuid().map((text) => mustParse(parseInquiryId, text)),
  court: record({ code: fc.constant(mustParse(parseCourtCode, '苏0812')), name: someText }),
  caseNumber: fc.constant(
    makeSyntheticCaseNumber({ courtLetters: '苏0812', year: 2026, type: '执', sequence: 990001 }),
  ),
  caseType: fc.constantFrom(...caseTypes),
  requestedBy: officer,
  responsibleOfficer: officer,
  notice: record({ number: someText, name: someText, sha256: fc.stringMatching(/^[0-9a-f]{64}$/) }),
  purpose: someText,
}).chain((rest) =>
  fc.tuple(fc.subarray([...dataCategories], { minLength: 1 }), period).map(([categories, days]) => ({
    ...rest,
    dataCategories: categories,
    transactions: categories.includes('TRANSACTIONS') ? days : undefined,
  })),
);

/** A question as the dispatcher puts it; its expiry is the warrant's. */
export const asking: Arbitrary<{ question: Question; warrant: WarrantOnWire; pageToken: string }> = record({
  question: record<Omit<Question, 'clarificationReply' | 'round'>>({
    legId,
    agencyCode: fc.constant(mustParse(parseAgencyCode, 'land-registry-3208')),
    agencyCategory: fc.constantFrom(...agencyCategories),
    assetClass: fc.constantFrom(...assetClasses),
    subject: identity,
    authority,
    expiresAt: instant,
  }).chain((rest) =>
    fc.oneof(
      fc.constant({ ...rest, round: 1, clarificationReply: undefined }),
      fc
        .tuple(fc.integer({ min: 2, max: 9 }), someText)
        .map(([round, clarificationReply]) => ({ ...rest, round, clarificationReply })),
    ),
  ),
  jws: fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => Buffer.from(bytes)),
  id: someText,
  issuedAt: instant,
  pageToken: fc.oneof(fc.constant(''), someText),
}).map(({ question, jws, id, issuedAt, pageToken }) => ({
  question,
  warrant: { jws, id, issuedAt, expiresAt: question.expiresAt },
  pageToken,
}));
