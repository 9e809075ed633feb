import type { OpenAPIObject } from '@nestjs/swagger';

/** A schema of the OpenAPI document, or a reference to one. */
export type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

export interface Optional {
  readonly optional: Schema;
}

/**
 * The members of a type with their schemas: each member named, optional ones wrapped in `optional`. A member that
 * is added, renamed or made optional in the type does not compile here until the document says so too.
 */
export type Members<T> = {
  readonly [Name in keyof T]-?: undefined extends T[Name] ? Optional : Schema;
};

/** Marks a member that may be absent. */
export function optional(schema: Schema): Optional {
  return { optional: schema };
}

/** An object with exactly the members of `T`. */
export function objectOf<T extends object>(description: string, members: Members<T>): Schema {
  return objectFrom(description, members);
}

/** An object whose members were put together from several types. */
export function objectFrom(
  description: string,
  members: Readonly<Record<string, Schema | Optional>>,
): Schema {
  const entries = Object.entries(members);
  return {
    type: 'object',
    description,
    properties: Object.fromEntries(
      entries.map(([name, member]) => [name, 'optional' in member ? member.optional : member]),
    ),
    required: entries.flatMap(([name, member]) => ('optional' in member ? [] : [name])),
  };
}

export function listOf(items: Schema, description?: string): Schema {
  return { type: 'array', items, ...(description === undefined ? {} : { description }) };
}

/** One of several shapes, told apart by a member that is constant in each. */
export function unionOf(description: string, shapes: readonly Schema[]): Schema {
  return { description, oneOf: [...shapes] };
}

export function words(choices: readonly string[], description?: string): Schema {
  return { type: 'string', enum: [...choices], ...(description === undefined ? {} : { description }) };
}

/** A member that has this one value in this shape. */
export function constant(value: string): Schema {
  return { type: 'string', enum: [value] };
}

export function text(description?: string, example?: string): Schema {
  return {
    type: 'string',
    ...(description === undefined ? {} : { description }),
    ...(example === undefined ? {} : { example }),
  };
}

export function count(description?: string): Schema {
  return { type: 'integer', minimum: 0, ...(description === undefined ? {} : { description }) };
}

export const flag: Schema = { type: 'boolean' };
export const uuid: Schema = {
  type: 'string',
  format: 'uuid',
  example: '6f1f0a52-6d0e-4d7e-9a43-0b1c8f5f7a11',
};
export const instant: Schema = {
  type: 'string',
  format: 'date-time',
  description: 'RFC 3339, UTC, milliseconds.',
  example: '2026-11-20T02:15:00.000Z',
};
export const day: Schema = { type: 'string', format: 'date', example: '2026-11-20' };
