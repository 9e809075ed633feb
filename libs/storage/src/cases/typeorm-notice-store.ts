import { createHash } from 'node:crypto';
import {
  DiandaError,
  instantOf,
  mustParse,
  NoticeStore,
  parseCaseId,
  parseCourtCode,
  parseNoticeId,
  type Actor,
  type EnforcementCase,
  type Instant,
  type NewNotice,
  type NoticeId,
  type StoredNotice,
} from '@dianda/inquiry';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import type { Database, Statements } from '../database/database.js';
import { databaseNow } from '../database/times.js';
import { visibleTo } from '../inquiries/visibility.js';
import { caseFromRow, readCaseRow } from './case-rows.js';
import type { CaseVault, Place } from './case-vault.js';
import { readCaseNumber } from './identifier-rows.js';

interface NoticeRow {
  readonly id: string;
  readonly case_id: string;
  readonly case_number: string;
  readonly court_code: string;
  readonly number: string;
  readonly name: string;
  readonly media_type: StoredNotice['mediaType'];
  readonly size_bytes: number;
  readonly sha256: string;
  readonly origin: StoredNotice['origin'];
  readonly stored_at: Date;
}

/** All but the bytes, which may be many. */
const columns = `notice.id, notice.case_id, enforcement_case.case_number, notice.court_code, notice.number, notice.name,
  notice.media_type, notice.size_bytes, notice.sha256, notice.origin, notice.stored_at`;
const from = 'dianda.notice JOIN dianda.enforcement_case ON enforcement_case.id = notice.case_id';

function contentPlace(noticeId: string): Place<Uint8Array> {
  return { table: 'notice', rowId: noticeId, column: 'content_sealed' };
}

export class TypeOrmNoticeStore extends NoticeStore {
  constructor(
    private readonly database: Database,
    private readonly vault: CaseVault,
  ) {
    super();
  }

  async put({
    notice,
    by,
    recheck,
  }: {
    readonly notice: NewNotice;
    readonly by: Actor;
    readonly recheck: (current: EnforcementCase, now: Instant) => void;
  }): Promise<{ readonly notice: StoredNotice; readonly created: boolean }> {
    return this.database.transaction(async (statements) => {
      const locked = await statements.rows<{ now: Date }>(
        `SELECT ${databaseNow} AS now FROM dianda.enforcement_case WHERE id = $1 FOR SHARE`,
        [notice.caseId],
      );
      const row = await readCaseRow(statements, notice.caseId);
      if (row === undefined || locked[0] === undefined) throw DiandaError.notFound('CASE_NOT_FOUND');
      const seal = await this.vault.sealOf(statements, notice.caseId);
      recheck(caseFromRow(row, seal), instantOf(locked[0].now));
      const inserted = await statements.rows(
        `INSERT INTO dianda.notice (id, case_id, court_code, number, name, media_type, size_bytes, sha256, origin,
           content_sealed, stored_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING RETURNING id`,
        [
          notice.id,
          notice.caseId,
          notice.courtCode,
          notice.number,
          notice.name,
          notice.mediaType,
          notice.sizeBytes,
          notice.sha256,
          notice.origin,
          seal.bytes(contentPlace(notice.id), notice.content),
          by.accountId,
        ],
      );
      const stored = await readNotice(statements, notice.id, by);
      if (stored === undefined) throw new TypeError('a notice just stored is not there');
      if (inserted.length === 0) {
        if (stored.sha256 !== notice.sha256) throw DiandaError.conflict('NOTICE_NUMBER_TAKEN');
        return { notice: stored, created: false };
      }
      await writeAudit(statements, {
        action: 'notice_stored',
        by,
        subject: { kind: 'notice', id: notice.id },
        facts: {
          caseId: notice.caseId,
          sha256: notice.sha256,
          origin: notice.origin,
          bytes: notice.sizeBytes,
        },
      });
      return { notice: stored, created: true };
    });
  }

  find(id: NoticeId, by: Actor): Promise<StoredNotice | undefined> {
    return readNotice(this.database, id, by);
  }

  async read(
    id: NoticeId,
    by: Actor,
  ): Promise<{ readonly notice: StoredNotice; readonly content: Uint8Array } | undefined> {
    return this.database.transaction(async (statements) => {
      const notice = await readNotice(statements, id, by);
      if (notice === undefined) return undefined;
      const rows = await statements.rows<{ content_sealed: Buffer }>(
        'SELECT content_sealed FROM dianda.notice WHERE id = $1',
        [id],
      );
      const sealed = rows[0]?.content_sealed;
      if (sealed === undefined) throw new TypeError('a notice that was there has no bytes');
      const seal = await this.vault.sealOf(statements, notice.caseId);
      const content = seal.openBytes(contentPlace(id), sealed);
      // Sealing vouches for the bytes, not for the hash beside them, which is what agencies were told.
      if (createHash('sha256').update(content).digest('hex') !== notice.sha256)
        throw DiandaError.internal('UNEXPECTED', {
          origin: 'dianda',
          detail: 'a notice differs from its hash',
        });
      await writeAudit(statements, {
        action: 'notice_viewed',
        by,
        subject: { kind: 'notice', id },
        facts: { caseId: notice.caseId },
      });
      return { notice, content };
    });
  }
}

async function readNotice(
  statements: Statements,
  id: NoticeId,
  by: Actor,
): Promise<StoredNotice | undefined> {
  const { condition, value } = visibleTo(by, 'notice.case_id', 2);
  const rows = await statements.rows<NoticeRow>(
    `SELECT ${columns} FROM ${from} WHERE notice.id = $1 AND ${condition}`,
    [id, value],
  );
  return rows[0] === undefined ? undefined : noticeFromRow(rows[0]);
}

function noticeFromRow(row: NoticeRow): StoredNotice {
  return {
    id: mustParse(parseNoticeId, row.id),
    caseId: mustParse(parseCaseId, row.case_id),
    caseNumber: readCaseNumber(row.case_number),
    courtCode: mustParse(parseCourtCode, row.court_code),
    number: row.number,
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    origin: row.origin,
    storedAt: instantOf(row.stored_at),
  };
}
