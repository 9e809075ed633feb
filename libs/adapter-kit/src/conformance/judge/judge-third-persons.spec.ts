import type { AssetRecord } from '@dianda/inquiry';
import { account, question } from '../../../test/conformance/exchanges.js';
import { wordsOf } from '../messages/words.js';
import { judgeThirdPersons } from './judge-third-persons.js';

const neighbour = { name: '欧阳邻居', particulars: ['0517-0990018'] };
const holder = { kind: 'PERSON', name: '欧阳邻居', phone: '0517-0990018' };
const { subject } = question;

function told(...records: readonly AssetRecord[]): readonly string[] {
  return judgeThirdPersons(records, subject, [neighbour]).map(
    ({ where, came }) => `${where ?? ''}: ${came(wordsOf('en'))}`,
  );
}

describe('a third person', () => {
  test('in a message of its own is right', () => {
    expect(told(account(1, { priorRights: [{ holder }] }))).toEqual([]);
  });

  test('beside it, by name or by any particular, is found with its place', () => {
    const rights = { priorRights: [{ holder }] };
    expect(told(account(1, { ...rights, remark: '质押给欧阳邻居' }))).toEqual([
      'records[0].remark: data of a third person outside',
    ]);
    expect(told(account(1), account(2, { ...rights, phone: '0517-0990018' }))).toEqual([
      'records[1].phone: data of a third person outside',
    ]);
  });

  test('whom the back end names and the answer does not is missed', () => {
    expect(told(account(1))).toEqual(['thirdPersons/0: not delivered']);
  });

  test('may stand in the raw value of a warning, which is masked with its field', () => {
    const warnings = [
      { field: 'bank_account.prior_rights[0].holder', code: 'UNKNOWN_CODE', raw: '欧阳邻居' },
    ];
    expect(told(account(1, { priorRights: [{ holder }], warnings }))).toEqual([]);
  });
});

describe('whoever is called the subject', () => {
  function owners(...subjects: readonly object[]): readonly string[] {
    const record = account(1, { owners: subjects.map((each) => ({ holder: { subject: each } })) });
    return judgeThirdPersons([record], subject, []).map(({ where }) => where ?? '');
  }

  test('is it by number, in 18 digits or 15, or by name where no number is held', () => {
    const { number } = subject.document;
    const fifteen = number.slice(0, 6) + number.slice(8, 17);
    const byNumber = { name: '曾用名', documentNumber: number };
    const byOldNumber = { name: subject.name, documentNumber: fifteen };
    expect(owners(byNumber, byOldNumber, { name: subject.name })).toEqual([]);
  });

  test('is somebody else by another number or, without one, by another name', () => {
    const other = { name: subject.name, documentNumber: '320898198005060138' };
    expect(owners(other, { name: '别人' })).toEqual([
      'records[0].owners.0.holder.subject',
      'records[0].owners.1.holder.subject',
    ]);
  });

  test('is also looked for where an account names its holder directly', () => {
    const record = account(1, { holder: { name: '别人', documentNumber: '1' } });
    expect(judgeThirdPersons([record], subject, [])).toHaveLength(1);
  });
});
