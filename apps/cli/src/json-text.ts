/** A JSON value with the line on which it begins, counted from 1. */
export type JsonNode = JsonScalar | JsonList | JsonObject;

export interface JsonScalar {
  readonly kind: 'scalar';
  readonly line: number;
  readonly value: string | number | boolean | null;
}

export interface JsonList {
  readonly kind: 'list';
  readonly line: number;
  readonly items: readonly JsonNode[];
}

export interface JsonObject {
  readonly kind: 'object';
  readonly line: number;
  readonly members: readonly JsonMember[];
}

/** Members stand as in the text: a name may be there twice, and its line is that of the name. */
export interface JsonMember {
  readonly name: string;
  readonly line: number;
  readonly node: JsonNode;
}

export type JsonRead =
  | { readonly ok: true; readonly node: JsonNode }
  | { readonly ok: false; readonly line: number; readonly problem: string };

/**
 * Reads a file's bytes as JSON (RFC 8259, UTF-8 with or without byte order mark). `JSON.parse` keeps no lines and takes
 * the last of two members with one name; people who mend a file need the one and must hear of the other.
 */
export function readJson(bytes: Uint8Array): JsonRead {
  const foreign = foreignLine(bytes);
  if (foreign !== undefined) return { ok: false, line: foreign, problem: 'is not text in UTF-8' };
  try {
    return { ok: true, node: new JsonReader(decode(bytes)).whole() };
  } catch (error) {
    if (error instanceof JsonFault) return { ok: false, line: error.line, problem: error.message };
    throw error;
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** The first line that is no UTF-8. No encoding of Chinese has a line feed inside a character. */
function foreignLine(bytes: Uint8Array): number | undefined {
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end === -1 ? bytes.length : end;
    try {
      decode(bytes.subarray(start, stop));
    } catch {
      return line;
    }
    start = stop + 1;
  }
  return undefined;
}

class JsonFault extends Error {
  constructor(
    readonly line: number,
    problem: string,
  ) {
    super(problem);
  }
}

/** No file of ours is deeper than this; the reader recurses, so depth must end before the stack does. */
const deepest = 32;

const textShape = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const numberShape = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wordShape = /true|false|null/y;

class JsonReader {
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  whole(): JsonNode {
    this.skipSpace();
    const node = this.value(1);
    if (this.at < this.text.length) throw this.fault('the end');
    return node;
  }

  private value(depth: number): JsonNode {
    if (depth > deepest) throw new JsonFault(this.line, `is nested too deeply (more than ${deepest} levels)`);
    const { line } = this;
    if (this.takes('[')) return { kind: 'list', line, items: this.series(']', () => this.value(depth + 1)) };
    if (this.takes('{')) {
      return { kind: 'object', line, members: this.series('}', () => this.member(depth + 1)) };
    }
    const scalar = this.token(textShape) ?? this.token(numberShape) ?? this.token(wordShape);
    if (scalar === undefined) throw this.fault('a value');
    // One token of the grammar above, so that the parser of the language may say what it means.
    return { kind: 'scalar', line, value: JSON.parse(scalar) as JsonScalar['value'] };
  }

  private member(depth: number): JsonMember {
    const { line } = this;
    const name = this.token(textShape);
    if (name === undefined) throw this.fault('a member’s name in double quotes');
    if (!this.takes(':')) throw this.fault('“:”');
    return { name: JSON.parse(name) as string, line, node: this.value(depth) };
  }

  private series<T>(end: ']' | '}', read: () => T): readonly T[] {
    const all: T[] = [];
    if (this.takes(end)) return all;
    do all.push(read());
    while (this.takes(','));
    if (!this.takes(end)) throw this.fault(`“,” or “${end}”`);
    return all;
  }

  private takes(mark: string): boolean {
    if (this.text[this.at] !== mark) return false;
    this.at += 1;
    this.skipSpace();
    return true;
  }

  private token(shape: RegExp): string | undefined {
    shape.lastIndex = this.at;
    const found = shape.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    this.skipSpace();
    return found;
  }

  private skipSpace(): void {
    for (; ' \t\r\n'.includes(this.text[this.at] ?? 'x'); this.at++) {
      if (this.text[this.at] === '\n') this.line += 1;
    }
  }

  private fault(wanted: string): JsonFault {
    const [found] = this.text.slice(this.at, this.at + 2);
    return new JsonFault(this.line, `is no JSON from here on: ${insteadOf(wanted, found)}`);
  }
}

function insteadOf(wanted: string, found: string | undefined): string {
  if (found === undefined) return `the file ends where ${wanted} should be`;
  // A whole text would have been taken, and been out of place.
  if (found === '"')
    return 'a text that is out of place, has no end on its line, or holds a wrong “\\” or a control character';
  const shown = /\p{Cc}/u.test(found) ? 'a control character' : `“${found}”`;
  return `there is ${shown} where ${wanted} should be`;
}
