import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { StaffOperations, type Actor } from '@dianda/inquiry';
import { Roles } from '../access/declared-access.js';
import { By } from '../access/request-actor.js';
import { ApiProblems, ofBody, ofToken } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import type {
  CourtListBody,
  OfficerListBody,
  RegisteredCourtBody,
  RegisteredOfficerBody,
} from './account-operations.body.js';
import { ByHandOnDto } from './by-hand.dto.js';
import { EnrolOfficerDto, ListOfficersDto, PutCourtDto, UpdateOfficerDto } from './staff-operations.dto.js';
import { courtCodeOf, officerBody, officerIdOf, particularsOf } from './staff-operations.mapper.js';

const officerInPath = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;

@ApiTags('operations')
@Controller('operations')
export class StaffOperationsController {
  constructor(private readonly staff: StaffOperations) {}

  @Get('courts')
  @Roles('admin')
  @ApiOperation({ summary: '法院名录 The courts', operationId: 'listCourts' })
  @ApiOkResponse(bodyOf('CourtList'))
  @ApiProblems(...ofToken)
  async listCourts(): Promise<CourtListBody> {
    return { items: await this.staff.listCourts() };
  }

  @Put('courts/:code')
  @Roles('admin')
  @ApiOperation({ summary: '登记法院 Register a court, or state it anew', operationId: 'putCourt' })
  @ApiParam({ name: 'code', schema: { type: 'string', maxLength: 30 }, example: '苏0812' })
  @ApiOkResponse(bodyOf('RegisteredCourt'))
  @ApiProblems(...ofToken, ...ofBody, 'COURT_NOT_FOUND')
  async putCourt(
    @Param('code') code: string,
    @Body() { name, disabled }: PutCourtDto,
    @By() by: Actor,
  ): Promise<RegisteredCourtBody> {
    return this.staff.putCourt({ code: courtCodeOf(code), name, disabled }, by);
  }

  @Get('officers')
  @Roles('admin')
  @ApiOperation({ summary: '执行人员名册 A court’s roster', operationId: 'listOfficers' })
  @ApiOkResponse(bodyOf('OfficerList'))
  @ApiProblems(...ofToken, 'REQUEST_INVALID', 'COURT_NOT_FOUND')
  async listOfficers(@Query() { court }: ListOfficersDto): Promise<OfficerListBody> {
    return { items: (await this.staff.listOfficers(courtCodeOf(court))).map(officerBody) };
  }

  @Post('officers')
  @HttpCode(201)
  @Roles('admin')
  @ApiOperation({ summary: '登记执行人员 Enrol an officer', operationId: 'enrolOfficer' })
  @ApiCreatedResponse(bodyOf('RegisteredOfficer'))
  @ApiProblems(...ofToken, ...ofBody, 'COURT_NOT_FOUND', 'WORK_ID_TAKEN')
  async enrolOfficer(@Body() body: EnrolOfficerDto, @By() by: Actor): Promise<RegisteredOfficerBody> {
    const court = courtCodeOf(body.court);
    return officerBody(await this.staff.enrolOfficer(court, body.workId, particularsOf(body), by));
  }

  @Put('officers/:id')
  @Roles('admin')
  @ApiOperation({
    summary: '更新执行人员 State an officer anew',
    description: 'Court and work id never change: who moves is enrolled at the other court.',
    operationId: 'updateOfficer',
  })
  @ApiParam(officerInPath)
  @ApiOkResponse(bodyOf('RegisteredOfficer'))
  @ApiProblems(...ofToken, ...ofBody, 'OFFICER_NOT_FOUND', 'REVISION_STALE')
  async updateOfficer(
    @Param('id') id: string,
    @Body() body: UpdateOfficerDto,
    @By() by: Actor,
  ): Promise<RegisteredOfficerBody> {
    const how = { by, reason: body.reason, revision: body.revision };
    return officerBody(await this.staff.updateOfficer(officerIdOf(id), particularsOf(body), how));
  }

  @Post('officers/:id/disable')
  @HttpCode(200)
  @Roles('admin')
  @ApiOperation({
    summary: '停用执行人员 Disable an officer',
    description: 'Ends his credentials now, so that nothing is asked in his name, and disables his accounts.',
    operationId: 'disableOfficer',
  })
  @ApiParam(officerInPath)
  @ApiOkResponse(bodyOf('RegisteredOfficer'))
  @ApiProblems(...ofToken, ...ofBody, 'OFFICER_NOT_FOUND', 'REVISION_STALE')
  async disableOfficer(
    @Param('id') id: string,
    @Body() { reason, revision }: ByHandOnDto,
    @By() by: Actor,
  ): Promise<RegisteredOfficerBody> {
    return officerBody(await this.staff.disableOfficer(officerIdOf(id), { by, reason, revision }));
  }
}
