import { ApiProperty } from '@nestjs/swagger';
import { ID_DOCUMENT_TYPES } from '@dianda/identifiers';
import { subjectKinds } from '@dianda/inquiry';
import { Checked } from '../validation/checked.js';
import { oneOf } from '../validation/checks.js';
import { documentNumber, documentType, registeredName } from './subject-checks.js';

/** A subject as people name one: kind, name as registered, and document. */
export class SubjectDto {
  @ApiProperty({ enum: subjectKinds, enumName: 'SubjectKind', example: 'person' })
  @Checked(oneOf(subjectKinds))
  kind!: string;

  @ApiProperty({
    description: '姓名或名称，按登记 Name as registered.',
    minLength: 1,
    maxLength: 200,
    example: '测试甲',
  })
  @Checked(registeredName)
  name!: string;

  @ApiProperty({ enum: ID_DOCUMENT_TYPES, enumName: 'IdDocumentType', example: 'RESIDENT_ID' })
  @Checked(documentType)
  documentType!: string;

  @ApiProperty({
    description: '证件号码，校验位须正确 Document number; check digits are verified.',
    minLength: 1,
    maxLength: 100,
    example: '320898198001010017',
  })
  @Checked(documentNumber)
  documentNumber!: string;
}
