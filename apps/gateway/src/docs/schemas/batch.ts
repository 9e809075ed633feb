import { batchRowStates } from '@dianda/inquiry';
import type {
  BatchBody,
  BatchCheckBody,
  BatchRowBody,
  BatchRowListBody,
  RowProblemBody,
} from '../../batches/batch.body.js';
import { count, instant, listOf, objectOf, optional, text, uuid, words } from '../schema.js';
import { reference } from './names.js';

export const batchSchemas = {
  Batch: objectOf<BatchBody>('批量申请 and how far it is.', {
    id: uuid,
    state: words(['processing', 'completed']),
    createdAt: instant,
    completedAt: optional(instant),
    rows: count('All rows.'),
    counts: objectOf<BatchBody['counts']>('Rows by state.', {
      waiting: count('Still to be ordered.'),
      accepted: count('Became an inquiry.'),
      refused: count('Did not.'),
    }),
    links: objectOf<BatchBody['links']>('Links.', { self: text(), rows: text() }),
  }),
  BatchRow: objectOf<BatchRowBody>('A row and what became of it.', {
    row: count('As the file counts, its header being 1.'),
    state: words(batchRowStates),
    inquiryId: optional(uuid),
    problems: listOf(
      objectOf<RowProblemBody>('Why it was refused.', {
        column: optional(text('Absent where it is the row as a whole.', 'caseNumber')),
        code: text('Stable code.', 'CASE_NOT_FOUND'),
        detail: text('In the language asked for.'),
      }),
    ),
  }),
  BatchRowList: objectOf<BatchRowListBody>('Rows of a batch.', {
    items: listOf(reference('BatchRow')),
    nextAfter: optional(count('`after` of the next page; absent on the last.')),
  }),
  BatchCheck: objectOf<BatchCheckBody>('What a dry run finds.', {
    rows: count(),
    counts: objectOf<BatchCheckBody['counts']>('Rows as they would fare now.', {
      accepted: count(),
      refused: count(),
    }),
    refused: listOf(reference('BatchRow'), 'The first 1,000 refused rows.'),
  }),
} as const;
