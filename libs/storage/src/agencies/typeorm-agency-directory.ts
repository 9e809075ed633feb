import { AgencyDirectory, type Agency, type AgencyCode, type Calendars, type Hold } from '@dianda/inquiry';
import { agencyFromRow, agencyShape, holdFromRow, holdShape } from './agency-rows.js';
import { readCalendars } from '../calendar/calendars.js';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import type { Database } from '../database/database.js';
import type { Doorbell } from '../database/doorbell.js';

export class TypeOrmAgencyDirectory extends AgencyDirectory {
  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
  ) {
    super();
  }

  async list(): Promise<readonly Agency[]> {
    const rows = await this.database.rows<object>(
      `SELECT ${agencyShape.list} FROM dianda.agency ORDER BY code COLLATE "C"`,
    );
    return rows.map((row) => agencyFromRow(agencyShape.read(row).agency));
  }

  async find(code: AgencyCode): Promise<Agency | undefined> {
    const rows = await this.database.rows<object>(
      `SELECT ${agencyShape.list} FROM dianda.agency WHERE code = $1`,
      [code],
    );
    return rows.map((row) => agencyFromRow(agencyShape.read(row).agency))[0];
  }

  async holds(): Promise<readonly Hold[]> {
    const rows = await this.database.rows<object>(
      `SELECT ${holdShape.list} FROM dianda.agency_hold hold ORDER BY agency_code COLLATE "C"`,
    );
    return rows.map((row) => holdFromRow(holdShape.read(row).hold));
  }

  async calendars(): Promise<Calendars> {
    return readCalendars(this.database);
  }

  async load(rows: readonly Agency[]): Promise<void> {
    await this.database.transaction(async (statements) => {
      await statements.rows(
        `INSERT INTO dianda.agency (${columns.join(', ')})
         SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::dianda.agency, $1::jsonb)
         ON CONFLICT (code) DO UPDATE SET
           ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}, loaded_at = clock_timestamp(),
           revision = agency.revision + 1`,
        [JSON.stringify(rows.map(rowOf))],
      );
      await writeAudit(statements, {
        action: 'directory_loaded',
        by: undefined,
        subject: { kind: 'directory', id: 'agencies' },
        facts: { rows: rows.length, codes: rows.map((row) => row.code).join(' ') },
      });
    });
    this.doorbell.wake('dianda_directory');
    this.doorbell.wake('dianda_due');
  }

  async onChange(listener: () => void): Promise<() => Promise<void>> {
    return this.doorbell.on('dianda_directory', listener);
  }
}

const columns = [
  'code',
  'category',
  'name_zh',
  'name_en',
  'contact_name',
  'contact_phone',
  'endpoint',
  'tls_name',
  'contract_version',
  'services',
  'calendar',
  'concurrency',
  'attempt_timeout_ms',
  'receipt_keys',
  'enabled',
] as const;

function rowOf(agency: Agency): Record<(typeof columns)[number], unknown> {
  return {
    code: agency.code,
    category: agency.category,
    name_zh: agency.name.zh,
    name_en: agency.name.en,
    contact_name: agency.contact.name,
    contact_phone: agency.contact.phone,
    endpoint: agency.endpoint,
    tls_name: agency.tlsName,
    contract_version: agency.contractVersion,
    services: agency.services,
    calendar: agency.calendar,
    concurrency: agency.concurrency,
    attempt_timeout_ms: agency.attemptTimeoutMs,
    receipt_keys: agency.receiptKeys,
    enabled: agency.enabled,
  };
}
