import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { parseInstant } from '@dianda/inquiry';
import { Checked, CheckedIfPresent } from '../validation/checked.js';
import { parsedBy, text, wholeNumber } from '../validation/checks.js';
import { ByHandDto, ByHandOnDto } from './by-hand.dto.js';

/** More at once than any sample agency's system bears; the database has its own, wider bound. */
const MOST_CONCURRENCY = 1000;
const MOST_REQUESTS = 100_000_000;
const time = parsedBy(parseInstant, 40, 'RFC 3339');

export class SetConcurrencyDto extends ByHandOnDto {
  @ApiProperty({
    description: '同时查询数上限 Questions under way at once.',
    type: 'integer',
    minimum: 1,
    maximum: MOST_CONCURRENCY,
    example: 8,
  })
  @Checked(wholeNumber(1, MOST_CONCURRENCY))
  concurrency!: number;
}

export class SetQuotaDto extends ByHandOnDto {
  @ApiPropertyOptional({
    description: '每秒查询额度，缺省为不限 Left out: no limit.',
    type: 'integer',
    minimum: 1,
    maximum: MOST_REQUESTS,
    example: 20,
  })
  @CheckedIfPresent(wholeNumber(1, MOST_REQUESTS))
  perSecond?: number;

  @ApiPropertyOptional({
    description: '每日查询额度，缺省为不限 Left out: no limit.',
    type: 'integer',
    minimum: 1,
    maximum: MOST_REQUESTS,
    example: 50_000,
  })
  @CheckedIfPresent(wholeNumber(1, MOST_REQUESTS))
  perDay?: number;

  @ApiProperty({
    description: '每日额度所依时区 Where the day begins; IANA name.',
    minLength: 1,
    maxLength: 64,
    example: 'Asia/Shanghai',
  })
  @Checked(text(64))
  zone!: string;
}

export class PlanMaintenanceDto extends ByHandDto {
  @ApiProperty({ description: '起 First moment.', format: 'date-time', example: '2026-11-20T14:00:00.000Z' })
  @Checked(time)
  from!: string;

  @ApiProperty({
    description: '止 First moment after it.',
    format: 'date-time',
    example: '2099-11-20T18:00:00.000Z',
  })
  @Checked(time)
  until!: string;

  @ApiProperty({
    description: '说明 What operators are to know of it.',
    minLength: 1,
    maxLength: 200,
    example: '核心系统升级',
  })
  @Checked(text(200))
  note!: string;
}
