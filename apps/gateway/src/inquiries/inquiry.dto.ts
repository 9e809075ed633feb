import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  assetClasses,
  parseAgencyCode,
  parseInquiryId,
  parseNoticeId,
  parseRegion,
  priorities,
} from '@dianda/inquiry';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { Checked, CheckedIfPresent } from '../validation/checked.js';
import {
  identifier,
  listOf,
  memberOf,
  objectItem,
  oneOf,
  parsedBy,
  text,
  wholeNumberText,
} from '../validation/checks.js';
import { caseNumberText, readDocumentNumber } from '../subjects/subject-checks.js';
import { SubjectDto } from '../subjects/subject.dto.js';

/** Bounds of one order; larger lists are several orders. */
export const MOST_SUBJECTS = 100;
const MOST_AGENCIES = 500;
const MOST_REGIONS = 100;

const agencyCode = parsedBy(parseAgencyCode, 64, 'a-z 0-9, joined by "-"');
const region = parsedBy(parseRegion, 64, 'GB/T 2260, 2 | 4 | 6 × 0-9');
const subjectNumber = identifier((raw) => readDocumentNumber('OTHER', raw));
const itself = (item: unknown): string | undefined => (typeof item === 'string' ? item : undefined);

/** 协助查询通知书, stored before: number and hash come from the stored bytes. */
export class NoticeOfOrderDto {
  @ApiProperty({
    description: '文书标识 Id of a stored notice of this case.',
    format: 'uuid',
    example: '0b9e5a9e-3a51-8a0c-8a44-6f9d3f6f2b11',
  })
  @Checked(parsedBy(parseNoticeId, 36, 'UUID'))
  id!: string;
}

/**
 * 查询申请: what an officer orders. A list that is left out means all; an empty one is refused, since a form with every
 * box unticked must not search everybody for everything.
 */
export class OrderInquiryDto {
  @ApiProperty({
    description: '执行案号，全角半角括号均可 Case number; full-width and ASCII brackets are the same.',
    maxLength: 100,
    example: '（2026）苏0812执990001号',
  })
  @Checked(caseNumberText)
  caseNumber!: string;

  @ApiPropertyOptional({
    description:
      '查控人员的工作证编号，须在本案办案人员之列；仅供法院案件系统填写，缺省为承办人 ' +
      'Work id of the officer of the case’s team in whose name a court system orders; left out: the responsible one.',
    maxLength: 64,
    example: 'SU0812-001',
  })
  @CheckedIfPresent(text(64))
  officer?: string;

  @ApiPropertyOptional({
    type: [SubjectDto],
    minItems: 1,
    maxItems: MOST_SUBJECTS,
    description: '缺省为本案全部被执行人 Left out: all liable parties of the case.',
  })
  @Type(() => SubjectDto)
  @ValidateNested({ each: true })
  @CheckedIfPresent(listOf(objectItem, { min: 1, max: MOST_SUBJECTS, distinctBy: subjectKey }))
  subjects?: SubjectDto[];

  @ApiPropertyOptional({
    type: [String],
    uniqueItems: true,
    minItems: 1,
    maxItems: MOST_SUBJECTS,
    description: '以证件号码指明的本案被执行人 Liable parties by document number alone, besides subjects.',
    example: ['320898198001010017'],
  })
  @CheckedIfPresent(listOf(subjectNumber, { min: 1, max: MOST_SUBJECTS, distinctBy: itself }))
  subjectNumbers?: string[];

  @ApiPropertyOptional({
    enum: assetClasses,
    enumName: 'AssetClass',
    isArray: true,
    uniqueItems: true,
    minItems: 1,
    maxItems: assetClasses.length,
    example: ['LAND', 'BANK_ACCOUNT'],
    description: '缺省为全部适用类别 Left out: every class that makes sense of a subject.',
  })
  @CheckedIfPresent(listOf(oneOf(assetClasses), { min: 1, max: assetClasses.length, distinctBy: itself }))
  assetClasses?: string[];

  @ApiPropertyOptional({
    type: [String],
    uniqueItems: true,
    minItems: 1,
    maxItems: MOST_AGENCIES,
    example: ['land-registry-3208'],
    description: '缺省为全部有权办理的协助单位 Left out: every competent agency.',
  })
  @CheckedIfPresent(listOf(agencyCode, { min: 1, max: MOST_AGENCIES, distinctBy: itself }))
  agencies?: string[];

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', pattern: '^(?:[0-9]{2}){1,3}$' },
    uniqueItems: true,
    minItems: 1,
    maxItems: MOST_REGIONS,
    example: ['3208', '3702'],
    description:
      '查询地区：行政区划代码（GB/T 2260）或其前 2、4 位；320800 即 3208。无单位可查的地区在报告中列明。缺省为不限地区 ' +
      'Where to search: codes or their first 2 or 4 digits; 320800 is 3208. Asked are the agencies that cover one of ' +
      'them and those of the whole country; a region that none covers is named in the report. Left out: everywhere.',
  })
  @CheckedIfPresent(listOf(region, { min: 1, max: MOST_REGIONS, distinctBy: regionKey }))
  regions?: string[];

  @ApiProperty({ type: NoticeOfOrderDto })
  @Type(() => NoticeOfOrderDto)
  @ValidateNested()
  @Checked(objectItem)
  notice!: NoticeOfOrderDto;

  @ApiPropertyOptional({
    description:
      '重新提交的原查询申请，须为本案的查询申请 The inquiry of the same case that this one takes up again, ' +
      'e.g. after an agency returned a question (回退); each of the two then names the other.',
    format: 'uuid',
    example: '6f1f0a52-6d0e-4d7e-9a43-0b1c8f5f7a11',
  })
  @CheckedIfPresent(parsedBy(parseInquiryId, 36, 'UUID'))
  reissues?: string;

  @ApiProperty({
    description: '查询事由 Purpose.',
    minLength: 1,
    maxLength: 500,
    example: '核查被执行人财产状况',
  })
  @Checked(text(500))
  purpose!: string;

  @ApiPropertyOptional({ enum: priorities, enumName: 'Priority', default: 'routine', example: 'routine' })
  @CheckedIfPresent(oneOf(priorities))
  priority?: string;
}

/** The same subject twice in one order is a slip of the pen. */
function subjectKey(item: unknown): string | undefined {
  const parts = ['kind', 'documentType', 'documentNumber', 'name'].map((name) => memberOf(item, name));
  return parts.every((part) => typeof part === 'string') ? JSON.stringify(parts) : undefined;
}

/** However long it is written. */
function regionKey(item: unknown): string | undefined {
  return typeof item === 'string' ? parseRegion(item) : undefined;
}

export const DEFAULT_PAGE_SIZE = 20;
export const LARGEST_PAGE = 100;

export class ListInquiriesDto {
  @ApiPropertyOptional({
    description: '只列此案 Only of this case.',
    maxLength: 100,
    example: '（2026）苏0812执990001号',
  })
  @CheckedIfPresent(caseNumberText)
  caseNumber?: string;

  @ApiPropertyOptional({ description: '上一页返回的 nextCursor From the page before.', maxLength: 500 })
  @CheckedIfPresent(text(500))
  cursor?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: LARGEST_PAGE, default: DEFAULT_PAGE_SIZE })
  @CheckedIfPresent(wholeNumberText(1, LARGEST_PAGE))
  limit?: string;
}

export class ReadReportDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    description: '版本，缺省为最新 A sealed version; left out: the newest.',
  })
  @CheckedIfPresent(wholeNumberText(1, 1_000_000))
  version?: string;
}
