import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DiandaError, LegOperations, type Actor } from '@dianda/inquiry';
import { Roles } from '../access/declared-access.js';
import { By } from '../access/request-actor.js';
import { ApiProblems, ofBody, ofToken } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import { ByHandDto } from './by-hand.dto.js';
import type { LegAttemptListBody, OperatedLegBody, OperatedLegListBody } from './leg-operations.body.js';
import { SearchLegsDto } from './leg-operations.dto.js';
import {
  legAttemptBody,
  legIdOf,
  legSearchOf,
  operatedLegBody,
  operatedLegListBody,
} from './leg-operations.mapper.js';

const idInPath = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;
/** An agency that defers for days is polled some hundred times; who wants more asks the database. */
const MOST_ATTEMPTS = 500;

@ApiTags('operations')
@Controller('operations/legs')
export class LegOperationsController {
  constructor(private readonly legs: LegOperations) {}

  @Get()
  @Roles('ops')
  @ApiOperation({
    summary: '检索协查单 Find legs',
    description: 'By case, agency and state, newest order first; parked ones are `?state=parked`.',
    operationId: 'searchLegs',
  })
  @ApiOkResponse(bodyOf('OperatedLegList'))
  @ApiProblems(...ofToken, 'REQUEST_INVALID')
  async search(@Query() query: SearchLegsDto): Promise<OperatedLegListBody> {
    return operatedLegListBody(await this.legs.search(legSearchOf(query)));
  }

  @Get(':id')
  @Roles('ops')
  @ApiOperation({ summary: '协查单 One leg', operationId: 'readOperatedLeg' })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('OperatedLeg'))
  @ApiProblems(...ofToken, 'LEG_UNKNOWN')
  async read(@Param('id') id: string): Promise<OperatedLegBody> {
    const leg = await this.legs.find(legIdOf(id));
    if (leg === undefined) throw DiandaError.notFound('LEG_UNKNOWN');
    return operatedLegBody(leg);
  }

  @Get(':id/attempts')
  @Roles('ops')
  @ApiOperation({
    summary: '尝试记录 The attempts of a leg',
    description: `Newest first, at most ${MOST_ATTEMPTS}; polls of a deferred leg among them.`,
    operationId: 'listLegAttempts',
  })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('LegAttemptList'))
  @ApiProblems(...ofToken, 'LEG_UNKNOWN')
  async attempts(@Param('id') id: string): Promise<LegAttemptListBody> {
    const attempts = await this.legs.attempts(legIdOf(id), MOST_ATTEMPTS);
    if (attempts === undefined) throw DiandaError.notFound('LEG_UNKNOWN');
    return { items: attempts.map(legAttemptBody) };
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Roles('ops')
  @ApiOperation({
    summary: '重试 Retry a parked leg',
    description: 'The dispatcher takes it up within seconds; `intervention` is there until it has.',
    operationId: 'retryLeg',
  })
  @ApiParam(idInPath)
  @ApiAcceptedResponse(bodyOf('OperatedLeg'))
  @ApiProblems(...ofToken, ...ofBody, 'LEG_UNKNOWN', 'LEG_NOT_PARKED', 'LEG_INTERVENTION_UNDER_WAY')
  async retry(
    @Param('id') id: string,
    @Body() { reason }: ByHandDto,
    @By() by: Actor,
  ): Promise<OperatedLegBody> {
    return operatedLegBody(await this.legs.intervene(legIdOf(id), 'retry', { by, reason }));
  }

  @Post(':id/fail')
  @HttpCode(202)
  @Roles('ops')
  @ApiOperation({
    summary: '终止 Give up a parked leg',
    description: 'It is settled as `failed`, reason LEG_GIVEN_UP, and is a named gap of its report.',
    operationId: 'failLeg',
  })
  @ApiParam(idInPath)
  @ApiAcceptedResponse(bodyOf('OperatedLeg'))
  @ApiProblems(...ofToken, ...ofBody, 'LEG_UNKNOWN', 'LEG_NOT_PARKED', 'LEG_INTERVENTION_UNDER_WAY')
  async fail(
    @Param('id') id: string,
    @Body() { reason }: ByHandDto,
    @By() by: Actor,
  ): Promise<OperatedLegBody> {
    return operatedLegBody(await this.legs.intervene(legIdOf(id), 'fail', { by, reason }));
  }
}
