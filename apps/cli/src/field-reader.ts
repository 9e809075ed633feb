import { parseDate, type IsoDate } from '@dianda/identifiers';
import type { JsonList, JsonMember, JsonNode, JsonObject } from './json-text.js';

/** One thing wrong in a file: on which line, and what, in words for people. */
export interface Fault {
  readonly line: number;
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
    private readonly node: JsonObject,
    private readonly where: string,
    private readonly faults: Fault[],
  ) {}

  /** A reader of the object, which people know as `where`; undefined, with a fault, where the value is none. */
  static of(node: JsonNode, where: string, faults: Fault[]): FieldReader | undefined {
    if (node.kind === 'object') return new FieldReader(node, where, faults);
    faults.push({ line: node.line, problem: `${where}: must be an object` });
    return undefined;
  }

  /** Text without space around it that is not empty and can be shown; `pattern`, and what it means, narrow it. */
  text(name: string, pattern = /./, means = 'text that is not empty'): string | undefined {
    const fits = (value: unknown) =>
      typeof value === 'string' && value.trim() === value && !unreadable.test(value) && pattern.test(value)
        ? value
        : undefined;
    return this.scalar(name, fits, means);
  }

  /** A calendar day that exists. */
  day(name: string): IsoDate | undefined {
    const fits = (value: unknown) => {
      const parsed = typeof value === 'string' && dayShape.test(value) ? parseDate(value) : undefined;
      return parsed?.ok === true ? parsed.value : undefined;
    };
    return this.scalar(name, fits, 'a calendar day YYYY-MM-DD');
  }

  has(name: string): boolean {
    return this.member(name) !== undefined;
  }

  integer(name: string, least: number, most: number): number | undefined {
    const fits = (value: unknown) =>
      typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
        ? value
        : undefined;
    return this.scalar(name, fits, `a whole number from ${least} to ${most}`);
  }

  flag(name: string): boolean | undefined {
    return this.scalar(name, (value) => (typeof value === 'boolean' ? value : undefined), 'true or false');
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const fits = (value: unknown) => choices.find((choice) => choice === value);
    return this.scalar(name, fits, `one of ${choices.join(', ')}`);
  }

  /** A list of different items, each of which `fits` accepts; items are the same that it reads as the same. */
  list<Item>(
    name: string,
    fits: (item: unknown) => Item | undefined,
    means: string,
    least = 0,
  ): readonly Item[] | undefined {
    const bound = least === 0 ? '' : `at least ${least} of: `;
    const items = this.items(name, least, `a list of ${bound}${means}`);
    const seen = new Set<Item>();
    const accepted = items?.map((item, index) => {
      const accept = item.kind === 'scalar' ? fits(item.value) : undefined;
      const isNew = accept !== undefined && !seen.has(accept);
      if (!isNew) {
        const problem = accept === undefined ? `must be ${means}` : 'is there twice';
        this.faultAt(item.line, `${name}[${index}]`, problem);
        return undefined;
      }
      seen.add(accept);
      return accept;
    });
    return allOf(accepted);
  }

  object(name: string): FieldReader | undefined {
    const member = this.member(name);
    if (member !== undefined) return FieldReader.of(member.node, `${this.where}, ${name}`, this.faults);
    this.fault(name, 'must be an object');
    return undefined;
  }

  /** One reader an object of the list; undefined for an item that is none. */
  objects(name: string, least = 0): readonly (FieldReader | undefined)[] | undefined {
    const bound = least === 0 ? '' : `at least ${least} of them: `;
    const items = this.items(name, least, `a list of ${bound}objects`);
    return items?.map((item, index) => FieldReader.of(item, `${this.where}, ${name}[${index}]`, this.faults));
  }

  /** All members as texts, for an object whose members are not ours to know. */
  texts(): Readonly<Record<string, string>> | undefined {
    const entries = this.node.members.map(({ name }) => [name, this.text(name)] as const);
    return whole(Object.fromEntries(entries));
  }

  /** Call last: a member that nobody read is a spelling mistake, and of two with one name one is. */
  refuseOthers(): void {
    const seen = new Set<string>();
    for (const { name, line } of this.node.members) {
      if (!this.read.has(name)) this.faultAt(line, name, 'is no member of this');
      else if (seen.has(name)) this.faultAt(line, name, 'is there twice');
      seen.add(name);
    }
  }

  /** Records what is wrong with the object as a whole. */
  refuse(problem: string): void {
    this.faults.push({ line: this.node.line, problem: `${this.where}: ${problem}` });
  }

  /** Records what is wrong with a member, on its line, or on the object's where it is missing. */
  fault(name: string, problem: string): void {
    this.faultAt(this.member(name)?.line ?? this.node.line, name, problem);
  }

  private faultAt(line: number, name: string, problem: string): void {
    this.faults.push({ line, problem: `${this.where}: ${name} ${problem}` });
  }

  private member(name: string): JsonMember | undefined {
    this.read.add(name);
    return this.node.members.find((each) => each.name === name);
  }

  private scalar<T>(name: string, fits: (value: unknown) => T | undefined, means: string): T | undefined {
    const node = this.member(name)?.node;
    const value = node?.kind === 'scalar' ? fits(node.value) : undefined;
    if (value === undefined) this.fault(name, `must be ${means}`);
    return value;
  }

  private items(name: string, least: number, means: string): JsonList['items'] | undefined {
    const node = this.member(name)?.node;
    if (node?.kind === 'list' && node.items.length >= least) return node.items;
    this.fault(name, `must be ${means}`);
    return undefined;
  }
}

const dayShape = /^\d{4}-\d{2}-\d{2}$/;

/** Characters that no text of a directory holds: controls, lone surrogates, the mark of a failed decoding. */
const unreadable = /[\p{Cc}\p{Cs}\uFFFD]/u;
