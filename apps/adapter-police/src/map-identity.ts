import { dateInShanghai, normalise, parseCitizenId, parseCitizenId15 } from '@dianda/identifiers';
import { held, type FieldReader } from '@dianda/adapter-kit';
import type { PersonIdentity, ThirdPerson } from '@dianda/inquiry';
import { sexes } from './police-codes.js';

/** What stands in other rows than the person's own; the photo and the household only where they may be told. */
export type IdentityExtras = Pick<PersonIdentity, 'householdMembers'> & {
  readonly temporaryAddress: string | undefined;
  readonly photoBase64: string | undefined;
};

/** 身份信息, of a row of either register of residents; `numberColumn` is the one that holds the citizen number. */
export function readIdentity(
  fields: FieldReader,
  numberColumn: 'gmsfhm' | 'zjhm',
  extras: IdentityExtras,
  now: Date,
): PersonIdentity {
  return {
    name: fields.required('xm', 'name'),
    idNumber: readIdNumber(fields, numberColumn, now),
    ...held({
      formerName: fields.text('cym', 'former_name'),
      sex: fields.code(sexes, 'xb', 'sex'),
      bornOn: fields.date('csrq', 'born_on'),
      householdAddress: fields.text('hjdz', 'household_address'),
      temporaryAddress: extras.temporaryAddress,
      photoBase64: extras.photoBase64,
    }),
    householdMembers: extras.householdMembers,
  };
}

/** 同户人员: who he is, and nothing by which he could be reached. */
export function readHouseholdMember(fields: FieldReader): ThirdPerson {
  const documentNumber = fields.text('gmsfhm', 'document_number');
  const isOldNumber = documentNumber !== undefined && /^\d{15}$/.test(normalise(documentNumber));
  return {
    kind: 'PERSON',
    documentType: { code: isOldNumber ? 'RESIDENT_ID_15' : 'RESIDENT_ID' },
    ...held({
      name: fields.text('xm', 'name'),
      documentNumber,
      sex: fields.code(sexes, 'xb', 'sex'),
    }),
  };
}

/** As held, also in its 15-digit form; a number whose check fails is told. */
function readIdNumber(fields: FieldReader, column: string, now: Date): string {
  const raw = fields.required(column, 'id_number');
  const isSound = parseCitizenId15(raw).ok || parseCitizenId(raw, { today: dateInShanghai(now) }).ok;
  if (!isSound) fields.warn('id_number', 'CHECK_FAILED', raw);
  return raw;
}
