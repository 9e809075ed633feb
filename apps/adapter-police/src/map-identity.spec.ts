import { citizenNumber, fifteen, now, personNumber, reading, resident, type Columns } from '../test/rows.js';
import { readHouseholdMember, readIdentity, type IdentityExtras } from './map-identity.js';

const noExtras: IdentityExtras = {
  householdMembers: [],
  temporaryAddress: undefined,
  photoBase64: undefined,
};

function identity(columns: Columns, extras = noExtras) {
  const { fields, warnings } = reading({ ...resident, ...columns }, 'person_identity');
  return { read: readIdentity(fields, 'gmsfhm', extras, now), warnings };
}

describe('a person of the household register', () => {
  test('is told with what the contract has a field for', () => {
    expect(identity({ cym: '孟幼名' }, { ...noExtras, temporaryAddress: '样例市运河路 2 号' })).toEqual({
      read: {
        name: '孟样例',
        formerName: '孟幼名',
        idNumber: personNumber,
        sex: { code: 'MALE', raw: '1' },
        bornOn: '1980-05-06',
        householdAddress: '样例市清河路 1 号',
        temporaryAddress: '样例市运河路 2 号',
        householdMembers: [],
      },
      warnings: [],
    });
  });

  test('keeps the 15-digit number that the row holds, which is no fault', () => {
    const { read, warnings } = identity({ gmsfhm: fifteen(personNumber) });
    expect(read.idNumber).toBe(fifteen(personNumber));
    expect(warnings).toEqual([]);
  });

  test('keeps a number whose check fails, and says so', () => {
    const wrong = personNumber.slice(0, 17) + (personNumber.endsWith('0') ? '1' : '0');
    const { read, warnings } = identity({ gmsfhm: wrong });
    expect(read.idNumber).toBe(wrong);
    expect(warnings).toEqual([{ field: 'person_identity.id_number', code: 'CHECK_FAILED', raw: wrong }]);
  });

  test.each(['99991231', '19000101', '19800231'])(
    'has no day of birth where the register writes %s, and the raw text is kept',
    (csrq) => {
      const { read, warnings } = identity({ csrq });
      expect(read).not.toHaveProperty('bornOn');
      expect(warnings).toEqual([{ field: 'person_identity.born_on', code: 'IMPOSSIBLE_DATE', raw: csrq }]);
    },
  );

  test('has the sex that the register writes, unknown codes with their raw text', () => {
    expect(identity({ xb: '女' }).read.sex).toEqual({ code: 'FEMALE', raw: '女' });
    expect(identity({ xb: '9' }).read.sex).toEqual({ code: 'NOT_STATED', raw: '9' });
    const odd = identity({ xb: '5' });
    expect(odd.read.sex).toEqual({ code: 'UNKNOWN', raw: '5' });
    expect(odd.warnings).toEqual([{ field: 'person_identity.sex', code: 'UNKNOWN_CODE', raw: '5' }]);
  });

  test('without a name is a row that says nothing', () => {
    const read = () => identity({ xm: ' ' });
    expect(read).toThrow('REGISTRY_ROW_UNREADABLE');
  });
});

test('a member of the household is named and cannot be reached', () => {
  const number = citizenNumber(308);
  const { fields } = reading({ gmsfhm: number, xm: '孟亲属', xb: '2' }, 'person_identity');
  expect(readHouseholdMember(fields)).toEqual({
    kind: 'PERSON',
    name: '孟亲属',
    documentType: { code: 'RESIDENT_ID' },
    documentNumber: number,
    sex: { code: 'FEMALE', raw: '2' },
  });
});

test('a member of the household with an old number is known by its type', () => {
  const { fields } = reading(
    { gmsfhm: fifteen(citizenNumber(308)), xm: '孟亲属', xb: null },
    'person_identity',
  );
  expect(readHouseholdMember(fields).documentType).toEqual({ code: 'RESIDENT_ID_15' });
});
