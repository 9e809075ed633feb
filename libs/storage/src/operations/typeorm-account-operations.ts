import {
  AccountOperations,
  DiandaError,
  instantOf,
  mustParse,
  parseAccountId,
  parseCourtCode,
  parseOfficerId,
  parseUsername,
  requireRole,
  type AccountId,
  type Actor,
  type AuditEntry,
  type ByHand,
  type GivenPassword,
  type ListedAccount,
  type NewAccount,
} from '@dianda/inquiry';
import { generateOneTimePassword, hashPassword } from '@dianda/trust';
import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import type { Database, Statements } from '../database/database.js';
import { RowShape } from '../database/row-shape.js';
import { AccountEntity } from '../entities/index.js';
import { usernameKey } from '../staff/typeorm-account-store.js';

const accountShape = new RowShape({ account: AccountEntity });

export class TypeOrmAccountOperations extends AccountOperations {
  constructor(private readonly database: Database) {
    super();
  }

  async list(): Promise<readonly ListedAccount[]> {
    const rows = await this.database.rows<object>(
      `SELECT ${accountShape.list} FROM dianda.account WHERE role <> 'court-system' ORDER BY username_key`,
    );
    return rows.map(listed);
  }

  async make(account: NewAccount, by: Actor | undefined): Promise<GivenPassword> {
    requireRole(by, 'admin');
    if (parseUsername(account.username) === undefined) throw invalidAt('/username', 'USERNAME_SHAPE');
    const password = await newPassword();
    return this.database.transaction((statements) => insert(statements, account, password, by));
  }

  async makeFirstAdministrator(username: string): Promise<GivenPassword | undefined> {
    const password = await newPassword();
    return this.database.transaction(async (statements) => {
      await lockAdministrators(statements);
      const there = await statements.rows(`SELECT FROM dianda.account WHERE role = 'admin' LIMIT 1`);
      if (there.length > 0) return undefined;
      return insert(statements, { username, displayName: username, role: 'admin' }, password, undefined);
    });
  }

  async setDisabled(id: AccountId, disabled: boolean, how: ByHand): Promise<ListedAccount> {
    const action = disabled ? 'account_disabled' : 'account_enabled';
    return this.change(id, action, how, async (statements) => {
      await lockAdministrators(statements);
      const rows = await statements.rows<object>(
        `UPDATE dianda.account SET disabled = $2 WHERE id = $1 AND role <> 'court-system'
         RETURNING ${accountShape.list}`,
        [id, disabled],
      );
      const left = await statements.rows(
        `SELECT FROM dianda.account WHERE role = 'admin' AND NOT disabled LIMIT 1`,
      );
      if (disabled && left.length === 0 && rows[0] !== undefined && listed(rows[0]).role === 'admin') {
        throw DiandaError.precondition('LAST_ADMINISTRATOR');
      }
      return rows;
    });
  }

  async resetPassword(id: AccountId, how: ByHand): Promise<GivenPassword> {
    const { plain, hash } = await newPassword();
    const account = await this.change(id, 'password_reset', how, (statements) =>
      statements.rows<object>(
        `UPDATE dianda.account SET password_hash = $2, password_one_time = true
         WHERE id = $1 AND role <> 'court-system' RETURNING ${accountShape.list}`,
        [id, hash],
      ),
    );
    return { account, oneTimePassword: plain };
  }

  /** One change with its audit entry; `work` answers the row as it is then, or none. */
  private async change(
    id: AccountId,
    action: AuditEntry['action'],
    how: ByHand,
    work: (statements: Statements) => Promise<readonly object[]>,
  ): Promise<ListedAccount> {
    requireRole(how.by, 'admin');
    return this.database.transaction(async (statements) => {
      const [row] = await work(statements);
      if (row === undefined) throw DiandaError.notFound('ACCOUNT_NOT_FOUND');
      const account = listed(row);
      await writeAudit(statements, {
        action,
        by: how.by,
        subject: { kind: 'account', id },
        facts: { role: account.role, why: how.reason },
      });
      return account;
    });
  }
}

interface NewPassword {
  readonly plain: string;
  readonly hash: string;
}

/** Before the transaction: hashing takes longer than any lock should. */
async function newPassword(): Promise<NewPassword> {
  const plain = generateOneTimePassword();
  return { plain, hash: await hashPassword(plain) };
}

async function insert(
  statements: Statements,
  account: NewAccount,
  { plain, hash }: NewPassword,
  by: Actor | undefined,
): Promise<GivenPassword> {
  const { username, displayName, role } = account;
  const courtCode = account.role === 'officer' ? account.courtCode : undefined;
  const officerId = account.role === 'officer' ? await officerIdOf(statements, account) : undefined;
  const rows = await statements.rows<object>(
    `INSERT INTO dianda.account (id, username, username_key, display_name, password_hash, password_one_time, role,
       court_code, officer_id)
     VALUES ($1, $2, $3, $4, $5, true, $6, $7, $8)
     ON CONFLICT (username_key) DO NOTHING RETURNING ${accountShape.list}`,
    [randomUUID(), username, usernameKey(username), displayName, hash, role, courtCode, officerId],
  );
  if (rows[0] === undefined) throw DiandaError.conflict('USERNAME_TAKEN');
  const made = listed(rows[0]);
  await writeAudit(statements, {
    action: 'account_made',
    by,
    subject: { kind: 'account', id: made.id },
    facts: {
      role,
      ...(courtCode === undefined ? {} : { courtCode }),
      ...(officerId === undefined ? {} : { officerId }),
    },
  });
  return { account: made, oneTimePassword: plain };
}

async function officerIdOf(
  statements: Statements,
  { courtCode, workId }: Extract<NewAccount, { role: 'officer' }>,
): Promise<string> {
  const rows = await statements.rows<{ id: string }>(
    'SELECT id FROM dianda.officer WHERE court_code = $1 AND work_id = $2',
    [courtCode, workId],
  );
  if (rows[0] === undefined) throw invalidAt('/workId', 'OFFICER_UNKNOWN');
  return rows[0].id;
}

/** Two at once must neither both make the first administrator nor both disable the last one. */
async function lockAdministrators(statements: Statements): Promise<void> {
  await statements.rows(`SELECT pg_advisory_xact_lock(hashtext('dianda.administrators'))`);
}

function listed(row: object): ListedAccount {
  const { account } = accountShape.read(row);
  if (account.role === 'court-system') throw new TypeError('a machine client is no person');
  return {
    id: mustParse(parseAccountId, account.id),
    username: account.username,
    displayName: account.displayName,
    role: account.role,
    courtCode: account.courtCode === null ? undefined : mustParse(parseCourtCode, account.courtCode),
    officerId: account.officerId === null ? undefined : mustParse(parseOfficerId, account.officerId),
    disabled: account.disabled,
    passwordOneTime: account.passwordOneTime,
    createdAt: instantOf(account.createdAt),
  };
}

function invalidAt(pointer: string, code: string): DiandaError {
  return DiandaError.invalid('REQUEST_INVALID', [{ pointer, code, detail: '' }]);
}
