/** A value of a registry row, as the agency's own system would write it. */
export type RegistryValue = string | number | null;
export type RegistryRow = Readonly<Record<string, RegistryValue>>;

/** Rows by table, tables in an order that foreign keys allow. */
export type RegistryRows = readonly { readonly table: string; readonly rows: readonly RegistryRow[] }[];

/** When the sample agencies last copied their registers to where they are asked; Beijing time. */
const copiedAt = '2026-11-21T02:00:00';

/** 更新时间 of each table of such a copy. */
export function renewedAt(table: string, copied: readonly string[]): RegistryRows[number] {
  return { table, rows: copied.map((bm) => ({ bm, gxsj: copiedAt })) };
}
