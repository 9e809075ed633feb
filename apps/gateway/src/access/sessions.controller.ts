import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, ofBody } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import { Http } from '../edge/route-config.js';
import { Public } from './declared-access.js';
import type { SessionBody } from './session.body.js';
import { SignInDto } from './session.dto.js';
import { SignIn } from './sign-in.js';

@ApiTags('sessions')
@Controller('sessions')
export class SessionsController {
  constructor(private readonly signIn: SignIn) {}

  @Post()
  @HttpCode(201)
  @Public()
  @Http({ bodyLimitBytes: 4 * 1024 })
  @ApiOperation({ summary: '登录 Sign in', operationId: 'createSession' })
  @ApiCreatedResponse(bodyOf('Session'))
  @ApiProblems(...ofBody, 'CREDENTIALS_INVALID', 'TOO_MANY_ATTEMPTS')
  async create(@Body() body: SignInDto, @Ip() address: string): Promise<SessionBody> {
    const { account, accessToken, expiresAt } = await this.signIn.run(body.username, body.password, address);
    const { actor, displayName } = account;
    return { accessToken, tokenType: 'Bearer', expiresAt, role: actor.role, displayName };
  }
}
