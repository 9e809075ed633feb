import {
  caseIdOf,
  instantOf,
  mustParse,
  parseAgencyCode,
  parseInquiryId,
  parseLegId,
  subjectIdOf,
  type AssetRecord,
  type LegResult,
  type Report,
} from '@dianda/inquiry';
import * as world from './world.js';

const at = instantOf(Date.UTC(2026, 10, 21, 22, 31, 4));
const subjectId = subjectIdOf(caseIdOf('sample report'), 'P-2');
const legId = (n: number) => mustParse(parseLegId, `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`);
const agency = (code: string, zh: string) => ({
  code: mustParse(parseAgencyCode, code),
  name: { zh, en: `Sample ${code}` },
});
const bank = agency('bank-a', '样例银行');
const land = agency('land-3208', '样例不动产登记中心');
const settled = { answeredAt: at, settledAt: at, late: false };

/** An account whose texts a spreadsheet might take for formulas, with a co-owner whom the report has masked. */
export function account(n: number): AssetRecord {
  return {
    kind: 'bank_account',
    sourceRecordId: `ACC-${n}`,
    source: '样例银行核心系统',
    asOf: at,
    disputed: false,
    warnings: [],
    accountNumber: `62${String(n).padStart(17, '0')}`,
    accountKind: { code: 'CLASS_I' },
    status: { code: 'NORMAL' },
    branchName: '=HYPERLINK("http://x.invalid","清河支行𫖯")',
    balance: { amount: '-12.50', currency: 'CNY' },
    freezes: [
      {
        sequence: 1,
        amount: { amount: '9007199254740993.01', currency: 'CNY' },
        authority: '@样例法院',
        remark: '+轮候',
      },
    ],
    priorRights: [
      { rightType: '质押', holder: { kind: 'PERSON', name: '陶**', documentNumber: '3208********17' } },
    ],
    subAccounts: [],
  };
}

/** One leg of each status: accounts found, land a gap, housing fund empty, vehicles open. */
export function sampleReport(records: readonly AssetRecord[]): Report {
  const legs: readonly LegResult[] = [
    {
      status: 'searched',
      legId: legId(1),
      agency: bank,
      asOf: at,
      receiptNumbers: ['HZ-1', 'HZ-2'],
      records,
      missing: [],
      ...settled,
    },
  ];
  return {
    inquiryId: mustParse(parseInquiryId, '00000000-0000-4000-8000-000000000001'),
    caseNumber: world.caseNumber(1),
    court: world.court,
    notice: world.notice,
    purpose: '核查𠮷',
    orderedAt: at,
    regions: [],
    complete: false,
    counts: {
      legs: 4,
      searched: 1,
      searchedEmpty: 1,
      unreceipted: 0,
      gaps: 1,
      missingParts: 0,
      open: 1,
      cancelled: 0,
    },
    gaps: [
      {
        legId: legId(2),
        subjectId,
        assetClass: 'LAND',
        agency: land,
        region: undefined,
        rung: 'no_response',
        part: undefined,
        reason: 'TIME_RAN_OUT',
        detail: '=cmd|calc',
      },
    ],
    subjects: [
      {
        subjectId,
        kind: 'person',
        name: '𫖯龑',
        document: { type: 'RESIDENT_ID', maskedNumber: '320898**********25' },
        classes: [
          { assetClass: 'BANK_ACCOUNT', legs, totals: [] },
          {
            assetClass: 'LAND',
            legs: [
              {
                status: 'gap',
                legId: legId(2),
                agency: land,
                rung: 'no_response',
                region: undefined,
                reason: 'TIME_RAN_OUT',
                detail: '',
                origin: 'agency',
                attempts: 3,
                expiredAt: at,
                contact: undefined,
                candidates: [],
                ...settled,
              },
            ],
            totals: [],
          },
          {
            assetClass: 'HOUSING_FUND',
            legs: [
              {
                status: 'searched_empty',
                legId: legId(3),
                agency: agency('fund', '样例公积金中心'),
                asOf: at,
                receiptNumbers: ['HZ-3'],
                coverage: { regions: ['3208'], assetClasses: ['HOUSING_FUND'], since: '1990-01-01' },
                ...settled,
              },
            ],
            totals: [],
          },
          {
            assetClass: 'VEHICLE',
            legs: [
              {
                status: 'open',
                legId: legId(4),
                agency: agency('vehicle', '样例车辆管理所'),
                state: 'waiting',
                waitingFor: { kind: 'turn' },
                expectedAt: at,
                expiresAt: at,
                attempts: 0,
                lastError: undefined,
              },
            ],
            totals: [],
          },
        ],
      },
    ],
    standing: 'sealed',
    version: 2,
    contentHash: 'c0ffee'.padEnd(64, '0'),
    asOf: at,
  };
}
