import { CASE_TYPE_CODES, makeSyntheticCaseNumber, parseCaseNumber, parseDate } from '@dianda/identifiers';
import type { CaseNumber, CaseType } from '@dianda/identifiers';
import {
  mustParse,
  parseCourtCode,
  parseOfficerId,
  type Court,
  type Notice,
  type OfficerOnWarrant,
} from '@dianda/inquiry';
import type { JsonReader } from './json-reader.js';

/** On whose behalf the suite asks; an agency with a roster names an officer there who is on file. */
export interface AskingCourt {
  readonly court: Court;
  readonly caseNumber: CaseNumber;
  readonly caseType: CaseType;
  readonly requestedBy: OfficerOnWarrant;
  readonly responsibleOfficer: OfficerOnWarrant;
  readonly notice: Notice;
  readonly purpose: string;
}

const SYNTHETIC_COURT: AskingCourt = {
  court: { code: mustParse(parseCourtCode, '苏0812'), name: '清江浦区人民法院' },
  caseNumber: makeSyntheticCaseNumber({ year: 2026, courtLetters: '苏0812', type: '执', sequence: 990_001 }),
  caseType: '执',
  requestedBy: {
    id: mustParse(parseOfficerId, '00000000-0000-4000-8000-000000990002'),
    name: '李执行',
    workId: 'W-990002',
    dutyId: 'D-990002',
    phone: '0517-0000002',
  },
  responsibleOfficer: {
    id: mustParse(parseOfficerId, '00000000-0000-4000-8000-000000990001'),
    name: '王法官',
    workId: 'W-990001',
    dutyId: 'D-990001',
    phone: '0517-0000001',
  },
  notice: { number: '（2026）苏0812执990001号之查1', name: '协助查询通知书', sha256: 'ab'.repeat(32) },
  purpose: '查明被执行人名下财产（一致性测试）',
};

/** Reads `asks`; whatever it leaves out is a synthetic court's. */
export function readAskingCourt(asks: JsonReader): AskingCourt {
  asks.onlyHas(['court', 'caseNumber', 'caseType', 'requestedBy', 'responsibleOfficer', 'notice', 'purpose']);
  const own = SYNTHETIC_COURT;
  const court = asks.member('court');
  court.onlyHas(['code', 'name']);
  const notice = asks.member('notice');
  notice.onlyHas(['number', 'name', 'sha256']);
  return {
    court: {
      code:
        court.member('code').parsed(parseCourtCode, 'is not a court code', own.court.code) ?? own.court.code,
      name: court.member('name').text(own.court.name),
    },
    caseNumber: readCaseNumber(asks.member('caseNumber'), own.caseNumber),
    caseType:
      asks
        .member('caseType')
        .parsed((text) => (isCaseType(text) ? text : undefined), 'is not a case type', own.caseType) ??
      own.caseType,
    requestedBy: readOfficer(asks.member('requestedBy'), own.requestedBy),
    responsibleOfficer: readOfficer(asks.member('responsibleOfficer'), own.responsibleOfficer),
    notice: {
      number: notice.member('number').text(own.notice.number),
      name: notice.member('name').text(own.notice.name),
      sha256:
        notice
          .member('sha256')
          .parsed(
            (text) => (/^[0-9a-f]{64}$/.test(text) ? text : undefined),
            'is not a SHA-256 in lower-case hexadecimal',
            own.notice.sha256,
          ) ?? own.notice.sha256,
    },
    purpose: asks.member('purpose').text(own.purpose),
  };
}

function readOfficer(officer: JsonReader, own: OfficerOnWarrant): OfficerOnWarrant {
  officer.onlyHas(['id', 'name', 'workId', 'dutyId', 'phone']);
  return {
    id: officer.member('id').parsed(parseOfficerId, 'is not a UUID', own.id) ?? own.id,
    name: officer.member('name').text(own.name),
    workId: officer.member('workId').text(own.workId),
    dutyId: officer.member('dutyId').text(own.dutyId),
    phone: officer.member('phone').text(own.phone),
  };
}

function readCaseNumber(member: JsonReader, own: CaseNumber): CaseNumber {
  // The day matters only for a warning about years to come, which nobody reads here.
  const today = parseDate('9999-12-31');
  const parse = (text: string) => {
    if (!today.ok) throw new TypeError('a date that exists');
    const parsed = parseCaseNumber(text, { today: today.value });
    return parsed.ok ? parsed.value : undefined;
  };
  return member.parsed(parse, 'is not a case number', own) ?? own;
}

function isCaseType(text: string): text is CaseType {
  return Object.hasOwn(CASE_TYPE_CODES, text);
}
