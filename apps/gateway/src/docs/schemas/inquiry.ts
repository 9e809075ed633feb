import {
  assetClasses,
  errorOrigins,
  expectedBases,
  inquiryStates,
  legStates,
  priorities,
  rungs,
  subjectKinds,
  type WaitingFor,
} from '@dianda/inquiry';
import type {
  AcceptedBody,
  InquiryBody,
  InquiryLinks,
  InquiryListBody,
  InquiryListItem,
  LegBody,
} from '../../inquiries/inquiry.body.js';
import {
  constant,
  count,
  instant,
  listOf,
  objectOf,
  optional,
  text,
  unionOf,
  uuid,
  words,
} from '../schema.js';
import { caseNumber, chosenRegions, court, legError, notice, regionOf } from './leaves.js';
import { reference } from './names.js';

type Waiting<Kind extends WaitingFor['kind']> = Extract<WaitingFor, { kind: Kind }>;

/** One shape a kind; the record names each kind, so that a new one does not compile until it is told. */
const waitingShapes: Readonly<Record<WaitingFor['kind'], ReturnType<typeof objectOf>>> = {
  turn: objectOf<Waiting<'turn'>>('Its turn.', {
    kind: constant('turn'),
    ahead: optional(
      count(
        'Due legs of the same agency that come before it, counted up to 1000. Absent where the line is longer and its place unknown.',
      ),
    ),
  }),
  answer: objectOf<Waiting<'answer'>>('The agency’s answer.', { kind: constant('answer') }),
  retry: objectOf<Waiting<'retry'>>('The next attempt.', {
    kind: constant('retry'),
    reason: text(undefined, 'AGENCY_TIMEOUT'),
    origin: words(errorOrigins),
    until: instant,
  }),
  agency_working: objectOf<Waiting<'agency_working'>>('The agency works on it.', {
    kind: constant('agency_working'),
    since: instant,
    nextPollAt: instant,
  }),
  agency_held: objectOf<Waiting<'agency_held'>>('The agency is held: nobody asks it at present.', {
    kind: constant('agency_held'),
    cause: text(undefined, 'breaker_open'),
    since: instant,
    nextProbeAt: optional(instant),
  }),
  clarification: objectOf<Waiting<'clarification'>>('The officer’s reply to the agency.', {
    kind: constant('clarification'),
    since: instant,
    question: text(),
    contact: text(),
  }),
  outside_hours: objectOf<Waiting<'outside_hours'>>('The agency’s working hours.', {
    kind: constant('outside_hours'),
    until: instant,
  }),
  maintenance: objectOf<Waiting<'maintenance'>>('The agency’s announced maintenance to end.', {
    kind: constant('maintenance'),
    since: instant,
    until: instant,
  }),
  quota: objectOf<Waiting<'quota'>>('The agency’s next day: its quota of this one is used up.', {
    kind: constant('quota'),
    until: instant,
  }),
  operator: objectOf<Waiting<'operator'>>('A person at the agency.', {
    kind: constant('operator'),
    since: instant,
  }),
};

export const waitingFor = unionOf('What an open leg waits for.', Object.values(waitingShapes));

const links = objectOf<InquiryLinks>('Where to go on.', {
  self: {
    type: 'string',
    format: 'uri-reference',
    example: '/api/v1/inquiries/6f1f0a52-6d0e-4d7e-9a43-0b1c8f5f7a11',
  },
  report: {
    type: 'string',
    format: 'uri-reference',
    example: '/api/v1/inquiries/6f1f0a52-6d0e-4d7e-9a43-0b1c8f5f7a11/report',
  },
});

export const acceptedInquiry = objectOf<AcceptedBody>('The order is stored and will be carried out.', {
  id: uuid,
  acceptedAt: instant,
  links,
});

export const inquiryList = objectOf<InquiryListBody>('One page.', {
  items: listOf(
    objectOf<InquiryListItem>('查询申请', {
      id: uuid,
      caseNumber,
      state: words(inquiryStates),
      orderedAt: instant,
      legs: count(),
      open: count(),
      links,
    }),
  ),
  nextCursor: optional(text('Opaque; absent on the last page.')),
});

const leg = objectOf<LegBody>('协查单', {
  id: uuid,
  subjectId: uuid,
  assetClass: words(assetClasses),
  agencyCode: optional(text('Absent where no agency covers the class.', 'land-registry-3208')),
  region: optional(regionOf('The chosen region in which no agency covers the class.')),
  state: words(legStates),
  rung: optional(words(rungs)),
  attempts: count(),
  expectedAt: optional(instant),
  expectedBasis: optional(
    words(
      expectedBases,
      'How long the agency took of late over this class, what the directory says, or the calendar: when it opens, is probed, polled or tried again, or the leg’s own end.',
    ),
  ),
  expiresAt: instant,
  unknownHolidayYears: optional(
    listOf(
      { type: 'integer', example: 2027 },
      'Years whose public holidays nobody had loaded: its times were reckoned by weekdays alone.',
    ),
  ),
  waitingFor: optional(reference('WaitingFor')),
  lastError: optional(legError),
  settledAt: optional(instant),
});

export const inquiry = objectOf<InquiryBody>('查询申请 with its legs, without the answers’ content.', {
  id: uuid,
  caseNumber,
  court,
  state: words(inquiryStates),
  orderedAt: instant,
  completedAt: optional(instant),
  asOf: instant,
  priority: words(priorities),
  notice,
  noticeId: optional(uuid),
  reissues: optional(uuid),
  reissuedBy: optional(listOf(uuid, 'Inquiries that take this one up again, oldest first.')),
  regions: chosenRegions,
  progress: objectOf<InquiryBody['progress']>('`settled` of `legs` have ended.', {
    legs: count(),
    settled: count(),
    open: count(),
  }),
  subjects: listOf(
    objectOf<InquiryBody['subjects'][number]>('被查询人', {
      subjectId: uuid,
      kind: words(subjectKinds),
      name: text(undefined, '测试甲'),
    }),
  ),
  legs: listOf(leg),
  reportVersions: count('Sealed versions of the report.'),
  links,
});
