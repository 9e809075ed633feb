type Json = Readonly<Record<string, unknown>>;

/** A parameter of an operation: where it goes, and what it may be. */
export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Json;
}

/** An operation of an OpenAPI document, its references resolved. */
export interface ApiOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly ApiParameter[];
  /** By media type. */
  readonly body: ReadonlyMap<string, Json>;
  readonly statuses: readonly number[];
}

/** Every operation of the document, as it says itself. */
export function apiOperations(document: Json): readonly ApiOperation[] {
  return entriesOf(document['paths']).flatMap(([path, item]) =>
    entriesOf(item).map(([method, value]) => {
      const operation = objectOf(value);
      const content = entriesOf(objectOf(operation['requestBody'] ?? {})['content'] ?? {});
      return {
        id: String(operation['operationId']),
        method: method.toUpperCase(),
        path,
        parameters: listOf(operation['parameters']).map((each) => parameterOf(objectOf(each))),
        body: new Map(content.map(([type, media]) => [type, objectOf(objectOf(media)['schema'] ?? {})])),
        statuses: entriesOf(operation['responses']).map(([status]) => Number(status)),
      };
    }),
  );
}

function parameterOf(given: Json): ApiParameter {
  const place = given['in'];
  if (place !== 'path' && place !== 'query' && place !== 'header')
    throw new Error(`a parameter in ${String(place)}`);
  return {
    name: String(given['name']),
    in: place,
    required: given['required'] === true,
    schema: objectOf(given['schema'] ?? {}),
  };
}

export function objectOf(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no object');
  return { ...value };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(objectOf(value));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
