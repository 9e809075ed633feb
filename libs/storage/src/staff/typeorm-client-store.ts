import {
  ClientStore,
  DiandaError,
  instantOf,
  isClientScope,
  mustParse,
  parseAccountId,
  parseCourtCode,
  type AccountId,
  type Actor,
  type AuditAction,
  type ClientJwk,
  type Instant,
  type MachineClient,
  type NewMachineClient,
} from '@dianda/inquiry';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import type { Database, Statements } from '../database/database.js';
import { brokenConstraint } from '../database/database-errors.js';
import { usernameKey } from './typeorm-account-store.js';

interface ClientRow {
  readonly id: string;
  readonly username: string;
  readonly court_code: string;
  readonly disabled: boolean;
  readonly scopes: readonly string[];
  readonly requests_per_minute: number;
  readonly keys: readonly {
    readonly kid: string;
    readonly jwk: Readonly<Record<string, string>>;
    readonly added_at: string;
  }[];
}

const selectClients = `
  SELECT account.id, account.username, account.court_code, account.disabled OR court.disabled AS disabled,
    client.scopes, client.requests_per_minute,
    coalesce((SELECT jsonb_agg(jsonb_build_object('kid', kid, 'jwk', jwk, 'added_at', added_at) ORDER BY added_at, kid)
      FROM dianda.client_key WHERE client_key.account_id = client.account_id), '[]') AS keys
  FROM dianda.client JOIN dianda.account ON account.id = client.account_id
    JOIN dianda.court ON court.code = account.court_code`;

/** How long a used assertion is kept beyond its end, so that no gateway's clock lets it in again. */
const keptBeyondEnd = `interval '5 minutes'`;

export class TypeOrmClientStore extends ClientStore {
  constructor(private readonly database: Database) {
    super();
  }

  async find(id: AccountId): Promise<MachineClient | undefined> {
    const rows = await this.database.rows<ClientRow>(`${selectClients} WHERE client.account_id = $1`, [id]);
    return rows[0] && clientOf(rows[0]);
  }

  async list(): Promise<readonly MachineClient[]> {
    const rows = await this.database.rows<ClientRow>(
      `${selectClients} ORDER BY account.court_code, account.username_key`,
    );
    return rows.map(clientOf);
  }

  async useAssertion(id: AccountId, jti: string, until: Instant): Promise<boolean> {
    // Each one that comes takes some old ones away, so that the table stays as small as what is in use.
    await this.database.rows(
      `DELETE FROM dianda.used_assertion WHERE (account_id, jti) IN (
         SELECT account_id, jti FROM dianda.used_assertion
         WHERE until < clock_timestamp() - ${keptBeyondEnd} LIMIT 10 FOR UPDATE SKIP LOCKED)`,
    );
    const rows = await this.database.rows(
      `INSERT INTO dianda.used_assertion (account_id, jti, until) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING jti`,
      [id, jti, until],
    );
    return rows.length > 0;
  }

  async add(client: NewMachineClient, by: Actor | undefined): Promise<void> {
    const { actor, name, scopes, requestsPerMinute } = client;
    try {
      await this.database.transaction(async (statements) => {
        await statements.rows(
          `INSERT INTO dianda.account (id, username, username_key, display_name, role, court_code)
           VALUES ($1, $2, $3, $2, 'court-system', $4)`,
          [actor.accountId, name, usernameKey(name), actor.courtCode],
        );
        await statements.rows(
          'INSERT INTO dianda.client (account_id, scopes, requests_per_minute) VALUES ($1, $2::jsonb, $3)',
          [actor.accountId, JSON.stringify(scopes), requestsPerMinute],
        );
        await audit(statements, 'client_added', actor.accountId, by, {
          court: actor.courtCode,
          scopes: scopes.join(' '),
          requestsPerMinute,
        });
      });
    } catch (error) {
      throw refusalOf(error);
    }
  }

  addKey(id: AccountId, { kid, jwk }: ClientJwk, by: Actor | undefined): Promise<void> {
    return this.change(id, async (statements) => {
      const added = await statements.rows(
        `INSERT INTO dianda.client_key (account_id, kid, jwk) VALUES ($1, $2, $3::jsonb)
         ON CONFLICT DO NOTHING RETURNING kid`,
        [id, kid, JSON.stringify(jwk)],
      );
      if (added.length === 0) throw DiandaError.conflict('CLIENT_KEY_KNOWN');
      await audit(statements, 'client_key_added', id, by, { kid });
    });
  }

  removeKey(id: AccountId, kid: string, by: Actor | undefined): Promise<void> {
    return this.change(id, async (statements) => {
      const removed = await statements.rows(
        'DELETE FROM dianda.client_key WHERE account_id = $1 AND kid = $2 RETURNING kid',
        [id, kid],
      );
      if (removed.length === 0) throw DiandaError.notFound('CLIENT_KEY_NOT_FOUND');
      await audit(statements, 'client_key_removed', id, by, { kid });
    });
  }

  setDisabled(id: AccountId, disabled: boolean, by: Actor | undefined): Promise<void> {
    return this.change(id, async (statements) => {
      await statements.rows('UPDATE dianda.account SET disabled = $2 WHERE id = $1', [id, disabled]);
      await audit(statements, disabled ? 'client_disabled' : 'client_enabled', id, by, {});
    });
  }

  private change(id: AccountId, work: (statements: Statements) => Promise<void>): Promise<void> {
    return this.database.transaction(async (statements) => {
      const found = await statements.rows('SELECT FROM dianda.client WHERE account_id = $1', [id]);
      if (found.length === 0) throw DiandaError.notFound('CLIENT_NOT_FOUND');
      await work(statements);
    });
  }
}

function audit(
  statements: Statements,
  action: AuditAction,
  id: AccountId,
  by: Actor | undefined,
  facts: Readonly<Record<string, string | number>>,
): Promise<void> {
  return writeAudit(statements, { action, by, subject: { kind: 'client', id }, facts });
}

function clientOf(row: ClientRow): MachineClient {
  return {
    actor: {
      role: 'court-system',
      accountId: mustParse(parseAccountId, row.id),
      courtCode: mustParse(parseCourtCode, row.court_code),
    },
    name: row.username,
    // A scope that a newer program granted and this one does not know grants nothing.
    scopes: row.scopes.filter(isClientScope),
    requestsPerMinute: row.requests_per_minute,
    disabled: row.disabled,
    keys: row.keys.map(({ kid, jwk, added_at }) => ({ kid, jwk, addedAt: instantOf(new Date(added_at)) })),
  };
}

function refusalOf(error: unknown): unknown {
  const constraint = error instanceof DiandaError ? error.detail : brokenConstraint(error);
  if (constraint?.includes('account_username_once') === true)
    return DiandaError.conflict('CLIENT_NAME_TAKEN');
  if (constraint?.includes('account_court_code_fkey') === true) {
    return DiandaError.invalid('REQUEST_INVALID', [{ pointer: '/court', code: 'COURT_UNKNOWN', detail: '' }]);
  }
  return error;
}
