import { makeSyntheticCitizenId, makeSyntheticOrganisationCode, parseDate } from '@dianda/identifiers';
import type { Identity } from '@dianda/inquiry';

const born = parseDate('1978-05-06');
if (!born.ok) throw new TypeError('a date that exists');
const birthDate = born.value;

let people = 0;

/** A synthetic person whom nobody else in this process is. */
export function newPerson(name = '孟样例'): Identity {
  people += 1;
  const number = makeSyntheticCitizenId({ birthDate, sequence: people });
  return { kind: 'person', name, document: { type: 'RESIDENT_ID', number } };
}

/** A synthetic organisation which no other in this process is. */
export function newCompany(name: string): Identity {
  people += 1;
  const number = makeSyntheticOrganisationCode(10_000_000 + people);
  return { kind: 'organisation', name, document: { type: 'USCC', number } };
}

/** A citizen's number as an old row would hold it, without century and check digit, whatever his century is. */
export function fifteenDigits({ document: { number } }: Identity): string {
  return `${number.slice(0, 6)}${number.slice(8, 17)}`;
}
