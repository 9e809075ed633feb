import { ApiPropertyOptional } from '@nestjs/swagger';
import { legStates, parseAgencyCode } from '@dianda/inquiry';
import { caseNumberText } from '../subjects/subject-checks.js';
import { CheckedIfPresent } from '../validation/checked.js';
import { oneOf, parsedBy, text, wholeNumberText } from '../validation/checks.js';

const LARGEST_PAGE = 200;
export const DEFAULT_PAGE = 50;

export class SearchLegsDto {
  @ApiPropertyOptional({ description: '执行案号', maxLength: 100, example: '（2026）苏0812执990001号' })
  @CheckedIfPresent(caseNumberText)
  caseNumber?: string;

  @ApiPropertyOptional({ description: '协助单位', maxLength: 64, example: 'land-registry-3208' })
  @CheckedIfPresent(parsedBy(parseAgencyCode, 64, 'a-z 0-9, joined by "-"'))
  agency?: string;

  @ApiPropertyOptional({ enum: legStates, enumName: 'LegState', example: 'parked' })
  @CheckedIfPresent(oneOf(legStates))
  state?: string;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before.', maxLength: 200 })
  @CheckedIfPresent(text(200))
  cursor?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: LARGEST_PAGE, default: DEFAULT_PAGE })
  @CheckedIfPresent(wholeNumberText(1, LARGEST_PAGE))
  limit?: string;
}
