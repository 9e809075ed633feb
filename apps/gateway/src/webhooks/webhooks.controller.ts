import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  deliveryStates,
  DiandaError,
  mustParse,
  parseCourtCode,
  parseWebhookDeliveryId,
  parseWebhookId,
  WebhookStore,
  webhookTypes,
  type Actor,
  type WebhookId,
} from '@dianda/inquiry';
import { Roles } from '../access/declared-access.js';
import { By } from '../access/request-actor.js';
import { ApiProblems, ofBody, ofToken } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import { chosen } from '../validation/accepted.js';
import { requireAllowedTarget, type WebhookRules } from './webhook-targets.js';
import type { DeliveryListBody, WebhookBody, WebhookListBody, WebhookSecretBody } from './webhook.body.js';
import { CreateWebhookDto, ListDeliveriesDto, RotateWebhookDto } from './webhook.dto.js';

/** Injection token: the rules are a plain object. */
export const WEBHOOK_RULES = Symbol('webhook rules');

const HOUR_MS = 3_600_000;
const idInPath = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;
const ofOne = [...ofToken, 'WEBHOOK_NOT_FOUND'] as const;

@ApiTags('operations')
@Controller('operations/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhookStore,
    @Inject(WEBHOOK_RULES) private readonly rules: WebhookRules,
  ) {}

  @Get()
  @Roles('ops', 'admin')
  @ApiOperation({ summary: '推送地址 Endpoints of courts’ systems', operationId: 'listWebhooks' })
  @ApiOkResponse(bodyOf('WebhookList'))
  @ApiProblems(...ofToken)
  async list(): Promise<WebhookListBody> {
    return { items: await this.webhooks.list() };
  }

  @Post()
  @HttpCode(201)
  @Roles('ops', 'admin')
  @ApiOperation({
    summary: '登记推送地址 Add an endpoint',
    description:
      'Calls are signed by the Standard Webhooks scheme with `secret`, which is told here and never again. A call that ' +
      'is not answered 2xx within 15 s is repeated under the same `webhook-id` after 5 s, 30 s, 2 min, 10 min, 30 min, ' +
      '1 h, 2 h, 4 h and then every 8 h, for three days; then it is parked. Of one inquiry the next is sent once the ' +
      'one before is delivered or parked. 410 ends the endpoint. Redirects are not followed.',
    operationId: 'createWebhook',
  })
  @ApiCreatedResponse(bodyOf('WebhookSecret'))
  @ApiProblems(...ofToken, ...ofBody, 'WEBHOOK_TARGET_REFUSED')
  create(@Body() body: CreateWebhookDto, @By() by: Actor): Promise<WebhookSecretBody> {
    requireAllowedTarget(body.url, this.rules);
    const types = body.types.map((each) => chosen(webhookTypes, each));
    return this.webhooks.create(mustParse(parseCourtCode, body.courtCode), body.url, types, by);
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Roles('ops', 'admin')
  @ApiOperation({
    summary: '更换密钥 A new secret',
    description: 'Both secrets sign until the overlap ends.',
    operationId: 'rotateWebhook',
  })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('WebhookSecret'))
  @ApiProblems(...ofOne, ...ofBody)
  rotate(
    @Param('id') id: string,
    @Body() body: RotateWebhookDto,
    @By() by: Actor,
  ): Promise<WebhookSecretBody> {
    return this.webhooks.rotate(webhookIdOf(id), (body.overlapHours ?? 24) * HOUR_MS, by);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Roles('ops', 'admin')
  @ApiOperation({ summary: '暂停推送 Pause', operationId: 'pauseWebhook' })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('Webhook'))
  @ApiProblems(...ofOne)
  pause(@Param('id') id: string, @By() by: Actor): Promise<WebhookBody> {
    return this.webhooks.setState(webhookIdOf(id), 'paused', by);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Roles('ops', 'admin')
  @ApiOperation({ summary: '恢复推送 Resume, also one that is gone', operationId: 'resumeWebhook' })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('Webhook'))
  @ApiProblems(...ofOne)
  resume(@Param('id') id: string, @By() by: Actor): Promise<WebhookBody> {
    return this.webhooks.setState(webhookIdOf(id), 'active', by);
  }

  @Delete(':id')
  @HttpCode(204)
  @Roles('ops', 'admin')
  @ApiOperation({ summary: '删除推送地址 Delete, with what is on its way', operationId: 'deleteWebhook' })
  @ApiParam(idInPath)
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiProblems(...ofOne)
  async delete(@Param('id') id: string, @By() by: Actor): Promise<void> {
    await this.webhooks.delete(webhookIdOf(id), by);
  }

  @Get(':id/deliveries')
  @Roles('ops', 'admin')
  @ApiOperation({ summary: '推送记录 Deliveries, newest first', operationId: 'listWebhookDeliveries' })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('WebhookDeliveryList'))
  @ApiProblems(...ofOne, 'REQUEST_INVALID')
  async deliveries(@Param('id') id: string, @Query() query: ListDeliveriesDto): Promise<DeliveryListBody> {
    const state = query.state === undefined ? undefined : chosen(deliveryStates, query.state);
    const limit = query.limit === undefined ? 100 : Number(query.limit);
    return { items: await this.webhooks.deliveries(webhookIdOf(id), state, limit) };
  }

  @Post('deliveries/:delivery/redeliver')
  @HttpCode(202)
  @Roles('ops', 'admin')
  @ApiOperation({ summary: '重新推送 Send again, under the same id', operationId: 'redeliverWebhook' })
  @ApiParam({ ...idInPath, name: 'delivery' })
  @ApiAcceptedResponse({ description: 'It is due now.' })
  @ApiProblems(...ofToken, 'DELIVERY_NOT_FOUND')
  async redeliver(@Param('delivery') delivery: string, @By() by: Actor): Promise<void> {
    const id = parseWebhookDeliveryId(delivery);
    if (id === undefined) throw DiandaError.notFound('DELIVERY_NOT_FOUND');
    await this.webhooks.redeliver(id, by);
  }
}

function webhookIdOf(text: string): WebhookId {
  const id = parseWebhookId(text);
  if (id === undefined) throw DiandaError.notFound('WEBHOOK_NOT_FOUND');
  return id;
}
