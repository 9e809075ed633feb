import {
  deliveryLifeMs,
  DiandaError,
  instantOf,
  mustParse,
  parseCourtCode,
  parseInquiryId,
  parseWebhookDeliveryId,
  parseWebhookId,
  WebhookStore,
  type Actor,
  type AuditEntry,
  type ClaimedDelivery,
  type CourtCode,
  type DeliveryClaim,
  type DeliveryState,
  type DeliveryStep,
  type Webhook,
  type WebhookDelivery,
  type WebhookDeliveryId,
  type WebhookId,
  type WebhookState,
  type WebhookType,
  type WebhookWithSecret,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import type { Database, Statements } from '../database/database.js';
import type { Doorbell } from '../database/doorbell.js';
import { RowShape } from '../database/row-shape.js';
import { databaseNow, optionalInstant } from '../database/times.js';
import { WebhookDeliveryEntity, WebhookEntity } from '../entities/index.js';
import { claimDeliveries, finishDelivery } from './claim-deliveries.js';
import { deriveDeliveries } from './derive-deliveries.js';
import type { WebhookSecrets } from './webhook-secrets.js';

const webhookShape = new RowShape({ webhook: WebhookEntity });
const deliveryShape = new RowShape({ delivery: WebhookDeliveryEntity });

const counts = (state: DeliveryState) => `(SELECT count(*)::integer FROM dianda.webhook_delivery delivery
  WHERE delivery.webhook_id = webhook.id AND delivery.state = '${state}') AS ${state}`;

interface CountRow {
  readonly pending: number;
  readonly parked: number;
  readonly now: Date;
}

export class TypeOrmWebhookStore extends WebhookStore {
  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly secrets: WebhookSecrets,
  ) {
    super();
  }

  async list(): Promise<readonly Webhook[]> {
    return (await readWebhooks(this.database, undefined)).map(({ webhook }) => webhook);
  }

  async create(
    court: CourtCode,
    url: string,
    types: readonly WebhookType[],
    by: Actor | undefined,
  ): Promise<WebhookWithSecret> {
    const id = mustParse(parseWebhookId, randomUUID());
    const secret = this.secrets.make();
    const { keyWrapped, secretsSealed } = this.secrets.first(id, secret);
    // The host alone: what else a URL holds may be a secret of its server's.
    const facts = { court, host: new URL(url).hostname };
    return this.changed(id, secret, { action: 'webhook_created', by, facts }, (statements) =>
      statements.rows(
        `INSERT INTO dianda.webhook (id, court_code, url, types, state, key_wrapped, secrets_sealed, after_position)
         SELECT $1, $2, $3, $4::jsonb, 'active', $5, $6, last_position FROM dianda.event_line`,
        [id, court, url, JSON.stringify(types), keyWrapped, secretsSealed],
      ),
    );
  }

  async rotate(id: WebhookId, overlapMs: number, by: Actor | undefined): Promise<WebhookWithSecret> {
    const secret = this.secrets.make();
    return this.changed(
      id,
      secret,
      { action: 'webhook_rotated', by, facts: { overlapMs } },
      async (statements) => {
        await statements.rows('SELECT FROM dianda.webhook WHERE id = $1 FOR UPDATE', [id]);
        const { row, now } = await readOne(statements, id);
        const { keyWrapped, secretsSealed } = this.secrets.added(id, row, secret, instantOf(now), overlapMs);
        await statements.rows(
          'UPDATE dianda.webhook SET key_wrapped = $2, secrets_sealed = $3 WHERE id = $1',
          [id, keyWrapped, secretsSealed],
        );
      },
    );
  }

  async setState(
    id: WebhookId,
    state: Exclude<WebhookState, 'gone'>,
    by: Actor | undefined,
  ): Promise<Webhook> {
    const action = state === 'active' ? 'webhook_resumed' : 'webhook_paused';
    const { webhook } = await this.changed(id, '', { action, by, facts: {} }, (statements) =>
      statements.rows('UPDATE dianda.webhook SET state = $2 WHERE id = $1', [id, state]),
    );
    this.doorbell.wake('dianda_inquiry');
    return webhook;
  }

  async delete(id: WebhookId, by: Actor | undefined): Promise<void> {
    await this.database.transaction(async (statements) => {
      const rows = await statements.rows('DELETE FROM dianda.webhook WHERE id = $1 RETURNING id', [id]);
      if (rows.length === 0) throw DiandaError.notFound('WEBHOOK_NOT_FOUND');
      await writeAudit(statements, {
        action: 'webhook_deleted',
        by,
        subject: { kind: 'webhook', id },
        facts: {},
      });
    });
  }

  async deliveries(
    id: WebhookId,
    state: DeliveryState | undefined,
    limit: number,
  ): Promise<readonly WebhookDelivery[]> {
    await readOne(this.database, id);
    const rows = await this.database.rows<object>(
      `SELECT ${deliveryShape.list} FROM dianda.webhook_delivery delivery
         JOIN dianda.inquiry_event event ON event.inquiry_id = delivery.inquiry_id AND event.number = delivery.event_number
       WHERE delivery.webhook_id = $1 AND ($2::text IS NULL OR delivery.state = $2)
       ORDER BY event.position DESC LIMIT $3`,
      [id, state ?? null, limit],
    );
    return rows.map((row) => deliveryFromRow(deliveryShape.read(row).delivery));
  }

  async redeliver(id: WebhookDeliveryId, by: Actor | undefined): Promise<void> {
    await this.database.transaction(async (statements) => {
      // The attempt goes on counting: what an earlier one still says is not taken for this one's.
      const rows = await statements.rows(
        `UPDATE dianda.webhook_delivery SET state = 'pending', attempts = attempts + 1, lease_until = NULL,
           due_at = statement_timestamp(),
           given_up_at = statement_timestamp() + $2::double precision * interval '1 millisecond'
         WHERE id = $1 RETURNING id`,
        [id, deliveryLifeMs],
      );
      if (rows.length === 0) throw DiandaError.notFound('DELIVERY_NOT_FOUND');
      const subject = { kind: 'webhook_delivery', id };
      await writeAudit(statements, { action: 'webhook_redelivered', by, subject, facts: {} });
    });
    this.doorbell.wake('dianda_inquiry');
  }

  derive(): Promise<void> {
    return deriveDeliveries(this.database);
  }

  claim(claim: DeliveryClaim): Promise<readonly ClaimedDelivery[]> {
    return claimDeliveries(this.database, this.secrets, claim);
  }

  finish(id: WebhookDeliveryId, attempt: number, step: DeliveryStep): Promise<boolean> {
    return finishDelivery(this.database, id, attempt, step);
  }

  private async changed(
    id: WebhookId,
    secret: string,
    entry: Omit<AuditEntry, 'subject'>,
    change: (statements: Statements) => Promise<unknown>,
  ): Promise<WebhookWithSecret> {
    return this.database.transaction(async (statements) => {
      await change(statements);
      const { webhook } = await readOne(statements, id);
      await writeAudit(statements, { ...entry, subject: { kind: 'webhook', id } });
      return { webhook, secret };
    });
  }
}

async function readOne(statements: Statements, id: WebhookId) {
  const [read] = await readWebhooks(statements, id);
  if (read === undefined) throw DiandaError.notFound('WEBHOOK_NOT_FOUND');
  return read;
}

async function readWebhooks(statements: Statements, id: WebhookId | undefined) {
  const rows = await statements.rows<CountRow>(
    `SELECT ${webhookShape.list}, ${counts('pending')}, ${counts('parked')}, ${databaseNow} AS now
     FROM dianda.webhook WHERE $1::uuid IS NULL OR webhook.id = $1 ORDER BY webhook.created_at, webhook.id`,
    [id ?? null],
  );
  return rows.map((each) => {
    const row = webhookShape.read(each).webhook;
    const webhook: Webhook = {
      id: mustParse(parseWebhookId, row.id),
      courtCode: mustParse(parseCourtCode, row.courtCode),
      url: row.url,
      types: row.types,
      state: row.state,
      createdAt: instantOf(row.createdAt),
      pending: each.pending,
      parked: each.parked,
    };
    return { webhook, row, now: each.now };
  });
}

function deliveryFromRow(row: WebhookDeliveryEntity): WebhookDelivery {
  return {
    id: mustParse(parseWebhookDeliveryId, row.id),
    webhookId: mustParse(parseWebhookId, row.webhookId),
    type: row.type,
    inquiryId: mustParse(parseInquiryId, row.inquiryId),
    eventNumber: row.eventNumber,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.state === 'pending' ? instantOf(row.dueAt) : undefined,
    lastStatus: row.lastStatus ?? undefined,
    lastFailure: row.lastFailure ?? undefined,
    deliveredAt: optionalInstant(row.deliveredAt),
  };
}
