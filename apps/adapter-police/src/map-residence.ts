import { held, type FieldReader } from '@dianda/adapter-kit';
import type { PersonResidence } from '@dianda/inquiry';
import { temporaryKinds } from './police-codes.js';

/** 户籍地; undefined for a row without an address. It ends when the row was cancelled. */
export function readRegisteredResidence(fields: FieldReader): PersonResidence | undefined {
  const address = fields.text('hjdz', 'address');
  if (address === undefined) return undefined;
  return {
    residenceKind: { code: 'REGISTERED' },
    address,
    ...held({
      regionCode: fields.text('hjssxq', 'region_code'),
      fromOn: fields.date('qrrq', 'from_on'),
      toOn: fields.date('zxrq', 'to_on'),
    }),
  };
}

/** 暂住地; undefined for a row without an address. */
export function readTemporaryResidence(fields: FieldReader): PersonResidence | undefined {
  const address = fields.text('zzdz', 'address');
  if (address === undefined) return undefined;
  return {
    residenceKind: fields.requiredCode(temporaryKinds, 'djlb', 'residence_kind'),
    address,
    ...held({
      regionCode: fields.text('zzssxq', 'region_code'),
      fromOn: fields.date('zzrq', 'from_on'),
      toOn: fields.date('jsrq', 'to_on'),
    }),
  };
}
