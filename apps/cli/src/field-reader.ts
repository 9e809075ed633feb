/** One thing wrong in a file: where, in words for people, and what. */
export interface Fault {
  readonly where: string;
  readonly problem: string;
}

/** The object when every member was read, undefined when a reader recorded a fault instead of one. */
export function whole<T extends object>(parts: { readonly [Member in keyof T]: T[Member] | undefined }) {
  const isWhole = (each: typeof parts): each is typeof parts & T => !Object.values(each).includes(undefined);
  return isWhole(parts) ? (parts satisfies T) : undefined;
}

/** The list when every item was read. */
export function allOf<T>(items: readonly (T | undefined)[] | undefined): readonly T[] | undefined {
  const read = items?.filter((item) => item !== undefined);
  return read?.length === items?.length ? read : undefined;
}

/**
 * Reads the members of a JSON object and collects what is wrong with them instead of stopping at the first. A reader
 * answers undefined exactly when it recorded a fault.
 */
export class FieldReader {
  private readonly read = new Set<string>();

  private constructor(
    private readonly members: Readonly<Record<string, unknown>>,
    private readonly where: string,
    private readonly faults: Fault[],
  ) {}

  /** A reader of the object, or undefined with a fault where the value is none. */
  static of(value: unknown, where: string, faults: Fault[]): FieldReader | undefined {
    if (isObject(value)) return new FieldReader(value, where, faults);
    faults.push({ where, problem: 'must be an object' });
    return undefined;
  }

  /** Text without space around it that is not empty; `pattern`, and what it means, narrow it. */
  text(name: string, pattern = /./, means = 'text that is not empty'): string | undefined {
    const fits = (value: unknown) =>
      typeof value === 'string' && value.trim() === value && pattern.test(value) ? value : undefined;
    return this.value(name, fits, means);
  }

  integer(name: string, least: number, most: number): number | undefined {
    const fits = (value: unknown) =>
      typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
        ? value
        : undefined;
    return this.value(name, fits, `a whole number from ${least} to ${most}`);
  }

  flag(name: string): boolean | undefined {
    return this.value(name, (value) => (typeof value === 'boolean' ? value : undefined), 'true or false');
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const fits = (value: unknown) => choices.find((choice) => choice === value);
    return this.value(name, fits, `one of ${choices.join(', ')}`);
  }

  /** A list of different items, each of which `fits` accepts. */
  list<Item>(
    name: string,
    fits: (item: unknown) => Item | undefined,
    means: string,
    least = 0,
  ): readonly Item[] | undefined {
    const bound = least === 0 ? '' : `at least ${least} of: `;
    const items = this.value(name, isListOf(least), `a list of ${bound}${means}`);
    const before = this.faults.length;
    const accepted = items?.map((item, index) => {
      const accept = fits(item);
      if (accept === undefined) this.fault(`${name}[${index}]`, `must be ${means}`);
      else if (items.indexOf(item) !== index) this.fault(`${name}[${index}]`, 'is there twice');
      return accept;
    });
    return this.faults.length === before ? allOf(accepted) : undefined;
  }

  object(name: string): FieldReader | undefined {
    this.read.add(name);
    return FieldReader.of(this.members[name], `${this.where}, ${name}`, this.faults);
  }

  /** One reader an object of the list; undefined for an item that is none. */
  objects(name: string, least = 0): readonly (FieldReader | undefined)[] | undefined {
    const bound = least === 0 ? '' : `at least ${least} of them: `;
    const items = this.value(name, isListOf(least), `a list of ${bound}objects`);
    return items?.map((item, index) => FieldReader.of(item, `${this.where}, ${name}[${index}]`, this.faults));
  }

  /** All members as texts, for an object whose members are not ours to know. */
  texts(): Readonly<Record<string, string>> | undefined {
    const entries = Object.keys(this.members).map((name) => [name, this.text(name)] as const);
    return whole(Object.fromEntries(entries));
  }

  /** Call last: a member that nobody read is a spelling mistake. */
  refuseOthers(): void {
    for (const name of Object.keys(this.members)) {
      if (!this.read.has(name)) this.fault(name, 'is no member of this');
    }
  }

  fault(name: string, problem: string): void {
    this.faults.push({ where: this.where, problem: `${name} ${problem}` });
  }

  private value<T>(name: string, fits: (value: unknown) => T | undefined, means: string): T | undefined {
    this.read.add(name);
    const value = fits(Object.hasOwn(this.members, name) ? this.members[name] : undefined);
    if (value === undefined) this.fault(name, `must be ${means}`);
    return value;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(least: number): (value: unknown) => readonly unknown[] | undefined {
  return (value) => (Array.isArray(value) && value.length >= least ? value : undefined);
}
