/** A value of a registry row, as the agency's own system would write it. */
export type RegistryValue = string | number | null;
export type RegistryRow = Readonly<Record<string, RegistryValue>>;

/** Rows by table, tables in an order that foreign keys allow. */
export type RegistryRows = readonly { readonly table: string; readonly rows: readonly RegistryRow[] }[];
