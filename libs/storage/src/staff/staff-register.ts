import type { Account, AccountId, Court, Officer } from '@dianda/inquiry';
import type { Database } from '../database/database.js';
import { usernameKey } from './typeorm-account-store.js';

/** Courts, officers and accounts as an administrator keeps them; under the owner role, no app may write them. */
export class StaffRegister {
  constructor(private readonly database: Database) {}

  /** Adds the court, or gives it its new name. */
  async putCourt(court: Court): Promise<void> {
    await this.database.rows(
      `INSERT INTO dianda.court (code, name) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET name = excluded.name`,
      [court.code, court.name],
    );
  }

  /** Adds the officer to his court's roster, or states him anew; the court must be registered. */
  async putOfficer(officer: Officer): Promise<void> {
    await this.database.rows(
      `INSERT INTO dianda.officer (id, court_code, name, work_id, duty_id, phone, credentials_valid_until)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (id) DO UPDATE SET court_code = excluded.court_code, name = excluded.name,
         work_id = excluded.work_id, duty_id = excluded.duty_id, phone = excluded.phone,
         credentials_valid_until = excluded.credentials_valid_until`,
      [
        officer.id,
        officer.court.code,
        officer.name,
        officer.workId,
        officer.dutyId,
        officer.phone,
        officer.credentialsValidUntil,
      ],
    );
  }

  /** Adds the account, or states it anew; court and officer of its actor must be registered. */
  async putAccount({ actor, username, displayName, passwordHash, disabled }: Account): Promise<void> {
    await this.database.rows(
      `INSERT INTO dianda.account (id, username, username_key, display_name, password_hash, role, court_code,
         officer_id, disabled)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (id) DO UPDATE SET username = excluded.username, username_key = excluded.username_key,
         display_name = excluded.display_name, password_hash = excluded.password_hash, role = excluded.role,
         court_code = excluded.court_code, officer_id = excluded.officer_id, disabled = excluded.disabled`,
      [
        actor.accountId,
        username,
        usernameKey(username),
        displayName,
        passwordHash,
        actor.role,
        'courtCode' in actor ? actor.courtCode : null,
        'officerId' in actor ? actor.officerId : null,
        disabled,
      ],
    );
  }

  async hasAccount(id: AccountId): Promise<boolean> {
    const rows = await this.database.rows('SELECT FROM dianda.account WHERE id = $1', [id]);
    return rows.length > 0;
  }

  /** The officer of a court with that work id. */
  async findOfficerId(courtCode: string, workId: string): Promise<string | undefined> {
    const rows = await this.database.rows<{ id: string }>(
      'SELECT id FROM dianda.officer WHERE court_code = $1 AND work_id = $2',
      [courtCode, workId],
    );
    return rows[0]?.id;
  }
}
