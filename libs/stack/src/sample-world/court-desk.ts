import { mustParse, parseCourtCode, type Court, type TeamRole } from '@dianda/inquiry';

/** 苏0812 is a seed row of the court table; everything else here is invented. */
export const sampleCourt: Court = {
  code: mustParse(parseCourtCode, '苏0812'),
  name: '淮安市清江浦区人民法院',
};

export interface SampleOfficer {
  readonly username: string;
  readonly name: string;
  /** 工作证编号 */
  readonly workId: string;
  /** 执行公务证编号 */
  readonly dutyId: string;
  readonly phone: string;
  readonly role: TeamRole;
}

/** 承办法官 and 查控人员 of the sample case (standards.md 1.3: two people, both on record). */
export const sampleOfficers: readonly SampleOfficer[] = [
  {
    username: 'judge.xu',
    name: '许样例',
    workId: 'SYN-0812-0001',
    dutyId: 'SYN-ZX-0812-0001',
    phone: '0517-00000001',
    role: 'responsible',
  },
  {
    username: 'officer.zhou',
    name: '周样例',
    workId: 'SYN-0812-0002',
    dutyId: 'SYN-ZX-0812-0002',
    phone: '0517-00000002',
    role: 'inquirer',
  },
];

/** The court's case system and our own operators have accounts, too. */
export const courtSystemUsername = 'court-system.su0812';
export const opsUsername = 'ops';
