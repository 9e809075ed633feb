import type { Field, Parsed } from './config.js';

/** A field without a default must be set, unless it is wrapped in `optional`. */
export interface Defaulted<T> {
  readonly default?: T;
}

/** Inclusive bounds of a number. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** A rule for text: the pattern, and in words what it asks for (shown to the operator). */
export interface TextRule {
  readonly pattern: RegExp;
  readonly means: string;
}

/** The same field, but unset gives undefined instead of a fault. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return { ...field, whenUnset: () => good(undefined) };
}

/** Text as it stands, trimmed. Its value is never shown in a fault. */
export function text(variable: string, options: Defaulted<string> & { rule?: TextRule } = {}): Field<string> {
  const { rule } = options;
  const remedy = rule === undefined ? 'Set it' : `Set it to ${rule.means}`;
  return field(variable, options, remedy, (value) =>
    rule === undefined || rule.pattern.test(value)
      ? good(value)
      : { ok: false, problem: `is not ${rule.means}`, remedy },
  );
}

/** A whole number within its bounds. Throws RangeError when the default is out of bounds. */
export function integer(variable: string, options: Defaulted<number> & Bounds = {}): Field<number> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options;
  const fits = (value: number) => Number.isSafeInteger(value) && value >= min && value <= max;
  if (options.default !== undefined && !fits(options.default)) {
    throw new RangeError(`${variable}: the default is out of its own bounds`);
  }
  const remedy = `Set it to a whole number${boundsInWords(options)}`;
  return field(variable, options, remedy, (value) => {
    if (!/^[+-]?\d+$/.test(value))
      return { ok: false, problem: `${shown(value)} is not a whole number`, remedy };
    return fits(Number(value))
      ? good(Number(value))
      : { ok: false, problem: `${shown(value)} is out of bounds`, remedy };
  });
}

/** A length of time in milliseconds. The name must end in `_MS`, so that whoever sets it sees the unit. */
export function durationMs(
  variable: `${string}_MS`,
  options: Defaulted<number> & Bounds = {},
): Field<number> {
  return integer(variable, { min: 0, ...options });
}

/** A TCP port, 1 to 65535. */
export function port(variable: string, options: Defaulted<number> = {}): Field<number> {
  return integer(variable, { ...options, min: 1, max: 65_535 });
}

/**
 * A URL of one of the named protocols (without colon, such as `postgresql`), given back as it was
 * written. Its value is never shown in a fault, because it may hold a password.
 */
export function url(
  variable: string,
  options: Defaulted<string> & { readonly protocols: readonly string[] },
): Field<string> {
  const remedy = `Set it to a URL that begins with ${options.protocols.map((name) => `${name}://`).join(' or ')}`;
  return field(variable, options, remedy, (value) => {
    if (!URL.canParse(value)) return { ok: false, problem: 'is not a URL', remedy };
    const protocol = new URL(value).protocol.slice(0, -1);
    return options.protocols.includes(protocol)
      ? good(value)
      : { ok: false, problem: 'is a URL of another protocol', remedy };
  });
}

/** `true` or `false`. */
export function flag(variable: string, options: Defaulted<boolean> = {}): Field<boolean> {
  const remedy = 'Set it to true or false';
  return field(variable, options, remedy, (value) => {
    if (value === 'true') return good(true);
    if (value === 'false') return good(false);
    return { ok: false, problem: `${shown(value)} is neither true nor false`, remedy };
  });
}

/** One of the given words, exactly as written. */
export function oneOf<const Choices extends readonly string[]>(
  variable: string,
  choices: Choices,
  options: Defaulted<Choices[number]> = {},
): Field<Choices[number]> {
  const remedy = `Set it to one of: ${choices.join(', ')}`;
  return field(variable, options, remedy, (value) => {
    const choice: Choices[number] | undefined = choices.find((candidate) => candidate === value);
    return choice === undefined
      ? { ok: false, problem: `${shown(value)} is not one of the choices`, remedy }
      : good(choice);
  });
}

/** Words separated by commas, each trimmed; an empty item is a fault. Values are not shown in faults. */
export function list(
  variable: string,
  options: Defaulted<readonly string[]> & { readonly rule?: TextRule } = {},
): Field<readonly string[]> {
  const { rule } = options;
  const each = rule === undefined ? '' : `, each of them ${rule.means}`;
  const remedy = `Set it to items separated by commas${each}`;
  return field(variable, options, remedy, (value) => {
    const items = value.split(',').map((item) => item.trim());
    const wrong = items.findIndex((item) => item === '' || (rule !== undefined && !rule.pattern.test(item)));
    if (wrong === -1) return good(items);
    const what = items[wrong] === '' ? 'empty' : `not ${rule?.means ?? 'an item'}`;
    return { ok: false, problem: `item ${wrong + 1} is ${what}`, remedy };
  });
}

/** Builds a field from its parts; shared by all readers. */
export function field<T>(
  variable: string,
  { default: fallback }: Defaulted<T>,
  remedy: string,
  parse: (text: string) => Parsed<T>,
): Field<T> {
  const whenUnset = (): Parsed<T> =>
    fallback === undefined ? { ok: false, problem: 'is not set', remedy } : good(fallback);
  return { variable, whenUnset, parse };
}

/** A value that was read well. */
export function good<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** A wrong value in quotes, on one line, cut so that a pasted file does not flood the terminal. */
export function shown(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

function boundsInWords({ min, max }: Bounds): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  if (max !== undefined) return ` of at most ${max}`;
  return '';
}
