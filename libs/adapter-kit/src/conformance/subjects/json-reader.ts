/** Reads JSON of unknown shape, naming every fault by its pointer (RFC 6901) and repeating no value. */
export class JsonReader {
  constructor(
    private readonly value: unknown,
    private readonly pointer: string,
    readonly faults: string[],
  ) {}

  get isAbsent(): boolean {
    return this.value === undefined;
  }

  /** The members of an object; a fault when it is none. */
  get names(): readonly string[] {
    const members = this.members();
    return members === undefined ? [] : Object.keys(members);
  }

  member(name: string): JsonReader {
    const value = this.isAbsent ? undefined : this.members()?.[name];
    return new JsonReader(value, `${this.pointer}/${name}`, this.faults);
  }

  items(): readonly JsonReader[] {
    if (this.isAbsent) return [];
    if (!Array.isArray(this.value)) {
      this.fault('is not a list');
      return [];
    }
    const list: readonly unknown[] = this.value;
    return list.map((item, index) => new JsonReader(item, `${this.pointer}/${index}`, this.faults));
  }

  /** A text that is not empty; `fallback` when the member is absent. */
  text(fallback?: string): string {
    if (this.isAbsent && fallback !== undefined) return fallback;
    if (typeof this.value === 'string' && this.value !== '') return this.value;
    this.fault('is not a text');
    return fallback ?? '';
  }

  oneOf<T extends string>(allowed: readonly T[], fallback?: T): T | undefined {
    if (this.isAbsent && fallback !== undefined) return fallback;
    const found = allowed.find((each) => each === this.value);
    if (found === undefined) this.fault(`is none of ${allowed.join(', ')}`);
    return found;
  }

  count(): number | undefined {
    if (this.isAbsent) return undefined;
    if (typeof this.value === 'number' && Number.isSafeInteger(this.value) && this.value >= 0) {
      return this.value;
    }
    this.fault('is not a whole number');
    return undefined;
  }

  /** Parses a text; `problem` says what it should have been. */
  parsed<T>(parse: (text: string) => T | undefined, problem: string, fallback?: string): T | undefined {
    const text = this.text(fallback);
    if (text === '') return undefined;
    const value = parse(text);
    if (value === undefined) this.fault(problem);
    return value;
  }

  /** A fault for each member that is not among `known`: a misspelt one would silently change what is tested. */
  onlyHas(known: readonly string[]): void {
    for (const name of this.names) {
      if (!known.includes(name)) this.member(name).fault('is not known here');
    }
  }

  fault(problem: string): void {
    const fault = `${this.pointer === '' ? '/' : this.pointer} ${problem}`;
    if (!this.faults.includes(fault)) this.faults.push(fault);
  }

  private members(): Readonly<Record<string, unknown>> | undefined {
    const { value } = this;
    if (this.isAbsent) return undefined;
    if (isObject(value)) return value;
    this.fault('is not an object');
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
