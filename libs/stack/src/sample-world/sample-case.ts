import { makeSyntheticCaseNumber } from '@dianda/identifiers';
import type { CaseToPush } from '../court-client.js';
import { sampleCourt, sampleOfficers } from './court-desk.js';
import { applicant, organisationSubject, personSubject } from './identities.js';

export const sampleCaseNumber = makeSyntheticCaseNumber({
  year: 2026,
  courtLetters: sampleCourt.code,
  type: '执',
  sequence: 990_001,
});

/** The sample case as the court's case system pushes it: an applicant and two liable parties. */
export const sampleCase: CaseToPush = {
  caseNumber: sampleCaseNumber,
  caseType: '执',
  court: sampleCourt,
  filedOn: '2026-03-02',
  parties: [
    { reference: 'applicant-1', role: 'applicant', liable: false, identity: applicant },
    { reference: 'respondent-1', role: 'respondent', liable: true, identity: personSubject },
    { reference: 'respondent-2', role: 'respondent', liable: true, identity: organisationSubject },
  ],
  team: sampleOfficers.map(({ workId, role }) => ({ workId, role })),
};

export const sampleNoticeNumber = `${sampleCaseNumber}查1`;

export const samplePurpose = '查明被执行人名下可供执行的财产';
