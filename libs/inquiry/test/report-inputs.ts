import fc, { type Arbitrary } from 'fast-check';
import {
  errorOrigins,
  isOpen,
  isReason,
  legIdOf,
  legStates,
  makesSense,
  matchedFields,
  missingParts,
  missingReasons,
  notCoveredReasons,
  reasonKinds,
  refusalReasons,
  type Agency,
  type AssetClass,
  type Leg,
  type LegError,
  type MissingPart,
  type ReportInputs,
  type SettlingAnswer,
  type Subject,
  type WaitingFor,
} from '../src/index.js';
import { anyInstant, anyText, few } from './people.js';
import { anyRecordOf } from './records.js';
import { anyRegion } from './regions.js';
import { agency, inquiry, service, subject } from './world.js';

const classes = ['LAND', 'BANK_ACCOUNT', 'VEHICLE', 'IDENTITY'] as const satisfies readonly AssetClass[];
export const subjects: readonly Subject[] = [
  subject(1, 'person'),
  subject(2, 'organisation'),
  subject(3, 'person'),
];
export const agencies: readonly Agency[] = [1, 2, 3].map((n) =>
  agency(
    n,
    classes.map((each) => service(each)),
  ),
);

const contact = { name: '值班员', phone: '0517-00000002' };
const anyCount = fc.integer({ min: 0, max: 5 });
const anyReason = fc.constantFrom(...Object.keys(reasonKinds).filter(isReason));
const anyOrigin = fc.constantFrom(...errorOrigins);

/** What people at an agency write, the subject's number included. */
const anyDetail = fc.constantFrom(
  '',
  '系统维护',
  ...subjects.map((of) => `证件号码 ${of.document.number} 有误`),
);

export const anyMissingPart: Arbitrary<MissingPart> = fc.record({
  part: fc.constantFrom(...missingParts),
  reason: fc.constantFrom(...missingReasons),
  detail: anyDetail,
});

/** Of each page; where the receipt has not come, undefined. */
const anyReceiptNumbers: Arbitrary<readonly (string | undefined)[]> = fc.array(
  fc.option(fc.string({ minLength: 1, maxLength: 6 }), { nil: undefined, freq: 3 }),
  { maxLength: 3 },
);

/** Any answer that can settle this leg, of every rung. */
export function anyAnswerTo(of: Subject, assetClass: AssetClass): Arbitrary<SettlingAnswer> {
  const echo = { kind: of.kind, name: of.name, document: of.document };
  const common = { echo: fc.constant(echo), answeredAt: anyInstant };
  return fc.oneof(
    fc.record({
      ...common,
      rung: fc.constant('found' as const),
      asOf: anyInstant,
      records: fc.array(anyRecordOf(assetClass), { minLength: 1, maxLength: 3 }),
      missing: few(anyMissingPart),
    }),
    fc.record({
      ...common,
      rung: fc.constant('nothing_found' as const),
      asOf: anyInstant,
      coverage: fc.constant({ regions: ['320898'], assetClasses: [assetClass], since: '2000-01-01' }),
    }),
    fc.record({
      ...common,
      rung: fc.constant('ambiguous' as const),
      candidates: few(
        fc.record({ matchedFields: few(fc.constantFrom(...matchedFields)), strength: anyCount }),
      ),
    }),
    fc.record({
      ...common,
      rung: fc.constant('not_covered' as const),
      reason: fc.constantFrom(...notCoveredReasons),
      detail: anyDetail,
    }),
    fc.record({
      ...common,
      rung: fc.constant('refused' as const),
      reason: fc.constantFrom(...refusalReasons),
      detail: anyDetail,
      contact: fc.constant(contact),
    }),
    fc.record({
      rung: fc.constant('no_response' as const),
      answeredAt: anyInstant,
      expiredAt: anyInstant,
      attempts: anyCount,
      lastError: fc.option(fc.record({ reason: anyReason, origin: anyOrigin }), { nil: undefined }),
    }),
    fc.record({
      rung: fc.constant('failed' as const),
      answeredAt: anyInstant,
      reason: anyReason,
      origin: anyOrigin,
      attempts: anyCount,
    }),
  );
}

const anyLegError: Arbitrary<LegError> = fc.record({ reason: anyReason, origin: anyOrigin, at: anyInstant });

const anyWaitingFor: Arbitrary<WaitingFor | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({ kind: fc.constant('turn' as const) }),
  fc.record({ kind: fc.constant('agency_working' as const), since: anyInstant, nextPollAt: anyInstant }),
  fc.record({
    kind: fc.constant('clarification' as const),
    since: anyInstant,
    question: anyText,
    contact: anyText,
  }),
);

interface LegWithAnswer {
  readonly leg: Leg;
  readonly settled: readonly [
    Leg['id'],
    ReportInputs['answers'] extends ReadonlyMap<unknown, infer S> ? S : never,
  ][];
}

function anyLegOf(of: Subject, assetClass: AssetClass, at: Agency | undefined): Arbitrary<LegWithAnswer> {
  const { id: inquiryId } = inquiry();
  const id = legIdOf(inquiryId, of.id, (at ?? agency(99, [])).code, assetClass);
  const anyLeg: Arbitrary<Leg> = fc.record({
    id: fc.constant(id),
    inquiryId: fc.constant(inquiryId),
    subjectId: fc.constant(of.id),
    agencyCode: fc.constant(at?.code),
    assetClass: fc.constant(assetClass),
    region: at === undefined ? fc.option(anyRegion, { nil: undefined }) : fc.constant(undefined),
    state: fc.constantFrom(...legStates),
    round: fc.constant(1),
    attempts: anyCount,
    polls: anyCount,
    dueAt: anyInstant,
    expiresAt: anyInstant,
    expectedAt: anyInstant,
    unknownHolidayYears: fc.constant([]),
    waitingFor: anyWaitingFor,
    lastError: fc.option(anyLegError, { nil: undefined }),
    settledAt: fc.option(anyInstant, { nil: undefined }),
  });
  const anySettled = fc.record({
    answer: anyAnswerTo(of, assetClass),
    receiptNumbers: anyReceiptNumbers,
    settledAt: anyInstant,
    late: fc.boolean(),
  });
  return fc.tuple(anyLeg, anySettled).map(([leg, settled]) => ({
    leg,
    // Answers of legs that wait or were cancelled may be there, and must not matter.
    settled: isOpen(leg.state) && leg.attempts < 3 ? [] : [[id, settled]],
  }));
}

/** Every pair of subject, class and agency is a leg of any state with any answer, or is not there. */
export const anyReportInputs: Arbitrary<ReportInputs> = fc
  .tuple(
    ...subjects.flatMap((of) =>
      classes
        .filter((assetClass) => makesSense(assetClass, of.kind))
        .flatMap((assetClass) =>
          [...agencies.slice(0, 2), undefined].map((at) =>
            fc.option(anyLegOf(of, assetClass, at), { nil: undefined, freq: 2 }),
          ),
        ),
    ),
  )
  .chain((options) => {
    const legs = options.filter((each) => each !== undefined);
    return anyInstant.map((readAt) => ({
      inquiry: inquiry({ subjects }),
      legs: legs.map((each) => each.leg),
      answers: new Map(legs.flatMap((each) => each.settled)),
      agencies,
      readAt,
    }));
  });
