import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { deliveryStates, parseCourtCode, webhookTypes } from '@dianda/inquiry';
import { Checked, CheckedIfPresent } from '../validation/checked.js';
import { listOf, oneOf, parsedBy, text, wholeNumber, wholeNumberText } from '../validation/checks.js';

const itself = (item: unknown): string | undefined => (typeof item === 'string' ? item : undefined);
const LONGEST_OVERLAP_HOURS = 720;

export class CreateWebhookDto {
  @ApiProperty({ description: '法院代字 The court.', maxLength: 16, example: '苏0812' })
  @Checked(parsedBy(parseCourtCode, 16, '法院代字'))
  courtCode!: string;

  @ApiProperty({
    description: 'https, and a host on the list WEBHOOK_HOSTS.',
    maxLength: 500,
    example: 'https://case-system.example/dianda',
  })
  @Checked(text(500, { pattern: /^https?:\/\/\S+$/, means: 'https://…' }))
  url!: string;

  @ApiProperty({
    enum: webhookTypes,
    enumName: 'WebhookType',
    isArray: true,
    uniqueItems: true,
    minItems: 1,
    maxItems: webhookTypes.length,
    example: ['inquiry.completed', 'report.sealed'],
  })
  @Checked(listOf(oneOf(webhookTypes), { min: 1, max: webhookTypes.length, distinctBy: itself }))
  types!: string[];
}

export class RotateWebhookDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: LONGEST_OVERLAP_HOURS,
    default: 24,
    example: 24,
    description: 'How long the present secret signs beside the new one, in hours.',
  })
  @CheckedIfPresent(wholeNumber(1, LONGEST_OVERLAP_HOURS))
  overlapHours?: number;
}

export class ListDeliveriesDto {
  @ApiPropertyOptional({ enum: deliveryStates })
  @CheckedIfPresent(oneOf(deliveryStates))
  state?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 100 })
  @CheckedIfPresent(wholeNumberText(1, 500))
  limit?: string;
}
