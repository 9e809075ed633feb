import { makeSyntheticCaseNumber, makeSyntheticCitizenId, parseDate } from '@dianda/identifiers';
import {
  instantOf,
  mustParse,
  parseAgencyCode,
  parseCourtCode,
  parseInquiryId,
  parseLegId,
  parseOfficerId,
  plusMs,
  type Agency,
  type Question,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';

const born = parseDate('1985-06-07');
if (!born.ok) throw new Error('no such day');

export const agencyCode = mustParse(parseAgencyCode, 'bank-sample');
export const now = instantOf(new Date());

export const subject: Question['subject'] = {
  kind: 'person',
  name: '样例乙',
  document: { type: 'RESIDENT_ID', number: makeSyntheticCitizenId({ birthDate: born.value, sequence: 7 }) },
};

const officer = {
  id: mustParse(parseOfficerId, randomUUID()),
  name: '样例执行员',
  workId: 'W-1',
  dutyId: 'D-1',
  phone: '0517-00000000',
};

export function question(changes: Partial<Question> = {}): Question {
  return {
    legId: mustParse(parseLegId, randomUUID()),
    round: 1,
    agencyCode,
    agencyCategory: 'bank',
    assetClass: 'BANK_ACCOUNT',
    subject,
    authority: {
      inquiryId: mustParse(parseInquiryId, randomUUID()),
      court: { code: mustParse(parseCourtCode, '苏0812'), name: '样例法院' },
      caseNumber: makeSyntheticCaseNumber({
        year: 2026,
        courtLetters: '苏0812',
        type: '执',
        sequence: 990_001,
      }),
      caseType: '执',
      requestedBy: officer,
      responsibleOfficer: officer,
      notice: { number: '协查1号', name: '协助查询通知书', sha256: 'a'.repeat(64) },
      purpose: '查明财产',
      dataCategories: ['ASSETS'],
      transactions: undefined,
    },
    clarificationReply: undefined,
    expiresAt: plusMs(now, 600_000),
    ...changes,
  };
}

export function agencyRow(changes: Partial<Agency> = {}): Agency {
  return {
    code: agencyCode,
    category: 'bank',
    name: { zh: '样例银行', en: 'Sample bank' },
    contact: { name: '值班', phone: '0517-00000000' },
    endpoint: 'localhost:1',
    tlsName: 'bank.agency.internal',
    contractVersion: '1.0',
    services: [],
    concurrency: 2,
    attemptTimeoutMs: 5_000,
    receiptKeys: [],
    enabled: true,
    ...changes,
  };
}
