import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { assetClasses, parseAgencyCode } from '@dianda/inquiry';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { caseNumberText } from '../subjects/subject-checks.js';
import { SubjectDto } from '../subjects/subject.dto.js';
import { Checked, CheckedIfPresent } from '../validation/checked.js';
import { listOf, objectItem, oneOf, parsedBy, text } from '../validation/checks.js';

export const DEFAULT_NOTICE_NAME = '协助查询通知书';

const LONGEST_NUMBER = 100;
const MOST_SUBJECTS = 100;
const MOST_AGENCIES = 500;

const number = {
  description:
    '文书编号，依本院编号规则；一案之内不重复 The court’s own number; one notice a number in a case.',
  minLength: 1,
  maxLength: LONGEST_NUMBER,
  example: '(2026)苏0812执990001号查1',
} as const;

const noticeName = {
  description: '文书名称 Name.',
  minLength: 1,
  maxLength: 100,
  default: DEFAULT_NOTICE_NAME,
} as const;

/** What goes with the bytes of an uploaded notice, as query parameters. */
export class UploadNoticeDto {
  @ApiProperty({
    description: '执行案号，百分号编码 Case number, percent-encoded.',
    maxLength: 100,
    example: '（2026）苏0812执990001号',
  })
  @Checked(caseNumberText)
  caseNumber!: string;

  @ApiProperty(number)
  @Checked(text(LONGEST_NUMBER))
  number!: string;

  @ApiPropertyOptional(noticeName)
  @CheckedIfPresent(text(100))
  name?: string;
}

const itself = (item: unknown): string | undefined => (typeof item === 'string' ? item : undefined);

/** What a notice is to be drawn up about; court, officers and their credentials come from the case and the roster. */
export class DrawUpNoticeDto {
  @ApiProperty(number)
  @Checked(text(LONGEST_NUMBER))
  number!: string;

  @ApiPropertyOptional(noticeName)
  @CheckedIfPresent(text(100))
  name?: string;

  @ApiPropertyOptional({
    type: [SubjectDto],
    minItems: 1,
    maxItems: MOST_SUBJECTS,
    description: '缺省为本案全部被执行人 Left out: all liable parties of the case.',
  })
  @Type(() => SubjectDto)
  @ValidateNested({ each: true })
  @CheckedIfPresent(listOf(objectItem, { min: 1, max: MOST_SUBJECTS }))
  subjects?: SubjectDto[];

  @ApiPropertyOptional({
    enum: assetClasses,
    enumName: 'AssetClass',
    isArray: true,
    uniqueItems: true,
    minItems: 1,
    maxItems: assetClasses.length,
    example: ['LAND', 'BANK_ACCOUNT'],
    description: '查询内容，缺省为全部类别 What to inquire; left out: every class.',
  })
  @CheckedIfPresent(listOf(oneOf(assetClasses), { min: 1, max: assetClasses.length, distinctBy: itself }))
  assetClasses?: string[];

  @ApiPropertyOptional({
    type: [String],
    uniqueItems: true,
    minItems: 1,
    maxItems: MOST_AGENCIES,
    example: ['land-registry-3208'],
    description: '致送单位，缺省为各有关协助单位 Addressees; left out: all units that have a duty to assist.',
  })
  @CheckedIfPresent(
    listOf(parsedBy(parseAgencyCode, 64, 'a-z 0-9, joined by "-"'), {
      min: 1,
      max: MOST_AGENCIES,
      distinctBy: itself,
    }),
  )
  agencies?: string[];

  @ApiProperty({
    description: '查询事由 Purpose.',
    minLength: 1,
    maxLength: 500,
    example: '核查被执行人财产状况',
  })
  @Checked(text(500))
  purpose!: string;
}
