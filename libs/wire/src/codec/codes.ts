import type { Coded } from '@dianda/inquiry';
import { FieldFault, missing } from '../field-fault.js';
import type { Codec, PairCodec } from './codec.js';

/** `SOLE` of `CO_OWNERSHIP_SOLE`; the names of an enum that carry its prefix. */
type Suffix<Wire extends string, Prefix extends string> = Wire extends `${Prefix}_${infer Code}`
  ? Code
  : never;

/** The codes of an enum in the core's words: its names without the prefix, without UNSPECIFIED. */
export type CodesOf<Wire extends string, Prefix extends string> = Exclude<
  Suffix<`${Wire}`, Prefix>,
  'UNSPECIFIED'
>;

/** One code table: what the core calls `SOLE`, the contract calls `CO_OWNERSHIP_SOLE`. */
export interface CodeTable<Code extends string, Wire extends string> {
  readonly toWire: (code: Code) => Wire;
  /** Undefined for UNSPECIFIED and for a value that this version of the contract does not know. */
  readonly toCore: (value: Wire) => Code | undefined;
  readonly isCode: (text: string) => text is Code;
  readonly unspecified: Wire;
}

/**
 * The table of a generated enum. `values` is the enum itself; a prefix that no name carries throws when the
 * module loads.
 */
export function codeTable<Prefix extends string, Wire extends string>(
  prefix: Prefix,
  values: Readonly<Record<string, Wire>>,
): CodeTable<CodesOf<Wire, Prefix>, Wire> {
  const wireOf = new Map<string, Wire>();
  for (const value of Object.values(values)) {
    if (value.startsWith(`${prefix}_`)) wireOf.set(value.slice(prefix.length + 1), value);
  }
  const unspecified = wireOf.get('UNSPECIFIED');
  if (unspecified === undefined) throw new TypeError(`no enum names begin with ${prefix}_`);
  wireOf.delete('UNSPECIFIED');
  const isCode = (code: string): code is CodesOf<Wire, Prefix> => wireOf.has(code);
  return {
    isCode,
    unspecified,
    toWire: (code) => {
      const value = wireOf.get(code);
      if (value === undefined) throw new FieldFault(prefix, 'UNKNOWN_CODE', 'has no such code');
      return value;
    },
    toCore: (value) => {
      const code = value.slice(prefix.length + 1);
      return value.startsWith(`${prefix}_`) && isCode(code) ? code : undefined;
    },
  };
}

/** A code that has to be there. */
export function code<Code extends string, Wire extends string>(
  table: CodeTable<Code, Wire>,
): Codec<Code, Wire> {
  return {
    write: table.toWire,
    read: (value, path) => {
      const known = table.toCore(value);
      if (known !== undefined) return known;
      if (value === table.unspecified) throw missing(path);
      throw new FieldFault(path, 'UNKNOWN_CODE', 'has a value that the contract does not know');
    },
  };
}

type Known<Code extends string> = Exclude<Code, 'UNKNOWN'>;

/** A value of an agency's code table with the agency's own text beside it; absent when neither is there. */
export function optionalCoded<Code extends string, Wire extends string>(
  table: CodeTable<Code | 'UNKNOWN', Wire>,
): PairCodec<Coded<Known<Code>> | undefined, Wire> {
  const isKnown = (each: Code | 'UNKNOWN'): each is Known<Code> => each !== 'UNKNOWN';
  return {
    writePair: (value) =>
      value === undefined ? [table.unspecified, ''] : [table.toWire(value.code), value.raw ?? ''],
    readPair: (value, raw, path) => {
      const found = table.toCore(value);
      if (found !== undefined && isKnown(found)) return raw === '' ? { code: found } : { code: found, raw };
      if (value === table.unspecified) {
        if (raw === '') return undefined;
        throw missing(path);
      }
      // UNKNOWN, or a value of a later version of the contract: the agency's own text still says what it is.
      if (raw !== '') return { code: 'UNKNOWN', raw };
      throw missing(`${path}_raw`);
    },
  };
}

/** The same, where the value has to be there. */
export function coded<Code extends string, Wire extends string>(
  table: CodeTable<Code | 'UNKNOWN', Wire>,
): PairCodec<Coded<Known<Code>>, Wire> {
  const optional = optionalCoded<Code, Wire>(table);
  return {
    writePair: optional.writePair,
    readPair: (value, raw, path) => {
      const found = optional.readPair(value, raw, path);
      if (found === undefined) throw missing(path);
      return found;
    },
  };
}
