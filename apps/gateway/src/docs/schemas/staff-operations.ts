import type {
  AccountListBody,
  CourtListBody,
  GivenPasswordBody,
  ListedAccountBody,
  OfficerListBody,
  RegisteredCourtBody,
  RegisteredOfficerBody,
} from '../../operations/account-operations.body.js';
import { flag, instant, listOf, objectOf, optional, text, uuid, words } from '../schema.js';
import { reference } from './names.js';

export const listedAccount = objectOf<ListedAccountBody>('A person’s account.', {
  id: uuid,
  username: text(undefined, 'officer.chen'),
  displayName: text(undefined, '陈执行'),
  role: words(['officer', 'ops', 'admin']),
  court: optional(text('An officer’s.', '苏0812')),
  officerId: optional(uuid),
  disabled: flag,
  passwordOneTime: { ...flag, description: 'Good for nothing but choosing a password of one’s own.' },
  createdAt: instant,
});

export const accountList = objectOf<AccountListBody>('By user name.', {
  items: listOf(reference('ListedAccount')),
});

export const givenPassword = objectOf<GivenPasswordBody>('Told once; nobody can read it again.', {
  account: reference('ListedAccount'),
  oneTimePassword: text(undefined, 'k7mw-2c9p-xvta-h4rz'),
});

export const registeredCourt = objectOf<RegisteredCourtBody>('法院', {
  code: text(undefined, '苏0812'),
  name: text(undefined, '淮安市清江浦区人民法院'),
  disabled: { ...flag, description: 'Neither its people nor its systems get in.' },
});

export const courtList = objectOf<CourtListBody>('By code.', { items: listOf(reference('RegisteredCourt')) });

export const registeredOfficer = objectOf<RegisteredOfficerBody>('执行人员', {
  id: uuid,
  court: text(undefined, '苏0812'),
  name: text(undefined, '样例执行员'),
  workId: text('工作证编号', 'SU0812-001'),
  dutyId: text('执行公务证编号', 'ZX-001'),
  phone: text(undefined, '0517-00000000'),
  credentialsValidUntil: { ...instant, description: 'Nothing is asked in his name after it.' },
  revision: { type: 'integer', minimum: 1, description: 'Send it with a change.' },
});

export const officerList = objectOf<OfficerListBody>('By work id.', {
  items: listOf(reference('RegisteredOfficer')),
});
