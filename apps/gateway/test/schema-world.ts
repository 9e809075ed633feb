type Json = Readonly<Record<string, unknown>>;

/**
 * The named schemas of an OpenAPI document, enough of JSON Schema to hold replies against them: types, required and
 * unknown members, enums, patterns, unions and references. A keyword it does not know fails loudly.
 */
export class SchemaWorld {
  private readonly schemas: Json;

  constructor(document: Json) {
    this.schemas = jsonObject(jsonObject(document['components'])['schemas']);
  }

  /** What is wrong with a value, each fault with its place; empty when it fits. A member not named is a fault. */
  faultsOf(name: string, value: unknown): readonly string[] {
    return this.faults(this.named(name), value, name);
  }

  /** An object out of the examples of a schema's members, following references. */
  exampleOf(name: string): Json {
    return jsonObject(this.example(this.named(name)));
  }

  private example(schema: Json): unknown {
    const target = this.resolve(schema);
    if ('example' in schema) return schema['example'];
    if ('example' in target) return target['example'];
    if (target['type'] === 'object') {
      const members = Object.entries(jsonObject(target['properties']));
      return Object.fromEntries(members.map(([member, each]) => [member, this.example(jsonObject(each))]));
    }
    if (target['type'] === 'array') return [this.example(jsonObject(target['items']))];
    if ('default' in target) return target['default'];
    throw new Error(`no example: ${JSON.stringify(schema)}`);
  }

  private faults(schema: Json, value: unknown, at: string): readonly string[] {
    const target = this.resolve(schema);
    for (const keyword of Object.keys(target)) {
      if (!knownKeywords.has(keyword)) throw new Error(`a keyword this test does not know: ${keyword}`);
    }
    if (Array.isArray(target['oneOf'])) return this.faultsOfUnion(target['oneOf'], value, at);
    if (Array.isArray(target['enum']) && !target['enum'].includes(value))
      return [`${at}: not one of the values`];
    switch (target['type']) {
      case 'object':
        return this.faultsOfObject(target, value, at);
      case 'array':
        if (!Array.isArray(value)) return [`${at}: no list`];
        return value.flatMap((item: unknown, index) =>
          this.faults(jsonObject(target['items']), item, `${at}/${index}`),
        );
      case 'string':
        return faultsOfText(target, value, at);
      case 'integer':
        return Number.isInteger(value) && Number(value) >= Number(target['minimum'] ?? -Infinity)
          ? []
          : [`${at}: no integer`];
      case 'boolean':
        return typeof value === 'boolean' ? [] : [`${at}: no boolean`];
      default:
        throw new Error(`a type this test does not know: ${String(target['type'])}`);
    }
  }

  /** Exactly one shape must fit. */
  private faultsOfUnion(shapes: readonly unknown[], value: unknown, at: string): readonly string[] {
    const fitting = shapes.filter((shape) => this.faults(jsonObject(shape), value, at).length === 0);
    return fitting.length === 1 ? [] : [`${at}: fits ${fitting.length} of ${shapes.length} shapes`];
  }

  private faultsOfObject(schema: Json, value: unknown, at: string): readonly string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: no object`];
    const members = jsonObject(schema['properties']);
    const required: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
    const present = Object.entries(value).filter(([, member]) => member !== undefined);
    const missing = required.filter((name) => !present.some(([each]) => each === name));
    return [
      ...missing.map((name) => `${at}/${String(name)}: missing`),
      ...present.flatMap(([name, member]: readonly [string, unknown]) =>
        Object.hasOwn(members, name)
          ? this.faults(jsonObject(members[name]), member, `${at}/${name}`)
          : [`${at}/${name}: not in the schema`],
      ),
    ];
  }

  private resolve(schema: Json): Json {
    const reference = schema['$ref'];
    return typeof reference === 'string'
      ? this.named(reference.replace('#/components/schemas/', ''))
      : schema;
  }

  private named(name: string): Json {
    return jsonObject(this.schemas[name]);
  }
}

/** The names of all schemas that a document refers to. */
export function namesIn(document: unknown): ReadonlySet<string> {
  const text = JSON.stringify(document);
  return new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name));
}

const knownKeywords = new Set([
  'type',
  'description',
  'properties',
  'required',
  'items',
  'oneOf',
  'enum',
  'pattern',
  'format',
  'example',
  'minimum',
  'maximum',
]);

function faultsOfText(schema: Json, value: unknown, at: string): readonly string[] {
  if (typeof value !== 'string') return [`${at}: no text`];
  const { pattern, format } = schema;
  if (typeof pattern === 'string' && !new RegExp(pattern).test(value)) return [`${at}: pattern`];
  if (format === 'date-time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value))
    return [`${at}: date-time`];
  if (format === 'uuid' && !/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(value))
    return [`${at}: uuid`];
  if (format === 'date' && !/^\d{4}-\d\d-\d\d$/.test(value)) return [`${at}: date`];
  return [];
}

function jsonObject(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('a schema is missing');
  return { ...value };
}
