import { assetClasses, errorOrigins, legInterventionKinds, legStates, rungs } from '@dianda/inquiry';
import type {
  LegAttemptBody,
  LegAttemptListBody,
  OperatedLegBody,
  OperatedLegListBody,
} from '../../operations/leg-operations.body.js';
import { count, flag, instant, listOf, objectOf, optional, text, uuid, words } from '../schema.js';
import { caseNumber, legError } from './leaves.js';
import { reference } from './names.js';

export const operatedLeg = objectOf<OperatedLegBody>('协查单 as operators see it.', {
  id: uuid,
  inquiryId: uuid,
  caseNumber,
  agencyCode: optional(text('Absent where no agency covers the class.', 'land-registry-3208')),
  assetClass: words(assetClasses),
  state: words(legStates),
  round: count(),
  attempts: count('Questions asked.'),
  polls: count('Polls of a deferred leg.'),
  rings: count('Times it was put into the queue.'),
  defects: count('Unexpected errors of Dianda’s own; the third parks the leg.'),
  orderedAt: instant,
  dueAt: optional(instant),
  expectedAt: instant,
  expiresAt: instant,
  waitingFor: optional(text(undefined, 'retry')),
  lastError: optional(legError),
  rung: optional(words(rungs)),
  settledAt: optional(instant),
  intervention: optional(words(legInterventionKinds, 'Asked for by an operator and not done yet.')),
});

export const operatedLegList = objectOf<OperatedLegListBody>('One page.', {
  items: listOf(reference('OperatedLeg')),
  nextCursor: optional(text('Opaque; absent on the last page.')),
});

export const legAttemptList = objectOf<LegAttemptListBody>('Newest first.', {
  items: listOf(
    objectOf<LegAttemptBody>('One question, or one poll.', {
      id: uuid,
      poll: flag,
      dispatcherId: text('The process that asked.'),
      startedAt: instant,
      endedAt: optional({ ...instant, description: 'Absent while it runs.' }),
      tookMs: optional(count()),
      outcome: optional(text(undefined, 'settled')),
      error: optional(
        objectOf<NonNullable<LegAttemptBody['error']>>('What it ended with, if not an answer.', {
          reason: text(undefined, 'AGENCY_TIMEOUT'),
          origin: words(errorOrigins),
        }),
      ),
    }),
  ),
});
