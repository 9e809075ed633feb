import {
  AccountStore,
  mustParse,
  parseAccountId,
  parseCourtCode,
  parseOfficerId,
  type Account,
  type PersonActor,
} from '@dianda/inquiry';
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
    const rows = await this.database.rows<object>(
      `SELECT ${accountShape.list} FROM dianda.account WHERE username_key = $1 AND password_hash IS NOT NULL`,
      [usernameKey(username)],
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
      disabled: account.disabled,
    };
  }

  async isInForce(actor: PersonActor): Promise<boolean> {
    const rows = await this.database.rows<object>(
      `SELECT ${accountShape.list} FROM dianda.account WHERE id = $1 AND NOT disabled`,
      [actor.accountId],
    );
    const row = rows[0];
    const now = row && actorOf(accountShape.read(row).account);
    return now !== undefined && isSameActor(now, actor);
  }
}

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
