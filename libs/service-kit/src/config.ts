/** Reads an app's configuration from its environment: typed, whole, and with every fault told at once. */

/** The variables a process was started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One thing wrong with the configuration. Holds no value of a secret. */
export interface ConfigurationFault {
  readonly variable: string;
  /** What is wrong, without a full stop. */
  readonly problem: string;
  /** What to do about it, without a full stop. */
  readonly remedy: string;
}

/** What a field made of its text: a value, or what is wrong with it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string; readonly remedy: string };

/** Reads one variable. Made by the readers in `config-fields.ts` and `config-files.ts`. */
export interface Field<T> {
  readonly variable: string;
  /** What holds when the variable is unset or blank: a default, or a fault. */
  readonly whenUnset: () => Parsed<T>;
  /** Reads the trimmed text. */
  readonly parse: (text: string) => Parsed<T>;
  /** A variable that must not be set beside this one, with the fault to tell when it is. */
  readonly forbids?: ConfigurationFault;
}

/** Property name to field. */
export type ConfigurationSchema = Readonly<Record<string, Field<unknown>>>;

/** The configuration a schema yields. */
export type ConfigurationOf<Schema extends ConfigurationSchema> = {
  readonly [Property in keyof Schema]: Schema[Property] extends Field<infer Value> ? Value : never;
};

export interface ReadConfigOptions {
  /** Every variable that begins so must be known to the schema (or `readElsewhere`); others are typos. */
  readonly prefix?: string;
  /** Variables under the prefix that other programs of the same environment read. */
  readonly readElsewhere?: readonly string[];
}

/** Thrown once with all faults; the message has one line per fault. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly reason = 'CONFIGURATION_INVALID';

  constructor(readonly faults: readonly ConfigurationFault[]) {
    super(faults.map(({ variable, problem, remedy }) => `${variable}: ${problem}. ${remedy}.`).join('\n'));
  }
}

/**
 * Reads every field of `schema` and returns the frozen configuration.
 *
 * A variable that is empty or blank counts as unset, because compose files and shells set blanks for
 * "none". Throws `ConfigurationError` with all faults of all fields, unknown variables included.
 */
export function readConfig<Schema extends ConfigurationSchema>(
  schema: Schema,
  environment: Environment = process.env,
  options: ReadConfigOptions = {},
): ConfigurationOf<Schema> {
  const faults: ConfigurationFault[] = [];
  const values: Record<string, unknown> = {};
  for (const [property, field] of Object.entries(schema)) {
    const text = textOf(environment, field.variable);
    if (field.forbids !== undefined && textOf(environment, field.forbids.variable) !== undefined) {
      faults.push(field.forbids);
      // Its remedy already tells to set the variable proper.
      if (text === undefined) continue;
    }
    const parsed = text === undefined ? field.whenUnset() : field.parse(text);
    if (parsed.ok) values[property] = parsed.value;
    else faults.push({ variable: field.variable, problem: parsed.problem, remedy: parsed.remedy });
  }
  faults.push(...unknownVariables(schema, environment, options));
  if (faults.length > 0) throw new ConfigurationError(faults);
  // The compiler cannot follow a mapped type through Object.entries; the loop above has set each
  // property to what its own field parsed.
  return Object.freeze(values) as ConfigurationOf<Schema>;
}

/**
 * Prints a `ConfigurationError` to standard error, one line per fault, and ends the process with
 * code 1. Any other error is thrown on.
 */
export function exitOnConfigurationFault(error: unknown): never {
  if (!(error instanceof ConfigurationError)) throw error;
  const count = error.faults.length === 1 ? '1 fault' : `${error.faults.length} faults`;
  process.stderr.write(`The configuration has ${count}; nothing was started.\n${error.message}\n`);
  process.exit(1);
}

function textOf(environment: Environment, variable: string): string | undefined {
  const text = environment[variable]?.trim();
  return text === '' ? undefined : text;
}

function unknownVariables(
  schema: ConfigurationSchema,
  environment: Environment,
  { prefix, readElsewhere = [] }: ReadConfigOptions,
): ConfigurationFault[] {
  if (prefix === undefined) return [];
  const fields = Object.values(schema);
  const known = fields.map((field) => field.variable);
  const spoken = new Set([...known, ...readElsewhere, ...fields.map((field) => field.forbids?.variable)]);
  return Object.keys(environment)
    .filter((variable) => variable.startsWith(prefix) && !spoken.has(variable))
    .map((variable) => {
      const meant = nearest(variable, known);
      return {
        variable,
        problem: 'is not a variable of this program',
        remedy: meant === undefined ? 'Remove it' : `Remove it, or rename it if ${meant} was meant`,
      };
    });
}

/** The known name within three edits, if there is one: more than three is another word, not a typo. */
function nearest(name: string, known: readonly string[]): string | undefined {
  return known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ distance }) => distance <= 3)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, letter] of Array.from(a).entries()) {
    const next = [line + 1];
    for (const [column, other] of Array.from(b).entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
