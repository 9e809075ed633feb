import {
  mustParse,
  parseAccountId,
  parseCourtCode,
  parseOfficerId,
  type AccountId,
  type Court,
  type OfficerId,
  type TeamRole,
} from '@dianda/inquiry';

/** 苏0812 is a seed row of the court table; everything else here is invented. */
export const sampleCourt: Court = {
  code: mustParse(parseCourtCode, '苏0812'),
  name: '淮安市清江浦区人民法院',
};

export interface SampleAccount {
  readonly accountId: AccountId;
  readonly username: string;
  readonly displayName: string;
}

export interface SampleOfficer {
  readonly officerId: OfficerId;
  readonly accountId: AccountId;
  readonly username: string;
  readonly name: string;
  /** 工作证编号 */
  readonly workId: string;
  /** 执行公务证编号 */
  readonly dutyId: string;
  readonly phone: string;
  readonly role: TeamRole;
}

function accountId(n: number): AccountId {
  return mustParse(parseAccountId, `00000812-0000-4000-8000-00000000000${n}`);
}

function officerId(n: number): OfficerId {
  return mustParse(parseOfficerId, `00000812-0000-4000-8000-00000000010${n}`);
}

/** 承办法官 and 查控人员 of the sample case (standards.md 1.3: two people, both on record). */
export const sampleOfficers: readonly SampleOfficer[] = [
  {
    officerId: officerId(1),
    accountId: accountId(1),
    username: 'judge.xu',
    name: '许样例',
    workId: 'SYN-0812-0001',
    dutyId: 'SYN-ZX-0812-0001',
    phone: '0517-00000001',
    role: 'responsible',
  },
  {
    officerId: officerId(2),
    accountId: accountId(2),
    username: 'officer.zhou',
    name: '周样例',
    workId: 'SYN-0812-0002',
    dutyId: 'SYN-ZX-0812-0002',
    phone: '0517-00000002',
    role: 'inquirer',
  },
];

/** 清江浦法院案件系统: a machine client, which signs with a key. */
export const courtSystemClient = { accountId: accountId(3), name: 'court-system.su0812' } as const;

export const opsAccount: SampleAccount = {
  accountId: accountId(4),
  username: 'ops',
  displayName: '运维',
};
