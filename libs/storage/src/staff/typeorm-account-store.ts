import {
  AccountStore,
  mustParse,
  parseAccountId,
  parseCourtCode,
  parseOfficerId,
  type Account,
  type AccountStanding,
  type PersonActor,
} from '@dianda/inquiry';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import type { Database } from '../database/database.js';
import { AccountEntity } from '../entities/index.js';
import { RowShape } from '../database/row-shape.js';

const accountShape = new RowShape({ account: AccountEntity });

/** What user names are compared by: the same letters in another case or width are the same name. */
export function usernameKey(username: string): string {
  return username.normalize('NFKC').toLowerCase();
}

export class TypeOrmAccountStore extends AccountStore {
  constructor(private readonly database: Database) {
    super();
  }

  async findByUsername(username: string): Promise<Account | undefined> {
    return this.find('account.username_key = $1', usernameKey(username));
  }

  async findByActor(actor: PersonActor): Promise<Account | undefined> {
    return this.find('account.id = $1', actor.accountId);
  }

  async standingOf(actor: PersonActor): Promise<AccountStanding> {
    const rows = await this.database.rows<object>(
      `SELECT ${accountShape.list} FROM dianda.account WHERE account.id = $1 AND NOT ${isShut}`,
      [actor.accountId],
    );
    const account = rows[0] && accountShape.read(rows[0]).account;
    const now = account && actorOf(account);
    if (account === undefined || now === undefined || !isSameActor(now, actor)) return 'ended';
    return account.passwordOneTime ? 'password_due' : 'in_force';
  }

  async changePassword(actor: PersonActor, fromHash: string, toHash: string): Promise<boolean> {
    return this.database.transaction(async (statements) => {
      const rows = await statements.rows(
        `UPDATE dianda.account SET password_hash = $3, password_one_time = false
         WHERE id = $1 AND password_hash = $2 AND NOT disabled RETURNING id`,
        [actor.accountId, fromHash, toHash],
      );
      if (rows.length === 0) return false;
      await writeAudit(statements, {
        action: 'password_changed',
        by: actor,
        subject: { kind: 'account', id: actor.accountId },
        facts: { role: actor.role },
      });
      return true;
    });
  }

  private async find(condition: string, value: string): Promise<Account | undefined> {
    const rows = await this.database.rows<{ shut: boolean }>(
      `SELECT ${accountShape.list}, ${isShut} AS shut FROM dianda.account
       WHERE ${condition} AND account.password_hash IS NOT NULL`,
      [value],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    const { account } = accountShape.read(row);
    const actor = actorOf(account);
    if (actor === undefined || account.passwordHash === null) return undefined;
    return {
      actor,
      username: account.username,
      displayName: account.displayName,
      passwordHash: account.passwordHash,
      disabled: row.shut,
    };
  }
}

/** The account is disabled, or the court that it belongs to; an expression on the alias `account`. */
export const isShut = `(account.disabled OR EXISTS (
  SELECT FROM dianda.court WHERE court.code = account.court_code AND court.disabled))`;

/** Undefined for the account of a machine client, who is no person. */
function actorOf(account: AccountEntity): PersonActor | undefined {
  const accountId = mustParse(parseAccountId, account.id);
  switch (account.role) {
    case 'officer':
      return {
        role: 'officer',
        accountId,
        officerId: mustParse(parseOfficerId, account.officerId ?? ''),
        courtCode: mustParse(parseCourtCode, account.courtCode ?? ''),
      };
    case 'court-system':
      return undefined;
    case 'ops':
    case 'admin':
      return { role: account.role, accountId };
    default:
      return account.role satisfies never;
  }
}

/** An officer who moved to another court is another actor: his old token ends with the move. */
function isSameActor(one: PersonActor, other: PersonActor): boolean {
  const place = (actor: PersonActor) =>
    JSON.stringify([
      actor.role,
      actor.accountId,
      'courtCode' in actor ? actor.courtCode : undefined,
      'officerId' in actor ? actor.officerId : undefined,
    ]);
  return place(one) === place(other);
}
