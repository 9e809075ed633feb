import { ID_DOCUMENT_TYPES } from '@dianda/identifiers';
import {
  assetClasses,
  dataCategories,
  matchedFields,
  missingParts,
  missingReasons,
  mustParse,
  notCoveredReasons,
  parseLegId,
  refusalReasons,
  subjectKinds,
  type AdapterAnswer,
  type AssetClass,
  type Identity,
} from '@dianda/inquiry';
import fc, { type Arbitrary } from 'fast-check';
import type { AnswerPage, Asked } from '../src/answer.js';
import { recordOfClass } from './records.js';
import { anyText, date, few, instant, number, record, someText } from './values.js';

export const legId = fc.uuid().map((text) => mustParse(parseLegId, text));

export const identity: Arbitrary<Identity> = record({
  kind: fc.constantFrom(...subjectKinds),
  name: someText,
  document: record({ type: fc.constantFrom(...ID_DOCUMENT_TYPES), number: someText }),
});

export const divisionPrefix = fc.oneof(
  ...[2, 4, 6].map((length) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))),
);

const contact = record({ name: someText, phone: someText });

/** Any class, any authority that carries everything. */
export const asked: Arbitrary<Asked> = record({
  legId,
  assetClass: fc.constantFrom(...assetClasses),
  subject: identity,
  authority: fc.constant({ dataCategories }),
});

/** An answer of any rung to that question. */
export function answerTo(question: Asked): Arbitrary<AdapterAnswer> {
  const common = { echo: fc.constant(question.subject), answeredAt: instant };
  return fc.oneof(
    found(question.assetClass, common),
    record({
      ...common,
      rung: fc.constant('nothing_found' as const),
      asOf: instant,
      coverage: record({
        regions: fc.array(divisionPrefix, { minLength: 1, maxLength: 3 }),
        assetClasses: few(fc.constantFrom(...assetClasses)).map((more) => [question.assetClass, ...more]),
        since: date,
      }),
    }),
    record({
      ...common,
      rung: fc.constant('ambiguous' as const),
      candidates: fc.array(
        record({
          matchedFields: fc.array(fc.constantFrom(...matchedFields), { minLength: 1, maxLength: 3 }),
          strength: fc.integer({ min: 1, max: 100 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    record({
      ...common,
      rung: fc.constant('not_covered' as const),
      reason: fc.constantFrom(...notCoveredReasons),
      detail: someText,
    }),
    record({
      ...common,
      rung: fc.constant('refused' as const),
      reason: fc.constantFrom(...refusalReasons),
      detail: someText,
      contact,
    }),
    record({ ...common, rung: fc.constant('clarification' as const), question: someText, contact }),
    record({
      ...common,
      rung: fc.constant('deferred' as const),
      pollAfterMs: fc.integer({ min: 1000, max: 31 * 24 * 3_600_000 }),
      note: anyText,
    }),
  );
}

interface Common {
  readonly echo: Arbitrary<Identity>;
  readonly answeredAt: typeof instant;
}

export function found(assetClass: AssetClass, common: Common): Arbitrary<AdapterAnswer & { rung: 'found' }> {
  return record({
    ...common,
    rung: fc.constant('found' as const),
    asOf: instant,
    records: fc.array(recordOfClass(assetClass), { minLength: 1, maxLength: 3 }),
    missing: few(
      record({
        part: fc.constantFrom(...missingParts),
        reason: fc.constantFrom(...missingReasons),
        detail: someText,
      }),
    ),
  });
}

export interface AnsweredQuestion {
  readonly question: Asked;
  readonly page: AnswerPage;
}

/** A question and one page of an answer to it. */
export const answered: Arbitrary<AnsweredQuestion> = asked.chain((question) =>
  fc
    .tuple(answerTo(question), anyText, fc.option(number, { nil: undefined }))
    .map(([answer, nextPageToken, totalRecords]) => ({
      question,
      page:
        answer.rung === 'found'
          ? { answer, nextPageToken, totalRecords }
          : { answer, nextPageToken: '', totalRecords: undefined },
    })),
);
