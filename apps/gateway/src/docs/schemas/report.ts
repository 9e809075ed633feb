import {
  assetClasses,
  errorOrigins,
  legStates,
  rungs,
  subjectKinds,
  type ClassResult,
  type Coverage,
  type LegResult,
  type MatchCandidate,
  type MissingPart,
  type ReplacedAnswer,
  type Report,
  type ReportCounts,
  type ReportGap,
  type SubjectResult,
  type Total,
} from '@dianda/inquiry';
import {
  constant,
  count,
  flag,
  instant,
  listOf,
  objectOf,
  optional,
  text,
  unionOf,
  uuid,
  words,
  type Members,
  type Schema,
} from '../schema.js';
import {
  caseNumber,
  chosenRegions,
  contact,
  court,
  documentType,
  legError,
  localText,
  notice,
  regionOf,
} from './leaves.js';
import { reference } from './names.js';

type Agency = NonNullable<LegResult['agency']>;
type Of<Status extends LegResult['status']> = Extract<LegResult, { status: Status }>;

const agency = objectOf<Agency>('协助单位', { code: text(undefined, 'land-registry-3208'), name: localText });

const missing = listOf(
  objectOf<MissingPart>('A part that could not be searched.', {
    part: text('UPPER_SNAKE code.', 'LAND_SEIZURES'),
    reason: text(undefined, 'UNAVAILABLE'),
    detail: text(),
  }),
);

const bareRegion = optional(regionOf('The chosen region in which no agency covers the class.'));

const coverage = objectOf<Coverage>('What the search covered.', {
  regions: listOf(text('GB/T 2260', '3208')),
  assetClasses: listOf(words(assetClasses)),
  since: text('How far back the register reaches.', '1999-01-01'),
});

const replaced = objectOf<ReplacedAnswer>('What the agency had answered before it corrected itself.', {
  rung: words(rungs),
  settledAt: instant,
});

const answered = {
  legId: uuid,
  agency: optional(agency),
  answeredAt: instant,
  settledAt: instant,
  late: { ...flag, description: 'Answered after time had run out.' },
  replaces: optional(replaced),
};
const receipted = { ...answered, asOf: instant, receiptNumbers: listOf(text('回执编号')) };
const records = listOf(reference('AssetRecord'));

const shapes: Readonly<Record<string, Schema>> = {
  searched: objectOf<Of<'searched'>>('Searched, with records.', {
    status: constant('searched'),
    ...receipted,
    records,
    missing,
  }),
  searchedEmpty: objectOf<Of<'searched_empty'>>('Searched and nothing found.', {
    status: constant('searched_empty'),
    ...receipted,
    coverage,
  }),
  unreceiptedFound: objectOf<Extract<LegResult, { status: 'unreceipted'; rung: 'found' }>>(
    'Answered, its receipt not stored: not yet searched.',
    { status: constant('unreceipted'), rung: constant('found'), ...receipted, records, missing },
  ),
  unreceiptedEmpty: objectOf<Extract<LegResult, { status: 'unreceipted'; rung: 'nothing_found' }>>(
    'Answered, its receipt not stored: not yet searched.',
    { status: constant('unreceipted'), rung: constant('nothing_found'), ...receipted, coverage },
  ),
  gap: objectOf<Of<'gap'>>('Not searched, and why.', {
    status: constant('gap'),
    rung: words(['ambiguous', 'not_covered', 'refused', 'no_response', 'failed']),
    ...answered,
    region: bareRegion,
    reason: text('Code.', 'AGENCY_UNAVAILABLE'),
    detail: text(),
    origin: words(errorOrigins),
    attempts: count(),
    expiredAt: optional({ ...instant, description: 'When its time ran out; only of `no_response`.' }),
    contact: optional(contact),
    candidates: listOf(
      objectOf<MatchCandidate>('A register entry that may be the subject.', {
        matchedFields: listOf(text(undefined, 'NAME')),
        strength: { type: 'integer', minimum: 0, maximum: 100 },
      }),
    ),
  }),
  cancelled: objectOf<Of<'cancelled'>>('No longer asked.', {
    status: constant('cancelled'),
    legId: uuid,
    agency: optional(agency),
    reason: text(),
  }),
  open: objectOf<Of<'open'>>('Not yet answered: what it waits for, and until when.', {
    status: constant('open'),
    legId: uuid,
    agency: optional(agency),
    state: words(legStates),
    waitingFor: reference('WaitingFor'),
    expectedAt: instant,
    expiresAt: instant,
    attempts: count(),
    lastError: optional(legError),
  }),
};

export const legResult = unionOf(
  'One leg in the report, told apart by `status` (and `rung`).',
  Object.values(shapes),
);

const gap = objectOf<ReportGap>('A leg, or a part of one, that was not searched.', {
  legId: uuid,
  subjectId: uuid,
  assetClass: words(assetClasses),
  agency: optional(agency),
  region: bareRegion,
  rung: text(undefined, 'no_response'),
  part: optional(text(undefined, 'LAND_SEIZURES')),
  reason: text(undefined, 'AGENCY_TIMEOUT'),
  detail: text(),
});

const total = objectOf<Total>('A sum that may honestly be made.', {
  measure: text(),
  amount: text('Decimal.', '1234.50'),
  unit: text(undefined, 'CNY'),
  records: count(),
  leftOut: count('Records left out, such as co-owned ones.'),
});

const classResult = objectOf<ClassResult>('One asset class.', {
  assetClass: words(assetClasses),
  legs: listOf(reference('LegResult')),
  totals: listOf(total),
});

const subjectResult = objectOf<SubjectResult>('One subject.', {
  subjectId: uuid,
  kind: words(subjectKinds),
  name: text(undefined, '测试甲'),
  document: objectOf<SubjectResult['document']>('证件', {
    type: documentType,
    maskedNumber: text(undefined, '320898**********17'),
  }),
  classes: listOf(classResult),
});

const content: Members<Omit<Report, 'standing' | 'version'>> = {
  inquiryId: uuid,
  caseNumber,
  court,
  notice,
  purpose: text('查询事由'),
  orderedAt: instant,
  regions: chosenRegions,
  complete: { ...flag, description: 'No leg is open; says nothing about whether all agencies answered.' },
  counts: objectOf<ReportCounts>(
    'Legs by what became of them. Only where `gaps`, `missingParts`, `unreceipted`, `open` and `cancelled` are all 0 was everything searched.',
    {
      legs: count(),
      searched: count(),
      searchedEmpty: count(),
      unreceipted: count(),
      gaps: count(),
      missingParts: count('Parts of found answers that could not be searched; each is named in `gaps`.'),
      open: count(),
      cancelled: count(),
    },
  ),
  gaps: listOf(gap),
  subjects: listOf(subjectResult),
  contentHash: {
    type: 'string',
    pattern: '^[0-9a-f]{64}$',
    description: 'SHA-256 of the canonical JSON of the content.',
  },
  asOf: instant,
};

export const report = unionOf('查询结果汇总, told apart by `standing`.', [
  objectOf<Extract<Report, { standing: 'provisional' }>>('While legs are open: computed, not kept.', {
    ...content,
    standing: constant('provisional'),
  }),
  objectOf<Extract<Report, { standing: 'sealed' }>>('A numbered version, kept as it is.', {
    ...content,
    standing: constant('sealed'),
    version: { type: 'integer', minimum: 1 },
  }),
]);
