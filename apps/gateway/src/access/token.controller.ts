import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, millisecondsOf } from '@dianda/inquiry';
import { ApiProblems, ofBody } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import { FORM_TYPE } from '../edge/bodies.js';
import { Http } from '../edge/route-config.js';
import { Public } from './declared-access.js';
import { GrantToken } from './grant-token.js';
import type { TokenBody } from './token.body.js';
import { TokenDto } from './token.dto.js';

@ApiTags('sessions')
@Controller('token')
export class TokenController {
  constructor(
    private readonly grantToken: GrantToken,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @Public()
  @Http({ bodyLimitBytes: 16 * 1024, consumes: [FORM_TYPE] })
  @ApiConsumes(FORM_TYPE)
  @ApiOperation({
    summary: '接入客户端换取令牌 A machine client’s token',
    description: 'OAuth 2.0 client credentials with a private-key JWT (RFC 7523). Refusals are problem+json.',
    operationId: 'grantToken',
  })
  @ApiOkResponse(bodyOf('Token'))
  @ApiProblems(...ofBody, 'CREDENTIALS_INVALID', 'TOO_MANY_ATTEMPTS')
  async grant(@Body() body: TokenDto, @Ip() address: string): Promise<TokenBody> {
    const { accessToken, expiresAt, scopes } = await this.grantToken.run(
      body.client_assertion,
      body.scope,
      address,
    );
    const expiresInMs = millisecondsOf(expiresAt) - millisecondsOf(this.clock.now());
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: Math.floor(expiresInMs / 1000),
      scope: scopes.join(' '),
    };
  }
}
