import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { AccountOperations, type Actor } from '@dianda/inquiry';
import { Roles } from '../access/declared-access.js';
import { By } from '../access/request-actor.js';
import { ApiProblems, ofBody, ofToken } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import type { AccountListBody, GivenPasswordBody, ListedAccountBody } from './account-operations.body.js';
import { ByHandDto } from './by-hand.dto.js';
import { MakeAccountDto } from './staff-operations.dto.js';
import { accountBody, accountIdOf, givenPasswordBody, newAccountOf } from './staff-operations.mapper.js';

const idInPath = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;

@ApiTags('operations')
@Controller('operations/accounts')
export class AccountOperationsController {
  constructor(private readonly accounts: AccountOperations) {}

  @Get()
  @Roles('admin')
  @ApiOperation({ summary: '账户 The accounts of persons', operationId: 'listAccounts' })
  @ApiOkResponse(bodyOf('AccountList'))
  @ApiProblems(...ofToken)
  async list(): Promise<AccountListBody> {
    return { items: (await this.accounts.list()).map(accountBody) };
  }

  @Post()
  @HttpCode(201)
  @Roles('admin')
  @ApiOperation({
    summary: '设立账户 Make an account',
    description: 'The password is told once and must be changed at the first sign-in. A role never changes.',
    operationId: 'makeAccount',
  })
  @ApiCreatedResponse(bodyOf('GivenPassword'))
  @ApiProblems(...ofToken, ...ofBody, 'USERNAME_TAKEN')
  async make(@Body() body: MakeAccountDto, @By() by: Actor): Promise<GivenPasswordBody> {
    return givenPasswordBody(await this.accounts.make(newAccountOf(body), by));
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Roles('admin')
  @ApiOperation({ summary: '停用账户 Disable: ends its sessions at once', operationId: 'disableAccount' })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('ListedAccount'))
  @ApiProblems(...ofToken, ...ofBody, 'ACCOUNT_NOT_FOUND', 'LAST_ADMINISTRATOR')
  async disable(
    @Param('id') id: string,
    @Body() { reason }: ByHandDto,
    @By() by: Actor,
  ): Promise<ListedAccountBody> {
    return accountBody(await this.accounts.setDisabled(accountIdOf(id), true, { by, reason }));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Roles('admin')
  @ApiOperation({ summary: '启用账户 Enable again', operationId: 'enableAccount' })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('ListedAccount'))
  @ApiProblems(...ofToken, ...ofBody, 'ACCOUNT_NOT_FOUND')
  async enable(
    @Param('id') id: string,
    @Body() { reason }: ByHandDto,
    @By() by: Actor,
  ): Promise<ListedAccountBody> {
    return accountBody(await this.accounts.setDisabled(accountIdOf(id), false, { by, reason }));
  }

  @Post(':id/reset-password')
  @HttpCode(200)
  @Roles('admin')
  @ApiOperation({ summary: '重置密码 Give a one-time password', operationId: 'resetPassword' })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('GivenPassword'))
  @ApiProblems(...ofToken, ...ofBody, 'ACCOUNT_NOT_FOUND')
  async resetPassword(
    @Param('id') id: string,
    @Body() { reason }: ByHandDto,
    @By() by: Actor,
  ): Promise<GivenPasswordBody> {
    return givenPasswordBody(await this.accounts.resetPassword(accountIdOf(id), { by, reason }));
  }
}
