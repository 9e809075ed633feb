import { assetClasses, legStates, rungs, type InquiryEvent, type InquiryEventKind } from '@dianda/inquiry';
import {
  constant,
  count,
  flag,
  instant,
  objectOf,
  optional,
  text,
  unionOf,
  uuid,
  words,
  type Schema,
} from '../schema.js';

type EventOf<Kind extends InquiryEventKind> = Extract<InquiryEvent, { kind: Kind }>;

const frame = {
  inquiryId: uuid,
  number: count('1, 2, 3 … within the inquiry, without a gap.'),
  at: instant,
};

/** One shape a kind; the record names each kind, so that a new one does not compile until it is told. */
const shapes: Readonly<Record<InquiryEventKind, Schema>> = {
  ordered: objectOf<EventOf<'ordered'>>('Ordered.', {
    ...frame,
    kind: constant('ordered'),
    legs: count(),
    open: count(),
  }),
  leg_changed: objectOf<EventOf<'leg_changed'>>('A leg waits, goes on or has ended.', {
    ...frame,
    kind: constant('leg_changed'),
    legId: uuid,
    agencyCode: optional(text('Absent where no agency covers the class.', 'land-registry-3208')),
    assetClass: words(assetClasses),
    state: words(legStates),
    waitingFor: optional(text('What an open leg waits for, the kind alone.', 'agency_working')),
    rung: optional(words(rungs)),
    late: flag,
  }),
  completed: objectOf<EventOf<'completed'>>('No leg is open.', { ...frame, kind: constant('completed') }),
  report_sealed: objectOf<EventOf<'report_sealed'>>('A version of the report is sealed.', {
    ...frame,
    kind: constant('report_sealed'),
    version: count(),
  }),
};

export const inquiryEvent = unionOf(
  'What happened to an inquiry: ids, codes and counts.',
  Object.values(shapes),
);
