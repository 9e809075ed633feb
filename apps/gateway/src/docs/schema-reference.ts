import { reference, type SchemaName } from './schemas/names.js';

/** The options of an Api…Response decorator: a JSON body of a named schema. */
export function bodyOf(name: SchemaName) {
  return { description: name, content: { 'application/json': { schema: reference(name) } } };
}
