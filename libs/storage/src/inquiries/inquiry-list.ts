import { caseKey, dateInShanghai, parseCaseNumber } from '@dianda/identifiers';
import {
  DiandaError,
  caseIdOf,
  instantOf,
  mustParse,
  parseInquiryId,
  parseInstant,
  type Actor,
  type CaseId,
  type InquiryListing,
  type InquiryListQuery,
  type InquiryState,
} from '@dianda/inquiry';
import type { Statements } from '../database/database.js';
import { visibleTo } from './visibility.js';

interface ListedRow {
  readonly id: string;
  readonly case_number: string;
  readonly state: InquiryState;
  readonly ordered_at: Date;
  readonly leg_count: number;
  readonly open_count: number;
}

/** Newest first. A cursor names the last item of the page before, so that new inquiries shift nothing. */
export async function listInquiries(
  statements: Statements,
  query: InquiryListQuery,
  by: Actor,
): Promise<InquiryListing> {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const { condition, value } = visibleTo(by, 'inquiry.case_id', 1);
  const caseId = query.caseNumber === undefined ? undefined : caseIdOfText(query.caseNumber);
  if (caseId === null) return { items: [], nextCursor: undefined };
  const rows = await statements.rows<ListedRow>(
    `SELECT id, case_number, state, ordered_at, leg_count, open_count FROM dianda.inquiry
     WHERE ${condition} AND ($2::uuid IS NULL OR case_id = $2)
       AND ($3::timestamptz IS NULL OR (ordered_at, id) < ($3, $4::uuid))
     ORDER BY ordered_at DESC, id DESC LIMIT $5`,
    [value, caseId, after?.orderedAt, after?.id, query.limit + 1],
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      id: mustParse(parseInquiryId, row.id),
      caseNumber: row.case_number,
      state: row.state,
      orderedAt: instantOf(row.ordered_at),
      legs: row.leg_count,
      open: row.open_count,
    })),
    nextCursor:
      rows.length > query.limit && last !== undefined
        ? Buffer.from(`${instantOf(last.ordered_at)} ${last.id}`).toString('base64url')
        : undefined,
  };
}

/** Throws REQUEST_INVALID naming `/cursor` for a text that no page gave. */
function readCursor(cursor: string): { readonly orderedAt: string; readonly id: string } {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const orderedAt = parseInstant(time);
  const inquiryId = parseInquiryId(id);
  if (orderedAt === undefined || inquiryId === undefined) {
    throw DiandaError.invalid('REQUEST_INVALID', [
      { pointer: '/cursor', code: 'CURSOR_UNKNOWN', detail: '' },
    ]);
  }
  return { orderedAt, id: inquiryId };
}

/** Null for a text that is no case number: nothing can be listed under it. */
function caseIdOfText(text: string): CaseId | null {
  const checked = parseCaseNumber(text, { today: dateInShanghai(new Date(0)) });
  return checked.ok ? caseIdOf(caseKey(checked.value)) : null;
}
