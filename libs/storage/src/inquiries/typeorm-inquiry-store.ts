import {
  InquiryStore,
  instantOf,
  mustParse,
  parseInquiryId,
  type AcceptedInquiry,
  type Actor,
  type InquiryId,
  type InquiryListing,
  type InquiryListQuery,
  type InquiryView,
  type Instant,
  type Report,
  type ReportInputs,
} from '@dianda/inquiry';
import { acceptOrder, readKey, type Order } from './accept-order.js';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import type { CaseVault } from '../cases/case-vault.js';
import type { Database, Statements } from '../database/database.js';
import type { Doorbell } from '../database/doorbell.js';
import { listInquiries } from './inquiry-list.js';
import { readInquiry, readReportInputs } from './report-inputs.js';
import { readSealedReport } from './sealed-reports.js';
import { databaseNow } from '../database/times.js';
import type { StorageLog } from '../storage-log.js';
import { maySeeInquiry } from './visibility.js';

export class TypeOrmInquiryStore extends InquiryStore {
  /** Each is told of once a process, for it concerns every order until it is loaded. */
  private readonly toldYears = new Set<number>();

  constructor(
    private readonly database: Database,
    private readonly vault: CaseVault,
    private readonly doorbell: Doorbell,
    private readonly log: StorageLog,
    private readonly traceParent: () => string | undefined,
  ) {
    super();
  }

  async now(): Promise<Instant> {
    const rows = await this.database.rows<{ now: Date }>(`SELECT ${databaseNow} AS now`);
    const row = rows[0];
    if (row === undefined) throw new TypeError('the database told no time');
    return instantOf(row.now);
  }

  async accept(order: Order): Promise<AcceptedInquiry> {
    const accepted = await this.database.transaction((statements) =>
      acceptOrder(statements, this.vault, order, this.traceParent()),
    );
    if (accepted.created) {
      this.tellUnknownYears(order);
      this.doorbell.wake('dianda_due');
      this.doorbell.wake('dianda_inquiry', accepted.inquiryId);
    }
    return accepted;
  }

  private tellUnknownYears({ legs }: Order): void {
    for (const year of legs.flatMap(({ unknownHolidayYears }) => unknownHolidayYears)) {
      if (this.toldYears.has(year)) continue;
      this.toldYears.add(year);
      this.log.warn('times were reckoned without the public holidays of a year', { code: String(year) });
    }
  }

  findByIdempotencyKey(
    by: Actor,
    key: string,
    bodyHash: string,
  ): ReturnType<InquiryStore['findByIdempotencyKey']> {
    return readKey(this.database, this.vault, by.accountId, key, bodyHash);
  }

  async view(id: InquiryId, by: Actor): Promise<InquiryView | undefined> {
    if (!(await maySeeInquiry(this.database, id, by))) return undefined;
    const read = await readInquiry(this.database, this.vault, id);
    if (read === undefined) return undefined;
    const reissuedBy = await readReissues(this.database, id);
    return { ...read.view, ...(reissuedBy.length === 0 ? {} : { reissuedBy }) };
  }

  async list(query: InquiryListQuery, by: Actor): Promise<InquiryListing> {
    return listInquiries(this.database, query, by);
  }

  async readForReport(id: InquiryId, by: Actor): Promise<ReportInputs | undefined> {
    return this.database.transaction(async (statements) => {
      if (!(await maySeeInquiry(statements, id, by))) return undefined;
      const read = await readInquiry(statements, this.vault, id);
      if (read === undefined) return undefined;
      const [own] = await readReportInputs(statements, [read]);
      if (own === undefined) throw new TypeError('an inquiry was read and is not there');
      const { inputs } = own;
      await writeAudit(statements, {
        action: 'report_viewed',
        by,
        subject: { kind: 'inquiry', id },
        facts: { caseId: inputs.inquiry.caseId, standing: 'provisional' },
      });
      return inputs;
    });
  }

  async sealedReport(id: InquiryId, version: number | undefined, by: Actor): Promise<Report | undefined> {
    return this.database.transaction(async (statements) => {
      if (!(await maySeeInquiry(statements, id, by))) return undefined;
      const sealed = await readSealedReport(statements, this.vault, id, version);
      if (sealed === undefined) return undefined;
      await writeAudit(statements, {
        action: 'report_viewed',
        by,
        subject: { kind: 'inquiry', id },
        facts: { caseId: sealed.caseId, standing: 'sealed', version: sealed.version },
      });
      return sealed.report;
    });
  }
}

/** The inquiries that take this one up again, oldest first; of the same case, and so seen by whoever sees this one. */
async function readReissues(statements: Statements, id: InquiryId): Promise<readonly InquiryId[]> {
  const rows = await statements.rows<{ id: string }>(
    'SELECT id FROM dianda.inquiry WHERE reissues = $1 ORDER BY ordered_at, id',
    [id],
  );
  return rows.map((row) => mustParse(parseInquiryId, row.id));
}
