import {
  makeSyntheticCitizenId,
  makeSyntheticOrganisationCode,
  parseDate,
  to15,
  type CitizenId,
  type IsoDate,
} from '@dianda/identifiers';
import type { Identity } from '@dianda/inquiry';

/* Everybody here is invented; county 320898 was never issued (standards.md 6.4). */

/** A day of the sample world; throws for one that does not exist. */
export function sampleDate(text: string): IsoDate {
  const checked = parseDate(text);
  if (!checked.ok) throw new TypeError('the sample world holds a date that is none');
  return checked.value;
}

/** The 15-digit form that older registrations hold; throws for somebody born after 1999, who never had one. */
export function oldNumberOf(id: CitizenId): string {
  const old = to15(id);
  if (old === undefined) throw new TypeError('the sample person never had a 15-digit number');
  return old;
}

export const personId = makeSyntheticCitizenId({ birthDate: sampleDate('1983-04-12'), sequence: 217 });

/** A person who owns much: a mortgaged and twice seized home, half a garage, a frozen account. */
export const personSubject: Identity = {
  kind: 'person',
  name: '孟样例',
  document: { type: 'RESIDENT_ID', number: personId },
};

/** A company that owns a workshop and accounts in two currencies. */
export const organisationSubject: Identity = {
  kind: 'organisation',
  name: '淮安样例物流有限公司',
  document: { type: 'USCC', number: makeSyntheticOrganisationCode(12_345_678) },
};

export const applicant: Identity = {
  kind: 'organisation',
  name: '淮安样例建材有限公司',
  document: { type: 'USCC', number: makeSyntheticOrganisationCode(23_456_789) },
};

/** Has the person's name and is somebody else: nothing of his may appear in an answer about the person. */
export const namesakeId = makeSyntheticCitizenId({ birthDate: sampleDate('1971-01-25'), sequence: 511 });

/** Shares garage, car and household with the person; a third person in every answer. */
export const partner = {
  name: '陶样例',
  number: makeSyntheticCitizenId({ birthDate: sampleDate('1985-09-30'), sequence: 308 }),
};

/** The two sample banks under their registered names, as other registers write them. */
export const yunheBank = {
  name: '运河样例银行股份有限公司',
  number: makeSyntheticOrganisationCode(34_567_890),
};
export const huaiheBank = {
  name: '淮河样例银行股份有限公司',
  number: makeSyntheticOrganisationCode(45_678_901),
};
