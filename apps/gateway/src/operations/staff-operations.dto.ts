import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { parseCourtCode, parseInstant, parseUsername } from '@dianda/inquiry';
import { Checked, CheckedIfPresent } from '../validation/checked.js';
import {
  memberOf,
  here,
  oneOf,
  parsedBy,
  text,
  trueOrFalse,
  wholeNumber,
  type Check,
} from '../validation/checks.js';
import { fault } from '../validation/violation.js';

const courtCode = parsedBy(parseCourtCode, 10, '苏0812');
const roles = ['officer', 'ops', 'admin'] as const;

export class PutCourtDto {
  @ApiProperty({ minLength: 1, maxLength: 100, example: '淮安市清江浦区人民法院' })
  @Checked(text(100))
  name!: string;

  @ApiProperty({
    description: '停用后该院人员和系统均不能登录 Keeps its people and systems out.',
    example: false,
  })
  @Checked(trueOrFalse)
  disabled!: boolean;
}

class OfficerParticularsDto {
  @ApiProperty({ minLength: 1, maxLength: 50, example: '样例执行员' })
  @Checked(text(50))
  name!: string;

  @ApiProperty({ description: '执行公务证编号', minLength: 1, maxLength: 50, example: 'ZX-001' })
  @Checked(text(50))
  dutyId!: string;

  @ApiProperty({ minLength: 1, maxLength: 30, example: '0517-00000000' })
  @Checked(text(30))
  phone!: string;

  @ApiProperty({
    description: '证件有效期 Until when anything may be asked in his name.',
    format: 'date-time',
    example: '2027-12-31T16:00:00.000Z',
  })
  @Checked(parsedBy(parseInstant, 40, 'RFC 3339'))
  credentialsValidUntil!: string;
}

export class EnrolOfficerDto extends OfficerParticularsDto {
  @ApiProperty({ description: '法院代字', maxLength: 10, example: '苏0812' })
  @Checked(courtCode)
  court!: string;

  @ApiProperty({ description: '工作证编号，不可更改', minLength: 1, maxLength: 50, example: 'SU0812-001' })
  @Checked(text(50))
  workId!: string;
}

export class UpdateOfficerDto extends OfficerParticularsDto {
  @ApiProperty({ description: '原因 Why.', minLength: 1, maxLength: 500, example: '证件换发' })
  @Checked(text(500))
  reason!: string;

  @ApiProperty({ description: 'The revision that was seen.', type: 'integer', minimum: 1, example: 1 })
  @Checked(wholeNumber(1, 2_147_483_647))
  revision!: number;
}

export class ListOfficersDto {
  @ApiProperty({ description: '法院代字', maxLength: 10, example: '苏0812' })
  @Checked(courtCode)
  court!: string;
}

export class MakeAccountDto {
  @ApiProperty({ description: '用户名', minLength: 1, maxLength: 64, example: 'officer.chen' })
  @Checked(parsedBy(parseUsername, 64, '1-64 × A-Z 0-9 . _ @ - 汉字'))
  username!: string;

  @ApiProperty({ minLength: 1, maxLength: 64, example: '陈执行' })
  @Checked(text(64))
  displayName!: string;

  @ApiProperty({ enum: roles, example: 'officer' })
  @Checked(oneOf(roles))
  role!: string;

  @ApiPropertyOptional({ description: '执行人员所在法院 An officer’s.', maxLength: 10, example: '苏0812' })
  @CheckedIfPresent(ofOfficers(courtCode))
  court?: string;

  @ApiPropertyOptional({
    description: '执行人员工作证编号 An officer’s.',
    maxLength: 50,
    example: 'SU0812-001',
  })
  @CheckedIfPresent(ofOfficers(text(50)))
  workId?: string;
}

/** A member that only an officer's account has. */
function ofOfficers(check: Check): Check {
  return (value, owner) =>
    memberOf(owner, 'role') === 'officer' ? check(value, owner) : [here(fault('MEMBER_UNKNOWN'))];
}
