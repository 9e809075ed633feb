import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { AgencyOperations, DiandaError, type Actor } from '@dianda/inquiry';
import { Roles } from '../access/declared-access.js';
import { By } from '../access/request-actor.js';
import { ApiProblems, ofBody, ofToken } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import type { OperatedAgencyBody, OperatedAgencyListBody } from './agency-operations.body.js';
import { PlanMaintenanceDto, SetConcurrencyDto, SetQuotaDto } from './agency-operations.dto.js';
import {
  agencyCodeOf,
  byHandOn,
  maintenanceIdOf,
  operatedAgencyBody,
  quotaOf,
  windowOf,
} from './agency-operations.mapper.js';
import { ByHandDto, ByHandOnDto } from './by-hand.dto.js';

const codeInPath = { name: 'code', schema: { type: 'string', maxLength: 64 }, example: 'land-registry-3208' };
const ofChange = [...ofToken, ...ofBody, 'AGENCY_NOT_FOUND'] as const;

@ApiTags('operations')
@Controller('operations/agencies')
export class AgencyOperationsController {
  constructor(private readonly agencies: AgencyOperations) {}

  @Get()
  @Roles('ops')
  @ApiOperation({
    summary: '协助单位运行状况 The agencies as they run',
    description:
      'Hold with its reason and next probe, quota use, maintenance, open legs by state and reason.',
    operationId: 'listOperatedAgencies',
  })
  @ApiOkResponse(bodyOf('OperatedAgencyList'))
  @ApiProblems(...ofToken)
  async list(): Promise<OperatedAgencyListBody> {
    return { items: (await this.agencies.list()).map(operatedAgencyBody) };
  }

  @Get(':code')
  @Roles('ops')
  @ApiOperation({ summary: '单位运行状况 One agency as it runs', operationId: 'readOperatedAgency' })
  @ApiParam(codeInPath)
  @ApiOkResponse(bodyOf('OperatedAgency'))
  @ApiProblems(...ofToken, 'AGENCY_NOT_FOUND')
  async read(@Param('code') code: string): Promise<OperatedAgencyBody> {
    const operated = await this.agencies.find(agencyCodeOf(code));
    if (operated === undefined) throw DiandaError.notFound('AGENCY_NOT_FOUND');
    return operatedAgencyBody(operated);
  }

  @Post(':code/enable')
  @HttpCode(202)
  @Roles('ops')
  @ApiOperation({
    summary: '启用 Enable',
    description:
      'Stays off until it has described itself as the directory says; if it does not, `hold.detail` says what differs.',
    operationId: 'enableAgency',
  })
  @ApiParam(codeInPath)
  @ApiAcceptedResponse(bodyOf('OperatedAgency'))
  @ApiProblems(...ofChange, 'REVISION_STALE', 'AGENCY_ENABLED')
  async enable(
    @Param('code') code: string,
    @Body() body: ByHandOnDto,
    @By() by: Actor,
  ): Promise<OperatedAgencyBody> {
    return operatedAgencyBody(await this.agencies.enable(agencyCodeOf(code), byHandOn(body, by)));
  }

  @Post(':code/hold')
  @HttpCode(200)
  @Roles('ops')
  @ApiOperation({
    summary: '暂停 Hold',
    description: 'Nobody asks the agency until somebody resumes it; no probe lifts this hold.',
    operationId: 'holdAgency',
  })
  @ApiParam(codeInPath)
  @ApiOkResponse(bodyOf('OperatedAgency'))
  @ApiProblems(...ofChange, 'REVISION_STALE', 'AGENCY_HELD_BY_OPERATOR')
  async hold(
    @Param('code') code: string,
    @Body() body: ByHandOnDto,
    @By() by: Actor,
  ): Promise<OperatedAgencyBody> {
    return operatedAgencyBody(await this.agencies.hold(agencyCodeOf(code), byHandOn(body, by)));
  }

  @Post(':code/resume')
  @HttpCode(202)
  @Roles('ops')
  @ApiOperation({
    summary: '恢复 Resume',
    description: 'Ends any hold as soon as the agency has described itself, which it is asked at once.',
    operationId: 'resumeAgency',
  })
  @ApiParam(codeInPath)
  @ApiAcceptedResponse(bodyOf('OperatedAgency'))
  @ApiProblems(...ofChange, 'REVISION_STALE', 'AGENCY_NOT_HELD')
  async resume(
    @Param('code') code: string,
    @Body() body: ByHandOnDto,
    @By() by: Actor,
  ): Promise<OperatedAgencyBody> {
    return operatedAgencyBody(await this.agencies.resume(agencyCodeOf(code), byHandOn(body, by)));
  }

  @Put(':code/concurrency')
  @Roles('ops')
  @ApiOperation({ summary: '设定并发 Set the concurrency', operationId: 'setAgencyConcurrency' })
  @ApiParam(codeInPath)
  @ApiOkResponse(bodyOf('OperatedAgency'))
  @ApiProblems(...ofChange, 'REVISION_STALE')
  async setConcurrency(
    @Param('code') code: string,
    @Body() body: SetConcurrencyDto,
    @By() by: Actor,
  ): Promise<OperatedAgencyBody> {
    const how = byHandOn(body, by);
    return operatedAgencyBody(await this.agencies.setConcurrency(agencyCodeOf(code), body.concurrency, how));
  }

  @Put(':code/quota')
  @Roles('ops')
  @ApiOperation({
    summary: '设定查询额度 Set the quota',
    description: 'What the agency was asked today counts already. A bound that is left out is none.',
    operationId: 'setAgencyQuota',
  })
  @ApiParam(codeInPath)
  @ApiOkResponse(bodyOf('OperatedAgency'))
  @ApiProblems(...ofChange, 'REVISION_STALE')
  async setQuota(
    @Param('code') code: string,
    @Body() body: SetQuotaDto,
    @By() by: Actor,
  ): Promise<OperatedAgencyBody> {
    return operatedAgencyBody(
      await this.agencies.setQuota(agencyCodeOf(code), quotaOf(body), byHandOn(body, by)),
    );
  }

  @Post(':code/maintenance')
  @HttpCode(201)
  @Roles('ops')
  @ApiOperation({
    summary: '登记维护时段 Announce maintenance',
    description: 'Nobody asks the agency from `from` until `until`; who waits is told until when.',
    operationId: 'planAgencyMaintenance',
  })
  @ApiParam(codeInPath)
  @ApiCreatedResponse(bodyOf('OperatedAgency'))
  @ApiProblems(...ofChange)
  async planMaintenance(
    @Param('code') code: string,
    @Body() body: PlanMaintenanceDto,
    @By() by: Actor,
  ): Promise<OperatedAgencyBody> {
    const how = { by, reason: body.reason };
    return operatedAgencyBody(await this.agencies.planMaintenance(agencyCodeOf(code), windowOf(body), how));
  }

  @Post(':code/maintenance/:window/end')
  @HttpCode(200)
  @Roles('ops')
  @ApiOperation({
    summary: '结束或撤销维护时段 End maintenance, or take it back',
    operationId: 'endAgencyMaintenance',
  })
  @ApiParam(codeInPath)
  @ApiParam({ name: 'window', schema: { type: 'string', format: 'uuid' } })
  @ApiOkResponse(bodyOf('OperatedAgency'))
  @ApiProblems(...ofChange, 'MAINTENANCE_NOT_FOUND')
  async endMaintenance(
    @Param('code') code: string,
    @Param('window') window: string,
    @Body() body: ByHandDto,
    @By() by: Actor,
  ): Promise<OperatedAgencyBody> {
    const how = { by, reason: body.reason };
    return operatedAgencyBody(
      await this.agencies.endMaintenance(agencyCodeOf(code), maintenanceIdOf(window), how),
    );
  }
}
