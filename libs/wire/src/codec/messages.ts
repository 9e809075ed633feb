import { memberPath, missing } from '../field-fault.js';
import type { Codec, PairCodec } from './codec.js';

/** How one member of a core type is translated: by one field of the same name, or by `x` and `xRaw`. */
type Rule<CoreValue, Wire, Name> = Name extends keyof Wire & string
  ? | Codec<CoreValue, Wire[Name]>
    | (`${Name}Raw` extends keyof Wire ? PairCodec<CoreValue, Wire[Name]> : never)
  : never;

/** Fields of the contract that no member of the core takes up: what an agency sends there would be lost. */
type Lost<Core, Wire, Elsewhere> = Exclude<keyof Wire, keyof Core | `${keyof Core & string}Raw` | Elsewhere>;

/** One rule for every member of the core type, absent ones included; none may be asked for a lost field. */
type Rules<Core, Wire, Elsewhere> = {
  readonly [Name in keyof Core]-?: Rule<Core[Name], Wire, Name>;
} & Readonly<Record<Lost<Core, Wire, Elsewhere>, never>>;

/** Every rule as the loop below sees it: it hands each value to the rule that stands under the value's own name. */
type AnyRule =
  | { readonly write: (value: never) => unknown; readonly read: (value: never, path: string) => unknown }
  | {
      readonly writePair: (value: never) => readonly [unknown, string];
      readonly readPair: (value: never, raw: string, path: string) => unknown;
    };

/** A generated message type, of which only an empty message is needed. */
interface Generated<Wire> {
  fromPartial(object: object): Wire;
}

/**
 * Translates a message member by member. `Rules` makes the compiler ask for a rule of the right type for every
 * member and to notice every field that none takes up, save those named `Elsewhere`; the loop then works on values
 * whose types it cannot name, hence the casts.
 */
export function message<Core extends object, Wire extends object, Elsewhere extends keyof Wire = never>(
  generated: Generated<Wire>,
  rules: Rules<Core, Wire, Elsewhere>,
): Codec<Core, Wire> {
  const entries: readonly (readonly [string, AnyRule])[] = Object.entries(rules);
  return {
    write: (core) => {
      const values = new Map<string, unknown>(Object.entries(core));
      const fields: Record<string, unknown> = {};
      for (const [name, rule] of entries) {
        const value = values.get(name) as never;
        if ('write' in rule) fields[name] = rule.write(value);
        else [fields[name], fields[`${name}Raw`]] = rule.writePair(value);
      }
      return Object.assign(generated.fromPartial({}), fields);
    },
    read: (wire, path) => {
      const fields = new Map<string, unknown>(Object.entries(wire));
      const values: Record<string, unknown> = {};
      for (const [name, rule] of entries) {
        const field = fields.get(name) as never;
        const where = memberPath(path, name);
        const value =
          'read' in rule
            ? rule.read(field, where)
            : rule.readPair(field, fields.get(`${name}Raw`) as string, where);
        // Absent means absent: a member that is undefined would differ from one that was never set.
        if (value !== undefined) values[name] = value;
      }
      return values as Core;
    },
  };
}

/** A message field that has to be there. */
export function required<Core, Wire>(codec: Codec<Core, Wire>): Codec<Core, Wire | undefined> {
  return {
    write: codec.write,
    read: (value, path) => {
      if (value === undefined) throw missing(path);
      return codec.read(value, path);
    },
  };
}

/** A message field that may be absent. */
export function optional<Core, Wire>(codec: Codec<Core, Wire>): Codec<Core | undefined, Wire | undefined> {
  return {
    write: (value) => (value === undefined ? undefined : codec.write(value)),
    read: (value, path) => (value === undefined ? undefined : codec.read(value, path)),
  };
}

export function list<Core, Wire>(codec: Codec<Core, Wire>): Codec<readonly Core[], Wire[]> {
  return {
    write: (values) => values.map((value) => codec.write(value)),
    read: (values, path) => values.map((value, index) => codec.read(value, `${path}[${String(index)}]`)),
  };
}

/** A list that holds at least one. */
export function listOfSome<Core, Wire>(codec: Codec<Core, Wire>): Codec<readonly Core[], Wire[]> {
  const any = list(codec);
  return {
    write: any.write,
    read: (values, path) => {
      if (values.length === 0) throw missing(path);
      return any.read(values, path);
    },
  };
}
