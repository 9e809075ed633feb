import { ApiProperty } from '@nestjs/swagger';
import { Checked } from '../validation/checked.js';
import { secretText, text } from '../validation/checks.js';

export class SignInDto {
  @ApiProperty({
    description: '用户名 User name; case does not matter.',
    maxLength: 64,
    example: 'officer.chen',
  })
  @Checked(text(64))
  username!: string;

  @ApiProperty({
    description: '密码 Password.',
    maxLength: 256,
    format: 'password',
    example: 'k7mw-2c9p-xvta-h4rz',
  })
  @Checked(secretText(256))
  password!: string;
}
