import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  ClientStore,
  clientScopes,
  DiandaError,
  mustParse,
  parseAccountId,
  parseCourtCode,
  Randomness,
  type AccountId,
  type Actor,
  defaultRequestsPerMinute,
} from '@dianda/inquiry';
import { parseClientKey } from '@dianda/trust';
import { Roles } from '../access/declared-access.js';
import { By } from '../access/request-actor.js';
import { ApiProblems, ofBody, ofToken } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import { chosen } from '../validation/accepted.js';
import { clientBody, type ClientBody, type ClientListBody } from './client.body.js';
import { AddClientDto, AddClientKeyDto, ChangeClientDto } from './client.dto.js';

const idInPath = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;

/** 接入客户端: the programs of courts' case systems, as an administrator keeps them. */
@ApiTags('operations')
@Controller('operations/clients')
export class ClientsController {
  constructor(
    private readonly clients: ClientStore,
    private readonly randomness: Randomness,
  ) {}

  @Get()
  @Roles('admin')
  @ApiOperation({ summary: '接入客户端 Machine clients, by court and name', operationId: 'listClients' })
  @ApiOkResponse(bodyOf('ClientList'))
  @ApiProblems(...ofToken)
  async list(): Promise<ClientListBody> {
    return { items: (await this.clients.list()).map(clientBody) };
  }

  @Post()
  @HttpCode(201)
  @Roles('admin')
  @ApiOperation({
    summary: '登记接入客户端 Add a machine client, still without a key',
    operationId: 'addClient',
  })
  @ApiCreatedResponse(bodyOf('Client'))
  @ApiProblems(...ofToken, ...ofBody, 'CLIENT_NAME_TAKEN')
  async add(@Body() body: AddClientDto, @By() by: Actor): Promise<ClientBody> {
    const accountId = mustParse(parseAccountId, this.randomness.uuid());
    await this.clients.add(
      {
        actor: { role: 'court-system', accountId, courtCode: mustParse(parseCourtCode, body.court) },
        name: body.name,
        scopes: body.scopes.map((each) => chosen(clientScopes, each)),
        requestsPerMinute: body.requestsPerMinute ?? defaultRequestsPerMinute,
      },
      by,
    );
    return this.stored(accountId);
  }

  @Patch(':id')
  @Roles('admin')
  @ApiOperation({
    summary: '停用或恢复 Disable a machine client, or let it in again',
    operationId: 'changeClient',
  })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('Client'))
  @ApiProblems(...ofToken, ...ofBody, 'CLIENT_NOT_FOUND')
  async change(@Param('id') id: string, @Body() body: ChangeClientDto, @By() by: Actor): Promise<ClientBody> {
    await this.clients.setDisabled(clientIdOf(id), body.disabled, by);
    return this.stored(clientIdOf(id));
  }

  @Post(':id/keys')
  @HttpCode(201)
  @Roles('admin')
  @ApiOperation({
    summary: '登记公钥 Add a key; the others stay until they are removed',
    operationId: 'addClientKey',
  })
  @ApiParam(idInPath)
  @ApiCreatedResponse(bodyOf('Client'))
  @ApiProblems(...ofToken, ...ofBody, 'CLIENT_NOT_FOUND', 'CLIENT_KEY_KNOWN')
  async addKey(@Param('id') id: string, @Body() body: AddClientKeyDto, @By() by: Actor): Promise<ClientBody> {
    const { kid, jwk } = parseClientKey(body.jwk);
    await this.clients.addKey(clientIdOf(id), { kid, jwk: { ...jwk } }, by);
    return this.stored(clientIdOf(id));
  }

  @Delete(':id/keys/:kid')
  @Roles('admin')
  @ApiOperation({ summary: '移除公钥 Remove a key', operationId: 'removeClientKey' })
  @ApiParam(idInPath)
  @ApiParam({ name: 'kid', schema: { type: 'string', maxLength: 128 } })
  @ApiOkResponse(bodyOf('Client'))
  @ApiProblems(...ofToken, 'CLIENT_NOT_FOUND', 'CLIENT_KEY_NOT_FOUND')
  async removeKey(@Param('id') id: string, @Param('kid') kid: string, @By() by: Actor): Promise<ClientBody> {
    await this.clients.removeKey(clientIdOf(id), kid, by);
    return this.stored(clientIdOf(id));
  }

  private async stored(id: AccountId): Promise<ClientBody> {
    const client = await this.clients.find(id);
    if (client === undefined) throw DiandaError.notFound('CLIENT_NOT_FOUND');
    return clientBody(client);
  }
}

/** A text that is no id names no client. */
function clientIdOf(text: string): AccountId {
  const id = parseAccountId(text);
  if (id === undefined) throw DiandaError.notFound('CLIENT_NOT_FOUND');
  return id;
}
