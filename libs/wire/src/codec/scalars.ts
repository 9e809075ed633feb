import { parseDate, type IsoDate } from '@dianda/identifiers';
import { instantOf, type Instant } from '@dianda/inquiry';
import { malformed, missing } from '../field-fault.js';
import type { Codec } from './codec.js';

/** An empty string on the wire is an absent value in the core. */
export const optionalText: Codec<string | undefined, string> = {
  write: (value) => value ?? '',
  read: (value) => (value === '' ? undefined : value),
};

export const text: Codec<string, string> = {
  write: (value) => value,
  read: (value, path) => {
    if (value === '') throw missing(path);
    return value;
  },
};

/** A text that may be empty because the core has it always. */
export const anyText: Codec<string, string> = { write: (value) => value, read: (value) => value };

export const optionalNumber: Codec<number | undefined, number | undefined> = {
  write: (value) => value,
  read: (value) => value,
};

export const flag: Codec<boolean, boolean> = { write: (value) => value, read: (value) => value };

export const optionalFlag: Codec<boolean | undefined, boolean | undefined> = {
  write: (value) => value,
  read: (value) => value,
};

/** A text of a given shape; `shape` completes the sentence "… is not". */
export function textOf(pattern: RegExp, shape: string): Codec<string, string> {
  return {
    write: (value) => value,
    read: (value, path) => {
      if (value === '') throw missing(path);
      if (!pattern.test(value)) throw malformed(path, shape);
      return value;
    },
  };
}

/** The same, where an empty string means absent. */
export function optionalTextOf(pattern: RegExp, shape: string): Codec<string | undefined, string> {
  const present = textOf(pattern, shape);
  return {
    write: (value) => value ?? '',
    read: (value, path) => (value === '' ? undefined : present.read(value, path)),
  };
}

export const optionalDecimal = optionalTextOf(/^-?\d{1,16}(\.\d{1,8})?$/, 'a decimal');

export const date: Codec<IsoDate, string> = {
  write: (value) => value,
  read: (value, path) => {
    if (value === '') throw missing(path);
    const parsed = parseDate(value);
    if (!parsed.ok || parsed.value !== value) throw malformed(path, 'an existing day YYYY-MM-DD');
    return parsed.value;
  },
};

export const optionalDate: Codec<IsoDate | undefined, string> = {
  write: (value) => value ?? '',
  read: (value, path) => (value === '' ? undefined : date.read(value, path)),
};

/** Milliseconds are kept; finer digits of a Timestamp are cut off. */
export const instant: Codec<Instant, Date | undefined> = {
  write: (value) => new Date(value),
  read: (value, path) => {
    if (value === undefined) throw missing(path);
    if (Number.isNaN(value.getTime()) || value.getUTCFullYear() < 1 || value.getUTCFullYear() > 9999) {
      throw malformed(path, 'a time of the years 0001 to 9999');
    }
    return instantOf(value);
  },
};

export const optionalInstant: Codec<Instant | undefined, Date | undefined> = {
  write: (value) => (value === undefined ? undefined : new Date(value)),
  read: (value, path) => (value === undefined ? undefined : instant.read(value, path)),
};

/** A branded value by the core's own parse function; `shape` completes the sentence "… is not". */
export function parsed<T>(
  parse: (raw: string) => T | undefined,
  raw: string,
  path: string,
  shape: string,
): T {
  if (raw === '') throw missing(path);
  const value = parse(raw);
  if (value === undefined) throw malformed(path, shape);
  return value;
}

/** GB/T 2260; `000000` is the whole country. */
export const divisionPrefix = textOf(
  /^(\d{2}|\d{4}|\d{6})$/,
  'a division code or prefix of 2, 4 or 6 digits',
);

export const atLeastOne: Codec<number, number> = {
  write: (value) => value,
  read: (value, path) => {
    if (value === 0) throw missing(path);
    return value;
  },
};
