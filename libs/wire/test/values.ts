import { ID_DOCUMENT_TYPES, parseDate, type IsoDate } from '@dianda/identifiers';
import {
  instantOf,
  sexes,
  thirdPersonKinds,
  type Area,
  type Coded,
  type Holder,
  type Instant,
  type Money,
  type RegisteredSubject,
  type ThirdPerson,
  type UnitPrice,
} from '@dianda/inquiry';
import { areaUnits } from '@dianda/inquiry';
import fc, { type Arbitrary } from 'fast-check';

/** Any readable text that is not empty: rare characters included, lost ones (U+FFFD) not. */
export const someText = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 8 })
  .filter((text) => !text.includes('\uFFFD'));

export const anyText = fc.oneof(fc.constant(''), someText);

/** A plain object with every member. */
export function record<T extends object>(members: { [Name in keyof T]: Arbitrary<T[Name]> }): Arbitrary<T> {
  // fast-check's own records may lack a prototype, which no decoded value does.
  return fc.record(members).map((value) => ({ ...value }));
}

/** A plain object that has every member of `required` and any of the members of `optional`, absent ones unset. */
export function shape<Required extends object, Optional extends object>(
  required: { [Name in keyof Required]: Arbitrary<Required[Name]> },
  optional: { [Name in keyof Optional]: Arbitrary<Optional[Name]> },
): Arbitrary<Required & Partial<Optional>> {
  const perhaps = fc.record(optional, { requiredKeys: [] });
  return fc
    .tuple(record<Required>(required), perhaps)
    .map(([there, more]) => Object.assign({}, there, more as Partial<Optional>));
}

export const date: Arbitrary<IsoDate> = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((day) => {
    const parsed = parseDate(day.toISOString().slice(0, 10));
    if (!parsed.ok) throw new TypeError('not a date');
    return parsed.value;
  });

export const instant: Arbitrary<Instant> = fc
  .date({ min: new Date('1901-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((time) => instantOf(time));

export const month = date.map((day) => day.slice(0, 7));

const digits = fc.bigInt({ min: 0n, max: 9_999_999_999_999_999n }).map(String);
const places = (least: number, most: number) =>
  fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`)).filter((text) => text.length >= least);

export const money: Arbitrary<Money> = record({
  amount: fc.tuple(fc.boolean(), digits, places(2, 2)).map(([minus, a, b]) => `${minus ? '-' : ''}${a}.${b}`),
  currency: fc.constantFrom('CNY', 'USD', 'JPY'),
});

export const unitPrice: Arbitrary<UnitPrice> = record({
  amount: fc.tuple(digits, places(2, 8)).map(([a, b]) => `${a}.${b}`),
  currency: fc.constantFrom('CNY', 'USD'),
});

export const decimal = fc.tuple(digits, places(1, 8)).map(([a, b]) => `${a}.${b}`);

export function coded<Code extends string>(codes: readonly Code[]): Arbitrary<Coded<Code>> {
  const known = fc.constantFrom(...codes);
  return fc.oneof<Arbitrary<Coded<Code>>[]>(
    known.map((code) => ({ code })),
    fc.tuple(known, someText).map(([code, raw]) => ({ code, raw })),
    someText.map((raw) => ({ code: 'UNKNOWN', raw })),
  );
}

export const area: Arbitrary<Area> = record({ value: decimal, unit: coded(areaUnits) });

const registered = {
  documentType: coded(ID_DOCUMENT_TYPES),
  documentNumber: someText,
  nationality: someText,
  sex: coded(sexes),
  phone: someText,
  address: someText,
};

export const registeredSubject: Arbitrary<RegisteredSubject> = shape({ name: someText }, registered);

export const thirdPerson: Arbitrary<ThirdPerson> = shape(
  { kind: fc.constantFrom(...thirdPersonKinds) },
  { ...registered, name: someText, accountNumber: someText, bankName: someText, bankCode: someText },
);

export const holder: Arbitrary<Holder> = fc.oneof(
  registeredSubject.map((subject) => ({ subject })),
  thirdPerson.map((person) => ({ thirdPerson: person })),
);

export const few = <T>(each: Arbitrary<T>): Arbitrary<T[]> => fc.array(each, { maxLength: 2 });
export const number = fc.nat({ max: 4_000_000 });
