import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@dianda/inquiry';
import { ApiProblems, ofBody, ofToken } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import { Http } from '../edge/route-config.js';
import { ChangePassword } from './change-password.js';
import { Public, Roles, WithOneTimePassword } from './declared-access.js';
import { By } from './request-actor.js';
import type { SessionBody } from './session.body.js';
import { ChangePasswordDto, SignInDto } from './session.dto.js';
import { SignIn, type Session } from './sign-in.js';

@ApiTags('sessions')
@Controller('sessions')
export class SessionsController {
  constructor(
    private readonly signIn: SignIn,
    private readonly changePassword: ChangePassword,
  ) {}

  @Post()
  @HttpCode(201)
  @Public()
  @Http({ bodyLimitBytes: 4 * 1024 })
  @ApiOperation({ summary: '登录 Sign in', operationId: 'createSession' })
  @ApiCreatedResponse(bodyOf('Session'))
  @ApiProblems(...ofBody, 'CREDENTIALS_INVALID', 'TOO_MANY_ATTEMPTS')
  async create(@Body() body: SignInDto, @Ip() address: string): Promise<SessionBody> {
    return sessionBody(await this.signIn.run(body.username, body.password, address));
  }

  @Post('password')
  @HttpCode(200)
  @Roles('officer', 'ops', 'admin')
  @WithOneTimePassword()
  @Http({ bodyLimitBytes: 4 * 1024 })
  @ApiOperation({
    summary: '修改密码 Choose a password of one’s own',
    description: 'All that an account with a one-time password can do.',
    operationId: 'changePassword',
  })
  @ApiOkResponse(bodyOf('Session'))
  @ApiProblems(...ofToken, ...ofBody, 'TOO_MANY_ATTEMPTS')
  async change(
    @Body() body: ChangePasswordDto,
    @By() by: Actor,
    @Ip() address: string,
  ): Promise<SessionBody> {
    return sessionBody(await this.changePassword.run(by, body.currentPassword, body.newPassword, address));
  }
}

function sessionBody({ account, accessToken, expiresAt }: Session): SessionBody {
  const { actor, displayName } = account;
  return { accessToken, tokenType: 'Bearer', expiresAt, role: actor.role, displayName };
}
