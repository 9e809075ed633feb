import { ID_DOCUMENT_TYPES } from '@dianda/identifiers';
import {
  areaUnits,
  sexes,
  thirdPersonKinds,
  type AgencyContact,
  type Area,
  type Court,
  type LegError,
  type LocalText,
  type Money,
  type Notice,
  type OfficeHours,
  type RegisteredSubject,
  type ThirdPerson,
  type UnitPrice,
} from '@dianda/inquiry';
import { errorOrigins } from '@dianda/inquiry';
import {
  flag,
  instant,
  listOf,
  objectOf,
  optional,
  text,
  unionOf,
  words,
  type Members,
  type Schema,
} from '../schema.js';

/** A value of an agency's code table in our words; `UNKNOWN` carries the agency's own text. */
export function coded(choices: readonly string[]): Schema {
  return {
    type: 'object',
    properties: {
      code: { type: 'string', enum: [...choices, 'UNKNOWN'] },
      raw: { type: 'string', description: 'As the agency holds it; always there with UNKNOWN.' },
    },
    required: ['code'],
  };
}

export const money = objectOf<Money>('Exact money.', {
  amount: { type: 'string', pattern: '^-?\\d{1,16}\\.\\d{2}$', example: '1234.50' },
  currency: { type: 'string', description: 'ISO 4217', example: 'CNY' },
});

export const unitPrice = objectOf<UnitPrice>('Price of one unit.', {
  amount: { type: 'string', pattern: '^-?\\d{1,16}\\.\\d{2,8}$', example: '1.0425' },
  currency: { type: 'string', description: 'ISO 4217', example: 'CNY' },
});

export const area = objectOf<Area>('An area with its unit.', {
  value: { type: 'string', description: 'Decimal.', example: '89.73' },
  unit: coded(areaUnits),
});

export const localText = objectOf<LocalText>('A text in both languages.', {
  zh: text(undefined, '淮安市不动产登记中心'),
  en: text(undefined, 'Huai’an Land Registry'),
});

export const court = objectOf<Court>('法院', {
  code: text('法院代字', '苏0812'),
  name: text(undefined, '淮安市清江浦区人民法院'),
});

export const notice = objectOf<Notice>('协助查询通知书', {
  number: text('文书编号', '(2026)苏0812执990001号查1'),
  name: text('文书名称', '协助查询通知书'),
  sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
});

export const contact = objectOf<AgencyContact>('Whom to ask at the agency.', {
  name: text(undefined, '协查窗口'),
  phone: text(undefined, '0517-00000000'),
});

const hoursOfADay = optional(
  listOf({ type: 'string', pattern: '^\\d{2}:\\d{2}-\\d{2}:\\d{2}$', example: '08:00-12:00' }),
);

/** 办公时间 */
export const officeHoursMembers: Members<OfficeHours> = {
  zone: text('IANA name of the zone of its clock.', 'Asia/Shanghai'),
  hours: objectOf<OfficeHours['hours']>('A weekday that is absent is none to work on.', {
    monday: hoursOfADay,
    tuesday: hoursOfADay,
    wednesday: hoursOfADay,
    thursday: hoursOfADay,
    friday: hoursOfADay,
    saturday: hoursOfADay,
    sunday: hoursOfADay,
  }),
  publicHolidays: { ...flag, description: 'Closed on public holidays, open on make-up workdays.' },
};

export const caseNumber = text('执行案号', '(2026)苏0812执990001号');

/** 行政区划, at the length that names it. */
export function regionOf(description?: string): Schema {
  return {
    type: 'string',
    pattern: '^(?:[0-9]{2}){1,3}$',
    description: description ?? 'GB/T 2260 prefix, or 000000: the whole country.',
    example: '3208',
  };
}

export const chosenRegions = listOf(regionOf(), 'Where to search; empty: everywhere.');

export const legError = objectOf<LegError>('The last error on a leg, coded.', {
  reason: text('Stable reason code.', 'AGENCY_UNAVAILABLE'),
  origin: words(errorOrigins),
  at: instant,
});

export const documentType = words(ID_DOCUMENT_TYPES, '证件种类');

const registered = {
  documentType: optional(coded(ID_DOCUMENT_TYPES)),
  documentNumber: optional(text('Masked.', '320898**********17')),
  nationality: optional(text()),
  sex: optional(coded(sexes)),
  phone: optional(text()),
  address: optional(text()),
};

export const registeredSubject = objectOf<RegisteredSubject>('The subject as the register has it.', {
  name: text(undefined, '测试甲'),
  ...registered,
});

export const thirdPerson = objectOf<ThirdPerson>('Somebody who is not the subject; masked.', {
  kind: words(thirdPersonKinds),
  name: optional(text(undefined, '测**')),
  accountNumber: optional(text()),
  bankName: optional(text()),
  bankCode: optional(text()),
  ...registered,
});

export const holder = unionOf('Who has a part in an asset.', [
  objectOf<{ subject: RegisteredSubject }>('The subject.', { subject: registeredSubject }),
  objectOf<{ thirdPerson: ThirdPerson }>('Somebody else.', { thirdPerson }),
]);
