import { ApiProperty } from '@nestjs/swagger';
import { Checked } from '../validation/checked.js';
import { text, wholeNumber } from '../validation/checks.js';

/** Enough for why, and short enough to be read in a list. */
const LONGEST_REASON = 500;

/** What every change by hand says; `reason` stands in the audit log. */
export class ByHandDto {
  @ApiProperty({
    description: '原因，写入审计日志，不得含个人信息 Why; kept in the audit log, names nobody.',
    minLength: 1,
    maxLength: LONGEST_REASON,
    example: '单位来电：今晚系统升级',
  })
  @Checked(text(LONGEST_REASON))
  reason!: string;
}

/** A change to what somebody else may be changing too. */
export class ByHandOnDto extends ByHandDto {
  @ApiProperty({
    description: '所见版本号 The revision that was seen; a newer one is answered 409 REVISION_STALE.',
    type: 'integer',
    minimum: 1,
    example: 3,
  })
  @Checked(wholeNumber(1, 2_147_483_647))
  revision!: number;
}
