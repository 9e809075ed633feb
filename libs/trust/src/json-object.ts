import type { TrustError } from './trust-error.js';

/**
 * Reads the members of one JSON object strictly. Each reader names the member it refuses by its path and
 * never repeats the value, which may be a person's name or a key.
 */
export class JsonObject {
  private constructor(
    private readonly members: Readonly<Record<string, unknown>>,
    private readonly refuse: (detail: string) => TrustError,
    private readonly path: string,
  ) {}

  /** @throws what `refuse` makes, when the bytes are no UTF-8 JSON object. */
  static parse(bytes: Uint8Array, refuse: (detail: string) => TrustError): JsonObject {
    let value: unknown;
    try {
      value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      // Node's own message quotes the text around the fault, so it is dropped.
      throw refuse('is not JSON in UTF-8');
    }
    if (!isRecord(value)) throw refuse('is not a JSON object');
    return new JsonObject(value, refuse, '');
  }

  has(name: string): boolean {
    return this.members[name] !== undefined;
  }

  /** A string that is not empty. */
  text(name: string): string {
    const value = this.members[name];
    if (typeof value !== 'string' || value === '') throw this.fault(name, 'is not a non-empty string');
    return value;
  }

  /** A string of a given shape; `shape` completes the sentence "… is not". */
  textOf(name: string, pattern: RegExp, shape: string): string {
    const value = this.members[name];
    if (typeof value !== 'string' || !pattern.test(value)) throw this.fault(name, `is not ${shape}`);
    return value;
  }

  /** A SHA-256 as 64 lower-case hexadecimal digits. */
  sha256(name: string): string {
    return this.textOf(name, /^[0-9a-f]{64}$/, 'a SHA-256 in 64 lower-case hexadecimal digits');
  }

  /** A whole number ≥ 0 that JSON carries exactly. */
  wholeNumber(name: string): number {
    const value = this.members[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
      throw this.fault(name, 'is not a whole number');
    }
    return value;
  }

  /** A calendar day `YYYY-MM-DD` that exists. */
  day(name: string): string {
    const value = this.textOf(name, /^\d{4}-\d{2}-\d{2}$/, 'a day YYYY-MM-DD');
    const at = new Date(`${value}T00:00:00Z`);
    if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== value) {
      throw this.fault(name, 'is not a day of the calendar');
    }
    return value;
  }

  /** An instant in RFC 3339 with its zone (`Z` or an offset), kept as written. */
  instant(name: string): string {
    const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
    const value = this.textOf(name, pattern, 'an RFC 3339 time with zone');
    if (Number.isNaN(Date.parse(value))) throw this.fault(name, 'is not an existing time');
    return value;
  }

  /** A list of at least one non-empty string. */
  texts(name: string): string[] {
    const value: unknown = this.members[name];
    if (!Array.isArray(value) || value.length === 0 || !value.every(isText)) {
      throw this.fault(name, 'is not a list of non-empty strings');
    }
    return value;
  }

  object(name: string): JsonObject {
    const value = this.members[name];
    if (!isRecord(value)) throw this.fault(name, 'is not an object');
    return new JsonObject(value, this.refuse, this.pathOf(name));
  }

  objects(name: string): JsonObject[] {
    const value: unknown = this.members[name];
    if (!Array.isArray(value)) throw this.fault(name, 'is not a list');
    return value.map((member: unknown, index) => {
      const path = `${name}[${index}]`;
      if (!isRecord(member)) throw this.fault(path, 'is not an object');
      return new JsonObject(member, this.refuse, this.pathOf(path));
    });
  }

  /** The error for a member whose value reads well but does not fit the others. */
  fault(name: string, problem: string): TrustError {
    return this.refuse(`${this.pathOf(name)} ${problem}`);
  }

  private pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
