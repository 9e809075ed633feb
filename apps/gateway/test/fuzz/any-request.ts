import fc, { type Arbitrary } from 'fast-check';
import { objectOf, type ApiOperation, type ApiParameter } from './api-operations.js';

type Json = Readonly<Record<string, unknown>>;

/** One request as it goes out; every text is sent as it stands. */
export interface AnyRequest {
  readonly operation: ApiOperation;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  /** Whose token it carries, by place in the list of callers; undefined for one of those who may do this. */
  readonly caller: number | undefined;
}

/** Texts that have broken servers. */
const nastyTexts = [
  '',
  ' ',
  '\u0000',
  '\uFEFF',
  '\uD800',
  '𠮷\u0301\u202E',
  "' OR 1=1 --",
  '../../etc/passwd',
  '${7*7}{{7*7}}',
  '__proto__',
  'null',
  '-1',
  '1e309',
  '9999-99-99T99:99:99Z',
  '=cmd|calc',
  'a'.repeat(5_000),
] as const;

const anyText: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nastyTexts),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const anyNonsense: Arbitrary<unknown> = fc.oneof(
  anyText,
  fc.constantFrom(null, true, false, 0, -1, 1.5, 2 ** 53, -0, 1e308),
  fc.constant([]),
  fc.constant({}),
  fc.constant(Array.from({ length: 300 }, () => ({}))),
  fc.constant(nested(200)),
  fc.dictionary(anyText, anyText, { maxKeys: 4 }),
);

/** Requests of one operation: mostly what the document says, each part spoiled now and then. */
export function anyRequestOf(
  operation: ApiOperation,
  schemas: Json,
  callers: number,
  known: readonly string[],
): Arbitrary<AnyRequest> {
  const world = new Schemas(schemas, known);
  return fc
    .record({
      path: pathOf(operation, world),
      query: queryOf(operation, world),
      headers: headersOf(operation, world),
      body: bodyOf(operation, world),
      accept: fc.oneof(
        { weight: 8, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: headerText },
      ),
      caller: fc.option(fc.integer({ min: 0, max: callers - 1 }), { nil: undefined, freq: 1 }),
    })
    .map(({ path, query, headers, body, accept, caller }) => ({
      operation,
      caller,
      path: query === '' ? path : `${path}?${query}`,
      headers: {
        ...headers,
        ...(accept === undefined ? {} : { accept }),
        ...(body === undefined ? {} : { 'content-type': body.type }),
      },
      body: body?.bytes,
    }));
}

function pathOf({ path, parameters }: ApiOperation, world: Schemas): Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const values = names.map((name) => {
    const parameter = parameters.find((each) => each.in === 'path' && each.name === name);
    return world.textOf(parameter?.schema ?? {}).map(pathSegment);
  });
  return fc.tuple(...values).map((given) => {
    let place = 0;
    return path.replace(/\{\w+\}/g, () => given[place++] ?? '');
  });
}

/** What a client library would send; a lone surrogate cannot be encoded and goes out as an invalid escape. */
function pathSegment(value: string): string {
  const segment = value === '' ? '%00' : value;
  return segment.isWellFormed() ? encodeURIComponent(segment) : '%ED%A0%80';
}

function queryOf({ parameters }: ApiOperation, world: Schemas): Arbitrary<string> {
  const queries = parameters.filter((each) => each.in === 'query');
  const pairs = queries.map((parameter) =>
    present(parameter, world.textOf(parameter.schema)).map((value) =>
      value === undefined ? [] : [`${parameter.name}=${pathSegment(value)}`],
    ),
  );
  const unknown = fc.oneof(
    { weight: 12, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: anyText.map((text) => [`surprise=${pathSegment(text)}`]) },
  );
  return fc.tuple(unknown, ...pairs).map((all) => all.flat().join('&'));
}

const headerText = fc.stringMatching(/^[\x20-\x7e]{0,60}$/);

function headersOf(
  { parameters }: ApiOperation,
  world: Schemas,
): Arbitrary<Readonly<Record<string, string>>> {
  const headers = parameters.filter((each) => each.in === 'header');
  const pairs = headers.map((parameter) =>
    present(parameter, fc.oneof({ weight: 3, arbitrary: world.textOf(parameter.schema) }, headerText)).map(
      (value) => [parameter.name, value] as const,
    ),
  );
  return fc
    .tuple(...pairs)
    .map((all) =>
      Object.fromEntries(
        all.flatMap(([name, value]) =>
          value === undefined || /[^\x20-\x7e]/.test(value) ? [] : [[name, value] as const],
        ),
      ),
    );
}

/** A required parameter is left out now and then, another one often. */
function present<T>(parameter: ApiParameter, value: Arbitrary<T>): Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: parameter.required ? 12 : 2 });
}

function bodyOf(
  { body }: ApiOperation,
  world: Schemas,
): Arbitrary<{ readonly type: string; readonly bytes: Buffer } | undefined> {
  if (body.size === 0) return fc.constant(undefined);
  const types = [...body.keys()];
  const wellMeant = fc
    .constantFrom(...types)
    .chain((type) =>
      type === 'application/json'
        ? spoiled(world.valueOf(body.get(type) ?? {}), 4).map((value) => ({ type, bytes: jsonBytes(value) }))
        : fc.uint8Array({ maxLength: 400 }).map((bytes) => ({ type, bytes: Buffer.from(bytes) })),
    );
  const raw = fc.record({
    type: fc.constantFrom(
      ...types,
      'application/json',
      'text/plain',
      'application/xml',
      'multipart/form-data',
      '*/*',
    ),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom('{', '[', '"', '{"a":', '\uFEFF{}', '[]', 'null', '0', '')
        .map((text) => Buffer.from(text)),
    ),
  });
  return fc.oneof(
    { weight: 9, arbitrary: wellMeant },
    { weight: 2, arbitrary: raw },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

function jsonBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** In one of so many, or somewhere within, nonsense. */
function spoiled(value: Arbitrary<unknown>, oneOf: number): Arbitrary<unknown> {
  return fc.oneof({ weight: oneOf, arbitrary: value }, { weight: 1, arbitrary: anyNonsense });
}

function nested(depth: number): unknown {
  return depth === 0 ? 0 : [nested(depth - 1)];
}

/** Values of the document's schemas. */
class Schemas {
  constructor(
    private readonly schemas: Json,
    /** Values that exist in the world under test, such as ids. */
    private readonly known: readonly string[],
  ) {}

  /** A text for a path, query or header. */
  textOf(schema: Json): Arbitrary<string> {
    const existing = fc.constantFrom(...this.known);
    return fc.oneof(
      {
        weight: 2,
        arbitrary: this.valueOf(schema).map((value) =>
          typeof value === 'string' ? value : JSON.stringify(value),
        ),
      },
      { weight: 1, arbitrary: existing },
      { weight: 1, arbitrary: anyText },
    );
  }

  valueOf(given: Json): Arbitrary<unknown> {
    const schema = this.resolve(given);
    const example = given['example'] ?? schema['example'];
    const examples = example === undefined ? [] : [{ weight: 3, arbitrary: fc.constant(example) }];
    return fc.oneof(...examples, { weight: 1, arbitrary: this.typed(schema) });
  }

  private typed(schema: Json): Arbitrary<unknown> {
    const { oneOf, enum: choices } = schema;
    if (Array.isArray(oneOf)) return fc.oneof(...oneOf.map((each) => this.valueOf(objectOf(each))));
    if (Array.isArray(choices)) return fc.constantFrom(...(choices as readonly unknown[]));
    switch (schema['type']) {
      case 'object':
        return this.objectOf(schema);
      case 'array':
        return fc.array(spoiled(this.valueOf(objectOf(schema['items'] ?? {})), 12), { maxLength: 3 });
      case 'integer':
      case 'number':
        return fc.oneof(fc.integer({ min: -2, max: 1_000 }), fc.maxSafeInteger());
      case 'boolean':
        return fc.boolean();
      default:
        return this.text(schema);
    }
  }

  private objectOf(schema: Json): Arbitrary<unknown> {
    const required: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
    const members = Object.entries(objectOf(schema['properties'] ?? {})).map(([name, member]) =>
      fc
        .option(spoiled(this.valueOf(objectOf(member)), 12), {
          nil: undefined,
          freq: required.includes(name) ? 15 : 2,
        })
        .map((value) => [name, value] as const),
    );
    const surprise = fc.oneof(
      { weight: 15, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.tuple(anyText, anyNonsense).map((pair) => [pair]) },
    );
    return fc.tuple(surprise, ...members).map(([extra, ...rest]) => Object.fromEntries([...rest, ...extra]));
  }

  private text({ pattern, format }: Json): Arbitrary<string> {
    if (format === 'uuid') return fc.uuid();
    if (format === 'date-time')
      return fc
        .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-01-01') })
        .map((each) => each.toISOString());
    if (format === 'date')
      return fc
        .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-01-01') })
        .map((each) => each.toISOString().slice(0, 10));
    if (typeof pattern === 'string' && !/\\p\{|\(\?[<!=]/.test(pattern))
      return fc.stringMatching(new RegExp(pattern));
    return anyText;
  }

  private resolve(schema: Json): Json {
    const reference = schema['$ref'];
    return typeof reference === 'string'
      ? objectOf(this.schemas[reference.replace('#/components/schemas/', '')])
      : schema;
  }
}
