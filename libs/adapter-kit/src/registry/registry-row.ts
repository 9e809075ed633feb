import { DiandaError } from '@dianda/inquiry';

/** One row as the registry holds it: every value is text, as PostgreSQL writes it; null is an absent value. */
export class RegistryRow {
  constructor(
    readonly table: string,
    private readonly columns: Readonly<Record<string, string | null>>,
  ) {}

  /** The column's text without surrounding white space; empty when the registry holds none. */
  text(column: string): string {
    const value = this.columns[column];
    // A column that the query did not select is our own mistake, never "the agency holds none".
    if (value === undefined) throw new TypeError(`${this.table}: column ${column} was not selected`);
    return value === null ? '' : value.trim();
  }

  /** A text without which the row says nothing. Throws REGISTRY_ROW_UNREADABLE, origin agency. */
  required(column: string): string {
    const value = this.text(column);
    if (value === '') throw this.unreadable(column, 'is empty');
    return value;
  }

  /** The error for a row that cannot be read; `problem` carries no value of the row. */
  unreadable(column: string, problem: string): DiandaError {
    return DiandaError.internal('REGISTRY_ROW_UNREADABLE', {
      origin: 'agency',
      detail: `${this.table}.${column} ${problem}`,
    });
  }
}
