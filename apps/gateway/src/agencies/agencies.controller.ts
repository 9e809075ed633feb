import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AgencyDirectory } from '@dianda/inquiry';
import { Roles, Scope } from '../access/declared-access.js';
import { ApiProblems, ofToken } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import type { AgencyListBody } from './agency.body.js';
import { agencyListBody } from './agency.mapper.js';

@ApiTags('agencies')
@Controller('agencies')
export class AgenciesController {
  constructor(private readonly directory: AgencyDirectory) {}

  @Get()
  @Roles('officer', 'court-system', 'ops')
  @Scope('inquiries:read')
  @ApiOperation({
    summary: '协助单位目录 The agency directory, with holds in force',
    operationId: 'listAgencies',
  })
  @ApiOkResponse(bodyOf('AgencyList'))
  @ApiProblems(...ofToken)
  async list(): Promise<AgencyListBody> {
    const [agencies, holds] = await Promise.all([this.directory.list(), this.directory.holds()]);
    return agencyListBody(agencies, holds);
  }
}
