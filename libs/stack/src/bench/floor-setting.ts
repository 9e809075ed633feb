import {
  instantOf,
  mustParse,
  parseInquiryId,
  parseLegId,
  plusMs,
  type Agency,
  type Officer,
  type Question,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import type { TrustFiles } from '../constellation/trust-files.js';
import { sampleCourt, sampleOfficers } from '../sample-world/court-desk.js';
import { personSubject } from '../sample-world/identities.js';
import { sampleCaseNumber, sampleNoticeNumber, samplePurpose } from '../sample-world/sample-case.js';
import type { FloorSetting } from './floor.js';

const hourMs = 3_600_000;

/** What the floor needs to ask the same question of the same agencies. */
export function floorSetting(
  databaseUrl: string,
  trust: TrustFiles,
  agencies: readonly Agency[],
): FloorSetting {
  const now = instantOf(new Date());
  const expiresAt = plusMs(now, hourMs);
  // The floor stores no documents; the hash only has to look like one.
  const notice = { number: sampleNoticeNumber, name: '协助查询通知书', sha256: 'ab'.repeat(32) };
  const [first] = agencies;
  if (first === undefined) throw new TypeError('the bench has no agencies');
  const question: Question = {
    legId: mustParse(parseLegId, randomUUID()),
    round: 1,
    agencyCode: first.code,
    agencyCategory: first.category,
    assetClass: 'BANK_ACCOUNT',
    subject: personSubject,
    authority: {
      inquiryId: mustParse(parseInquiryId, randomUUID()),
      court: sampleCourt,
      caseNumber: sampleCaseNumber,
      caseType: '执',
      requestedBy: officer('inquirer'),
      responsibleOfficer: officer('responsible'),
      notice,
      purpose: samplePurpose,
      dataCategories: ['ASSETS'],
      transactions: undefined,
    },
    clarificationReply: undefined,
    expiresAt,
  };
  return {
    databaseUrl,
    tls: trust.dispatcherTls,
    agencies: agencies.map(({ endpoint, tlsName }) => ({ endpoint, tlsName })),
    order: { caseNumber: sampleCaseNumber, subject: personSubject, notice },
    question,
    now,
    expiresAt,
  };
}

function officer(
  role: 'inquirer' | 'responsible',
): Pick<Officer, 'id' | 'name' | 'workId' | 'dutyId' | 'phone'> {
  const found = sampleOfficers.find((each) => each.role === role);
  if (found === undefined) throw new TypeError('the sample court lacks an officer');
  const { officerId: id, name, workId, dutyId, phone } = found;
  return { id, name, workId, dutyId, phone };
}
