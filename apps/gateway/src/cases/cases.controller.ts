import { Body, Controller, Param, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { PutCase, type Actor } from '@dianda/inquiry';
import type { FastifyReply } from 'fastify';
import { Roles, Scope } from '../access/declared-access.js';
import { By } from '../access/request-actor.js';
import { ApiProblems, ofBody, ofToken } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import { Http } from '../edge/route-config.js';
import type { CaseBody } from './case.body.js';
import { PutCaseDto } from './case.dto.js';
import { caseBody, caseNumberInPath, casePushOf } from './case.mapper.js';

@ApiTags('cases')
@Controller('cases')
export class CasesController {
  constructor(private readonly putCase: PutCase) {}

  @Put(':caseNumber')
  @Roles('court-system')
  @Scope('cases:write')
  @Http({ bodyLimitBytes: 512 * 1024 })
  @ApiOperation({
    summary: '推送案件 State a case as it now is',
    description:
      'Replaces what was pushed before. A party that is left out stays on record, no longer liable.',
    operationId: 'putCase',
  })
  @ApiParam({
    name: 'caseNumber',
    description: '执行案号，百分号编码 Case number, percent-encoded.',
    schema: { type: 'string', maxLength: 100 },
    example: '（2026）苏0812执990001号',
  })
  @ApiOkResponse({ ...bodyOf('Case'), description: 'Replaced.' })
  @ApiCreatedResponse({ ...bodyOf('Case'), description: 'Stored for the first time.' })
  @ApiProblems(...ofToken, ...ofBody, 'COURT_NOT_PERMITTED')
  async put(
    @Param('caseNumber') rawCaseNumber: string,
    @Body() body: PutCaseDto,
    @By() by: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseBody> {
    const push = casePushOf(caseNumberInPath(rawCaseNumber), body);
    const { case: stored, created } = await this.putCase.run(push, by);
    void reply.code(created ? 201 : 200);
    return caseBody(stored);
  }
}
