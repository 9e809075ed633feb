import { ApiPropertyOptional } from '@nestjs/swagger';
import { batchRowStates, HIGHEST_BATCH_ROW_NUMBER } from '@dianda/inquiry';
import { CheckedIfPresent } from '../validation/checked.js';
import { oneOf, wholeNumberText } from '../validation/checks.js';

export const LARGEST_ROW_PAGE = 1000;
export const DEFAULT_ROW_PAGE = 100;

export class OrderBatchQueryDto {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'false',
    description: '只校验，不保存 True: checks every row and stores nothing.',
  })
  @CheckedIfPresent(oneOf(['true', 'false']))
  dryRun?: string;
}

export class ListBatchRowsDto {
  @ApiPropertyOptional({ enum: batchRowStates, enumName: 'BatchRowState' })
  @CheckedIfPresent(oneOf(batchRowStates))
  state?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: HIGHEST_BATCH_ROW_NUMBER,
    default: 0,
    description: 'Rows after this one.',
  })
  @CheckedIfPresent(wholeNumberText(0, HIGHEST_BATCH_ROW_NUMBER))
  after?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: LARGEST_ROW_PAGE, default: DEFAULT_ROW_PAGE })
  @CheckedIfPresent(wholeNumberText(1, LARGEST_ROW_PAGE))
  limit?: string;
}
