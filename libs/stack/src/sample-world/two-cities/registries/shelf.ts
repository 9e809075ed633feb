import type { WorldAgency } from '../agencies.js';
import type { RegistryValue } from '../../registry.js';
import type { ColumnOf, RegistryTable } from './tables.js';

/** One row on its way into an agency's registry. */
export interface RegistryEntry {
  readonly agency: WorldAgency;
  readonly table: RegistryTable;
  /** In the order of the table’s columns. */
  readonly values: readonly RegistryValue[];
}

/** One table of one agency while rows are made for it: numbers them and lays them on the common pile. */
export class Shelf<Column extends string> {
  private last = 0;

  constructor(
    private readonly agency: WorldAgency,
    private readonly table: RegistryTable<Column>,
    private readonly pile: RegistryEntry[],
  ) {}

  /** The next number, from 1. */
  next(): number {
    this.last += 1;
    return this.last;
  }

  /** Columns that the row leaves out are empty. */
  put(row: Readonly<Partial<Record<Column, RegistryValue>>>): void {
    const values = this.table.columns.map((column) => row[column] ?? null);
    this.pile.push({ agency: this.agency, table: this.table, values });
  }
}

export type Shelves<Tables extends Readonly<Record<string, RegistryTable>>> = {
  readonly [Name in keyof Tables]: Shelf<ColumnOf<Tables[Name]>>;
};
