import type { AssetClass, PutCaseDto } from './api.ts';

/** Stands for the court's own database. Everybody here is invented: county 320898 was never issued. */

export interface OwnCase {
  /** 执行案号 */
  readonly caseNumber: string;
  /** As `PUT /cases/{caseNumber}` takes it: always whole, as the court knows it now. */
  readonly pushed: PutCaseDto;
}

/** What is asked of all of them here; left out of an order, everything that makes sense is. */
export const askedClasses: readonly AssetClass[] = ['LAND', 'BANK_ACCOUNT'];

export const purpose = '查明被执行人名下可供执行的财产';

type Party = PutCaseDto['parties'][number];

const applicant: Party = {
  reference: 'P-1',
  role: 'applicant',
  liable: false,
  kind: 'organisation',
  name: '淮安样例建材有限公司',
  documentType: 'USCC',
  documentNumber: '91320898234567894Y',
};

const person: Party = {
  reference: 'P-2',
  role: 'respondent',
  liable: true,
  kind: 'person',
  name: '孟样例',
  documentType: 'RESIDENT_ID',
  documentNumber: '320898198304122171',
};

const company: Party = {
  reference: 'P-3',
  role: 'respondent',
  liable: true,
  kind: 'organisation',
  name: '淮安样例物流有限公司',
  documentType: 'USCC',
  documentNumber: '91320898123456788F',
};

const stranger: Party = {
  reference: 'P-2',
  role: 'respondent',
  liable: true,
  kind: 'person',
  name: '柳样例',
  documentType: 'RESIDENT_ID',
  documentNumber: '320898199002151019',
};

function ownCase(sequence: number, filedOn: string, respondents: readonly Party[]): OwnCase {
  return {
    caseNumber: `（2026）苏0812执${sequence}号`,
    pushed: {
      caseType: '执',
      court: { code: '苏0812', name: '淮安市清江浦区人民法院' },
      state: 'open',
      filedOn,
      parties: [applicant, ...respondents],
      // Officers are enrolled at Dianda by their work ids (工作证编号); one of them is responsible (承办人).
      team: [
        { workId: 'SYN-0812-0001', role: 'responsible' },
        { workId: 'SYN-0812-0002', role: 'inquirer' },
      ],
    },
  };
}

/** The first is asked about at once, the others in a batch. */
export const ownCases = {
  urgent: ownCase(990_101, '2026-10-08', [person, company]),
  routine: [ownCase(990_102, '2026-10-12', [company]), ownCase(990_103, '2026-10-19', [stranger])],
} as const;
