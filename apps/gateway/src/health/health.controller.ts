import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Health, HealthKind, HealthReport } from '@dianda/service-kit';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/declared-access.js';
import { Http } from '../edge/route-config.js';
import { bodyOf } from '../docs/schema-reference.js';

/** Injection token: service-kit's health is an interface. */
export const HEALTH = Symbol('health');

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(HEALTH) private readonly health: Health) {}

  @Get('live')
  @Public()
  @Http({ isProbe: true })
  @ApiOperation({ summary: 'Whether this process can do anything at all', operationId: 'readLiveness' })
  @ApiOkResponse(bodyOf('HealthReport'))
  @ApiServiceUnavailableResponse(bodyOf('HealthReport'))
  live(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    return this.report('live', reply);
  }

  @Get('ready')
  @Public()
  @Http({ isProbe: true })
  @ApiOperation({ summary: 'Whether it can do its work now', operationId: 'readReadiness' })
  @ApiOkResponse(bodyOf('HealthReport'))
  @ApiServiceUnavailableResponse(bodyOf('HealthReport'))
  ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    return this.report('ready', reply);
  }

  private async report(kind: HealthKind, reply: FastifyReply): Promise<HealthReport> {
    const report = await this.health.report(kind);
    void reply.code(report.status === 'up' ? 200 : 503);
    return report;
  }
}
