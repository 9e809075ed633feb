import { makeSyntheticOrganisationCode, parseCitizenId, dateInShanghai, to15 } from '@dianda/identifiers';
import type { Identity } from '@dianda/inquiry';
import { emptyMortgage, emptyOwner, neighbourId, person, personId, reading, row } from '../test/rows.js';
import { matchOwner, readCoOwner, readMortgagee, readOwner } from './map-person.js';
import { documentRows } from './vehicle-codes.js';

const now = new Date('2026-11-01T00:00:00Z');
const whoIsAsked = { subject: person, documentRows, now };
const bankCode = makeSyntheticOrganisationCode(7_001);

function oldNumber(): string {
  const id = parseCitizenId(personId, { today: dateInShanghai(now) });
  const old = id.ok ? to15(id.value) : undefined;
  if (old === undefined) throw new TypeError('born in the last century');
  return old;
}

describe('an owner’s row', () => {
  const verdictOf = (columns: Record<string, string | null>, subject: Identity = person) =>
    matchOwner(row({ ...emptyOwner, ...columns }), { subject, documentRows, now }).verdict;

  test('is the subject’s by name and number, however they are written', () => {
    expect(verdictOf({})).toBe('same');
    expect(verdictOf({ syr: ' 卫　样例', sfzmhm: personId.toLowerCase().replace(/^(.{6})/, '$1 ') })).toBe(
      'same',
    );
    expect(verdictOf({ sfzmmc: '居民身份证' })).toBe('same');
  });

  test('is the subject’s when the register holds his 15-digit number only', () => {
    expect(verdictOf({ sfzmhm: oldNumber() })).toBe('same');
  });

  test('is the subject’s when he is asked for by the 15-digit number', () => {
    const subject: Identity = { ...person, document: { type: 'RESIDENT_ID_15', number: oldNumber() } };
    expect(verdictOf({}, subject)).toBe('same');
  });

  test('with the number and another name is for people to tell', () => {
    expect(verdictOf({ syr: '陶样例' })).toBe('uncertain');
  });

  test('with the name and another number is somebody else’s', () => {
    expect(verdictOf({ sfzmhm: neighbourId })).toBe('other');
  });

  test('of a company is the subject’s by number and name, never by name alone', () => {
    const company: Identity = {
      kind: 'organisation',
      name: '淮安样例运输有限公司',
      document: { type: 'USCC', number: bankCode },
    };
    const written = { syr: '淮安样例运输 有限公司', sfzmmc: 'N', sfzmhm: bankCode };
    expect(verdictOf(written, company)).toBe('same');
    expect(verdictOf({ ...written, sfzmmc: 'B', sfzmhm: bankCode.slice(8, 17) }, company)).toBe('same');
    expect(verdictOf({ ...written, sfzmhm: makeSyntheticOrganisationCode(7_002) }, company)).toBe('other');
    expect(verdictOf({ ...written, syr: '淮安样例物流有限公司' }, company)).toBe('uncertain');
  });
});

test('the subject is told as the register has him', () => {
  const { fields, warnings } = reading(
    { ...emptyOwner, lxdh: '0517-00000031', zsxxdz: '样例市清河路 1 号', sfzmmc: 'X9' },
    'vehicle.owner.subject',
  );
  expect(readOwner(fields, whoIsAsked)).toEqual({
    name: person.name,
    documentType: { code: 'UNKNOWN', raw: 'X9' },
    documentNumber: personId,
    phone: '0517-00000031',
    address: '样例市清河路 1 号',
  });
  expect(warnings).toEqual([
    { field: 'vehicle.owner.subject.document_type', code: 'UNKNOWN_CODE', raw: 'X9' },
  ]);
});

describe('a co-owner', () => {
  const coOwnerOf = (columns: Record<string, string | null>) => {
    const { fields, warnings } = reading({ ...emptyOwner, ...columns }, 'vehicle.co_owners[0]');
    return { holder: readCoOwner(fields, whoIsAsked), warnings };
  };

  test('is told by name and document, and not by where he lives', () => {
    const { holder, warnings } = coOwnerOf({
      syr: '陶样例',
      sfzmhm: neighbourId,
      lxdh: '0517-00000031',
      zsxxdz: '清河路 1 号',
    });
    expect(holder).toEqual({
      thirdPerson: {
        kind: 'PERSON',
        name: '陶样例',
        documentType: { code: 'RESIDENT_ID', raw: 'A' },
        documentNumber: neighbourId,
      },
    });
    expect(warnings).toEqual([]);
  });

  test('without a document is what 所有权 says', () => {
    const nameOnly = { syr: '某所有人', sfzmmc: null, sfzmhm: null };
    expect(coOwnerOf({ ...nameOnly, syq: '1' }).holder).toEqual({
      thirdPerson: { kind: 'ORGANISATION', name: '某所有人' },
    });
    expect(coOwnerOf({ ...nameOnly, syq: null }).holder).toMatchObject({ thirdPerson: { kind: 'UNKNOWN' } });
  });

  test('under the subject’s number and another name stays a third person, and the doubt is told', () => {
    const { holder, warnings } = coOwnerOf({ syr: '陶样例' });
    expect(holder).toMatchObject({ thirdPerson: { name: '陶样例', documentNumber: personId } });
    expect(warnings).toEqual([{ field: 'vehicle.co_owners[0].third_person.name', code: 'IDENTITY_DIFFERS' }]);
  });
});

describe('a mortgagee', () => {
  const mortgageeOf = (columns: Record<string, string | null>) =>
    readMortgagee(reading({ ...emptyMortgage, ...columns }, 'vehicle.mortgagees[0]').fields, whoIsAsked);

  test('that is a bank is told as a financial institution', () => {
    expect(mortgageeOf({ dyqr: '运河样例银行股份有限公司', dyqrsfzmmc: 'N', dyqrsfzmhm: bankCode })).toEqual({
      kind: 'FINANCIAL_INSTITUTION',
      name: '运河样例银行股份有限公司',
      documentType: { code: 'USCC', raw: 'N' },
      documentNumber: bankCode,
    });
  });

  test('without a document is what the bureau’s own type says', () => {
    expect(mortgageeOf({ dyqr: '样例汽车金融有限公司', dyqrlx: '1' })).toMatchObject({
      kind: 'FINANCIAL_INSTITUTION',
    });
    expect(mortgageeOf({ dyqr: '样例典当有限公司', dyqrlx: '单位' })).toMatchObject({ kind: 'ORGANISATION' });
    expect(mortgageeOf({ dyqr: '陶样例', dyqrlx: '2' })).toMatchObject({ kind: 'PERSON' });
  });

  test('with a citizen’s number is a person, whatever he calls himself', () => {
    expect(
      mortgageeOf({ dyqr: '陶银行', dyqrlx: '1', dyqrsfzmmc: 'A', dyqrsfzmhm: neighbourId }),
    ).toMatchObject({ kind: 'PERSON' });
  });

  test('of whom nobody says what he is stays unknown, and so is masked like a person', () => {
    expect(mortgageeOf({ dyqr: '某银行' })).toEqual({ kind: 'UNKNOWN', name: '某银行' });
    expect(mortgageeOf({})).toEqual({ kind: 'UNKNOWN' });
  });
});
