import { ID_DOCUMENT_TYPES, type IsoDate } from '@dianda/identifiers';
import fc, { type Arbitrary } from 'fast-check';
import {
  instantOf,
  sexes,
  thirdPersonKinds,
  type Coded,
  type Holder,
  type Instant,
  type Money,
  type RegisteredSubject,
  type ThirdPerson,
} from '../src/index.js';
import { day } from './casework.js';

/**
 * Texts that must not survive masking stand between ‹ and ›, each as long as the real thing; whatever else a record
 * says is plain. So a test finds every leak without knowing where records hold people.
 */
export const secretShape = /‹[^‹›*]+›/gu;

/** A secret of `length` characters with its marks. */
function secret(mark: string, length: number): Arbitrary<string> {
  const body = fc.string({
    unit: fc.constantFrom(...Array.from('0123456789')),
    minLength: length - 3,
    maxLength: length - 3,
  });
  return body.map((digits) => `‹${mark}${digits}›`);
}

const plain = fc.constantFrom('样例文本', '工商银行', 'A-1', '');

export const anyText = plain;
export const anyDay: Arbitrary<IsoDate> = fc.constantFrom(day('2001-02-03'), day('2020-12-31'));
export const anyInstant: Arbitrary<Instant> = fc
  .integer({ min: 0, max: 4_000_000_000_000 })
  .map((time) => instantOf(time));
export const anyRank = fc.integer({ min: 1, max: 9 });

/** Exact amounts, minus included. */
export const anyAmount = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map((fen) => {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
});

export const anyMoney: Arbitrary<Money> = fc.record({
  amount: anyAmount,
  currency: fc.constantFrom('CNY', 'USD', 'JPY'),
});

export function anyCoded<Code extends string>(codes: readonly Code[]): Arbitrary<Coded<Code>> {
  return fc.oneof(
    fc.record({ code: fc.constantFrom(...codes), raw: plain }, { requiredKeys: ['code'] }),
    fc.record({ code: fc.constant('UNKNOWN' as const), raw: plain }),
  );
}

const registered = {
  documentType: anyCoded(ID_DOCUMENT_TYPES),
  documentNumber: fc.oneof(secret('d', 18), secret('d', 15), secret('d', 9)),
  sex: anyCoded(sexes),
};

export const anyRegisteredSubject: Arbitrary<RegisteredSubject> = fc.record(
  { ...registered, name: plain, nationality: plain, phone: plain, address: plain },
  { requiredKeys: ['name'] },
);

const anyInstitution: Arbitrary<ThirdPerson> = fc.record(
  {
    ...registered,
    kind: fc.constant('FINANCIAL_INSTITUTION' as const),
    name: plain,
    bankName: plain,
    bankCode: plain,
    phone: secret('p', 12),
    address: secret('a', 20),
    accountNumber: secret('k', 16),
  },
  { requiredKeys: ['kind'] },
);

const anyPrivatePerson: Arbitrary<ThirdPerson> = fc.record(
  {
    ...registered,
    kind: fc.constantFrom(...thirdPersonKinds.filter((kind) => kind !== 'FINANCIAL_INSTITUTION')),
    name: secret('n', 5),
    nationality: secret('c', 6),
    phone: secret('p', 12),
    address: secret('a', 20),
    accountNumber: fc.oneof(secret('k', 20), secret('k', 12)),
    bankName: secret('b', 10),
    bankCode: secret('b', 12),
  },
  { requiredKeys: ['kind'] },
);

export const anyThirdPerson: Arbitrary<ThirdPerson> = fc.oneof(
  { arbitrary: anyPrivatePerson, weight: 3 },
  { arbitrary: anyInstitution, weight: 1 },
);

export const anyHolder: Arbitrary<Holder> = fc.oneof(
  anyRegisteredSubject.map((subject) => ({ subject })),
  anyThirdPerson.map((thirdPerson) => ({ thirdPerson })),
);

export const anyDocumentNumber = secret('d', 18);

/** At most two of them: what is many is no different. */
export function few<T>(arbitrary: Arbitrary<T>): Arbitrary<T[]> {
  return fc.array(arbitrary, { maxLength: 2 });
}
