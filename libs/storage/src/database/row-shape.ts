import { getMetadataArgsStorage } from 'typeorm';
import { snakeCase } from '../entities/snake-case-naming.js';

type EntityClass = new () => object;
type Parts = Readonly<Record<string, EntityClass>>;
type Read<P extends Parts> = { readonly [Alias in keyof P]: InstanceType<P[Alias]> };

interface ShapedColumn {
  readonly alias: string;
  readonly property: string;
  readonly label: string;
  readonly expression: string;
}

/**
 * The select list for whole entities in a statement of our own, and the way back from its rows: keys are table aliases
 * of the statement, values their entities.
 */
export class RowShape<P extends Parts> {
  /** To stand after SELECT or RETURNING. */
  readonly list: string;
  private readonly columns: readonly ShapedColumn[];

  constructor(private readonly parts: P) {
    this.columns = Object.entries(parts).flatMap(([alias, entity]) => columnsOf(alias, entity));
    this.list = this.columns.map(({ expression, label }) => `${expression} AS "${label}"`).join(', ');
  }

  read(row: object): Read<P> {
    const entities = Object.fromEntries(
      Object.entries(this.parts).map(([alias, entity]) => [alias, new entity()]),
    );
    for (const { alias, property, label } of this.columns) {
      Reflect.set(entities[alias] ?? {}, property, Reflect.get(row, label));
    }
    // Built from the same parts that the type is made of.
    return entities as Read<P>;
  }
}

function columnsOf(alias: string, entity: EntityClass): readonly ShapedColumn[] {
  return getMetadataArgsStorage()
    .filterColumns(entity)
    .map(({ propertyName, options }) => {
      const column = `${alias}.${snakeCase(propertyName)}`;
      return {
        alias,
        property: propertyName,
        label: `${alias}.${propertyName}`,
        // pg makes a Date of a calendar day, in the process's zone; a day has none.
        expression: options.type === 'date' ? `${column}::text` : column,
      };
    });
}
