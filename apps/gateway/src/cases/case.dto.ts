import { ApiProperty } from '@nestjs/swagger';
import { CASE_TYPE_CODES } from '@dianda/identifiers';
import { caseStates, parseCourtCode, partyRoles, teamRoles } from '@dianda/inquiry';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { Checked } from '../validation/checked.js';
import {
  calendarDay,
  here,
  listOf,
  memberOf,
  objectItem,
  oneOf,
  parsedBy,
  text,
  trueOrFalse,
  type Check,
} from '../validation/checks.js';
import { SubjectDto } from '../subjects/subject.dto.js';
import { fault } from '../validation/violation.js';

const MOST_PARTIES = 1000;
const LARGEST_TEAM = 50;
const caseTypes = Object.keys(CASE_TYPE_CODES);

export class CourtDto {
  @ApiProperty({ description: '法院代字', maxLength: 10, example: '苏0812' })
  @Checked(parsedBy(parseCourtCode, 10, '苏0812'))
  code!: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: '淮安市清江浦区人民法院' })
  @Checked(text(100))
  name!: string;
}

/** A party: a subject, and what it is in the case. */
export class PartyDto extends SubjectDto {
  @ApiProperty({
    description:
      '案件系统中的当事人编号，历次推送不变 The case system’s own name of the party; stable over pushes.',
    minLength: 1,
    maxLength: 100,
    example: 'P-1',
  })
  @Checked(text(100))
  reference!: string;

  @ApiProperty({ enum: partyRoles, enumName: 'PartyRole', example: 'respondent' })
  @Checked(oneOf(partyRoles))
  role!: string;

  @ApiProperty({ description: '是否被执行人 Whether the party may be asked about.', example: true })
  @Checked(trueOrFalse)
  liable!: boolean;
}

export class TeamMemberDto {
  @ApiProperty({ description: '工作证编号', minLength: 1, maxLength: 50, example: 'SU0812-001' })
  @Checked(text(50))
  workId!: string;

  @ApiProperty({ enum: teamRoles, enumName: 'TeamRole', example: 'responsible' })
  @Checked(oneOf(teamRoles))
  role!: string;
}

/** 执行案件, whole, as the court's case system states it now. */
export class PutCaseDto {
  @ApiProperty({ type: CourtDto })
  @Type(() => CourtDto)
  @ValidateNested()
  @Checked(objectItem)
  court!: CourtDto;

  @ApiProperty({
    description: '类型代字，与案号一致 As in the case number.',
    enum: caseTypes,
    enumName: 'CaseType',
    example: '执',
  })
  @Checked(oneOf(caseTypes))
  caseType!: string;

  @ApiProperty({ enum: caseStates, enumName: 'CaseState', example: 'open' })
  @Checked(oneOf(caseStates))
  state!: string;

  @ApiProperty({ description: '立案日期', format: 'date', example: '2026-10-08' })
  @Checked(calendarDay)
  filedOn!: string;

  @ApiProperty({ type: [PartyDto], minItems: 1, maxItems: MOST_PARTIES })
  @Type(() => PartyDto)
  @ValidateNested({ each: true })
  @Checked(listOf(objectItem, { min: 1, max: MOST_PARTIES, distinctBy: textMember('reference') }))
  parties!: PartyDto[];

  @ApiProperty({ type: [TeamMemberDto], minItems: 1, maxItems: LARGEST_TEAM })
  @Type(() => TeamMemberDto)
  @ValidateNested({ each: true })
  @Checked(team())
  team!: TeamMemberDto[];
}

/** A list of members, each officer once, at most one of them responsible (承办法官). */
function team(): Check {
  const list = listOf(objectItem, { min: 1, max: LARGEST_TEAM, distinctBy: textMember('workId') });
  return (value, owner) => {
    const faults = list(value, owner);
    if (faults.length > 0 || !Array.isArray(value)) return faults;
    const members: readonly unknown[] = value;
    const responsible = members.filter((member) => memberOf(member, 'role') === 'responsible').length;
    return responsible > 1 ? [here(fault('RESPONSIBLE_NOT_ONE'))] : [];
  };
}

function textMember(name: string): (item: unknown) => string | undefined {
  return (item) => {
    const member = memberOf(item, name);
    return typeof member === 'string' ? member : undefined;
  };
}
