import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import {
  AccountOperations,
  AccountStore,
  AgencyDirectory,
  AgencyOperations,
  AuditLog,
  BatchStore,
  CaseStore,
  ClientStore,
  Clock,
  InquiryEvents,
  InquiryStore,
  LegOperations,
  NoticeStore,
  OrderInquiry,
  PutCase,
  Randomness,
  ReadReport,
  StaffOperations,
  type RequestCounter,
  RunBatch,
  RightToAsk,
  StoreNotice,
  type CaseTypeRules,
  type Operations,
  WebhookStore,
} from '@dianda/inquiry';
import type { Health, Logger } from '@dianda/service-kit';
import type { SigningKey } from '@dianda/trust';
import { AccessGuard } from './access/access.guard.js';
import { AccessTokens } from './access/access-tokens.js';
import { ClientAccess } from './access/client-access.js';
import { GrantToken } from './access/grant-token.js';
import { TokenController } from './access/token.controller.js';
import { ClientsController } from './clients/clients.controller.js';
import { RouteAccessCheck } from './access/route-access-check.js';
import { SessionsController } from './access/sessions.controller.js';
import { RefusalRecord } from './access/refusal-record.js';
import { SignIn } from './access/sign-in.js';
import { ChangePassword } from './access/change-password.js';
import { SignInLimiter, type SignInLimit } from './access/sign-in-limiter.js';
import { AgenciesController } from './agencies/agencies.controller.js';
import { BatchesController } from './batches/batches.controller.js';
import { OrderBatch } from './batches/order-batch.js';
import { CasesController } from './cases/cases.controller.js';
import { DocsAssets } from './docs/docs-assets.js';
import { DocsController, DocumentHolder } from './docs/docs.controller.js';
import { EventHub, type StreamLimits } from './events/event-hub.js';
import { EventsController } from './events/events.controller.js';
import { ReportExports } from './documents/report-exports.js';
import { bytesWritten, type DocumentWriter } from './documents/document-writer.js';
import { HEALTH, HealthController } from './health/health.controller.js';
import { InquiriesController } from './inquiries/inquiries.controller.js';
import { LookRecord } from './inquiries/look-record.js';
import { operationControllers } from './operations/operation-controllers.js';
import { NoticesController } from './notices/notices.controller.js';
import { RequestPipe } from './validation/request.pipe.js';
import { WebhookDeliverer } from './webhooks/webhook-deliverer.js';
import { WebhookSender } from './webhooks/webhook-sender.js';
import type { WebhookRules } from './webhooks/webhook-targets.js';
import { WEBHOOK_RULES, WebhooksController } from './webhooks/webhooks.controller.js';

/** What the gateway stands on: the core's ports, its own key and limits. Tests give fakes, main gives storage. */
export interface GatewayParts {
  readonly accounts: AccountStore;
  readonly batches: BatchStore;
  readonly clients: ClientStore;
  readonly requests: RequestCounter;
  readonly cases: CaseStore;
  readonly directory: AgencyDirectory;
  readonly notices: NoticeStore;
  readonly inquiries: InquiryStore;
  readonly events: InquiryEvents;
  readonly webhooks: WebhookStore;
  readonly audit: AuditLog;
  readonly operations: Operations;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly caseTypeRules: CaseTypeRules;
  readonly health: Health;
  /** Signs access tokens, and nothing else. */
  readonly tokenKey: SigningKey;
  readonly tokenLifetimeMs: number;
  /** What machine clients' assertions must be for. */
  readonly tokenAudience: string;
  readonly signInLimit: SignInLimit;
  readonly streamLimits: StreamLimits;
  readonly webhookRules: WebhookRules;
  /** Where Swagger UI's own files lie. */
  readonly swaggerUiFolder: string;
  readonly documents: DocumentWriter;
}

@Module({})
export class GatewayModule {
  static of(parts: GatewayParts, log: Logger): DynamicModule {
    return {
      module: GatewayModule,
      imports: [DiscoveryModule],
      controllers: [
        SessionsController,
        TokenController,
        ClientsController,
        CasesController,
        BatchesController,
        NoticesController,
        InquiriesController,
        EventsController,
        AgenciesController,
        ...operationControllers,
        WebhooksController,
        HealthController,
        DocsController,
      ],
      providers: [
        ...portsOf(parts),
        ...useCasesOf(parts),
        ...accessOf(parts),
        ...streamsOf(parts, log),
        ...webhooksOf(parts, log),
        { provide: HEALTH, useValue: parts.health },
        { provide: DocsAssets, useValue: new DocsAssets(parts.swaggerUiFolder) },
        DocumentHolder,
        { provide: APP_PIPE, useClass: RequestPipe },
      ],
    };
  }
}

function portsOf(parts: GatewayParts): readonly Provider[] {
  return [
    { provide: AccountStore, useValue: parts.accounts },
    { provide: BatchStore, useValue: parts.batches },
    { provide: ClientStore, useValue: parts.clients },
    { provide: Clock, useValue: parts.clock },
    { provide: Randomness, useValue: parts.randomness },
    { provide: AgencyDirectory, useValue: parts.directory },
    { provide: InquiryStore, useValue: parts.inquiries },
    { provide: AgencyOperations, useValue: parts.operations.agencies },
    { provide: LegOperations, useValue: parts.operations.legs },
    { provide: StaffOperations, useValue: parts.operations.staff },
    { provide: AccountOperations, useValue: parts.operations.accounts },
    { provide: NoticeStore, useValue: parts.notices },
  ];
}

function useCasesOf(parts: GatewayParts): readonly Provider[] {
  const { cases, directory, notices, inquiries, audit, clock, randomness, documents } = parts;
  const right = new RightToAsk(cases, parts.caseTypeRules);
  const order = new OrderInquiry(right, directory, notices, inquiries, audit, randomness);
  const readReport = new ReadReport(inquiries);
  const store = new StoreNotice(right, directory, inquiries, notices, (draft) =>
    bytesWritten(documents, { kind: 'notice', draft }),
  );
  return [
    { provide: OrderInquiry, useValue: order },
    { provide: OrderBatch, useValue: new OrderBatch(parts.batches, order, randomness) },
    {
      provide: RunBatch,
      useValue: new RunBatch(parts.batches, order, parts.accounts, parts.clients, randomness),
    },
    { provide: StoreNotice, useValue: store },
    { provide: LookRecord, useValue: new LookRecord(audit, clock) },
    { provide: ReadReport, useValue: readReport },
    { provide: ReportExports, useValue: new ReportExports(readReport, documents, audit) },
    { provide: PutCase, useValue: new PutCase(cases) },
  ];
}

function streamsOf(parts: GatewayParts, log: Logger): readonly Provider[] {
  const { events, clock, streamLimits } = parts;
  return [
    { provide: InquiryEvents, useValue: events },
    { provide: EventHub, useValue: new EventHub(events, clock, streamLimits, log) },
  ];
}

/** Without a host to call, nothing is made or sent. */
function webhooksOf(parts: GatewayParts, log: Logger): readonly Provider[] {
  const { webhooks, events, randomness, webhookRules } = parts;
  const sender = new WebhookSender(webhookRules);
  const deliverer = new WebhookDeliverer(webhooks, events, sender, randomness, log);
  return [
    { provide: WebhookStore, useValue: webhooks },
    { provide: WEBHOOK_RULES, useValue: webhookRules },
    ...(webhookRules.hosts.length === 0 ? [] : [{ provide: WebhookDeliverer, useValue: deliverer }]),
  ];
}

function accessOf(parts: GatewayParts): readonly Provider[] {
  const { accounts, clients, requests, audit, clock, randomness, tokenKey, tokenLifetimeMs } = parts;
  const tokens = new AccessTokens(tokenKey, tokenLifetimeMs, clock, randomness);
  const limiter = new SignInLimiter(requests, parts.signInLimit);
  const refusals = new RefusalRecord(requests, audit);
  return [
    { provide: AccessTokens, useValue: tokens },
    { provide: SignIn, useValue: new SignIn(accounts, tokens, limiter, refusals, audit) },
    { provide: ChangePassword, useValue: new ChangePassword(accounts, tokens, limiter) },
    {
      provide: GrantToken,
      useValue: new GrantToken(clients, tokens, refusals, audit, clock, parts.tokenAudience),
    },
    { provide: ClientAccess, useValue: new ClientAccess(clients, requests) },
    { provide: APP_GUARD, useClass: AccessGuard },
    RouteAccessCheck,
  ];
}
