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

export class ChangePasswordDto {
  @ApiProperty({
    description: '当前密码',
    maxLength: 256,
    format: 'password',
    example: 'k7mw-2c9p-xvta-h4rz',
  })
  @Checked(secretText(256))
  currentPassword!: string;

  @ApiProperty({
    description: '新密码，至少 12 个字符 At least 12 characters.',
    minLength: 12,
    maxLength: 256,
    format: 'password',
    example: '清江浦的桥有九座-7',
  })
  @Checked(secretText(256))
  newPassword!: string;
}
