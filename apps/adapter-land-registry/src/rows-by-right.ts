import type { RegistryRow } from '@dianda/adapter-kit';

/** Rows that hang on rights, found by right: a company may hold thousands of rights with as many burdens. */
export class RowsByRight {
  private readonly byRight = new Map<string, RegistryRow[]>();
  private readonly byUnit = new Map<string, RegistryRow[]>();
  private readonly order = new Map<RegistryRow, number>();

  constructor(rows: readonly RegistryRow[]) {
    for (const [at, row] of rows.entries()) {
      this.order.set(row, at);
      const right = row.text('qlbsm');
      if (right !== '') add(this.byRight, rightKey(row.text('qlbm'), right), row);
      else add(this.byUnit, row.text('bdcdyh'), row);
    }
  }

  /** Rows that name this right by table and 标识码. */
  of(table: string, right: RegistryRow): readonly RegistryRow[] {
    return this.byRight.get(rightKey(table, right.text('bsm'))) ?? [];
  }

  /** Burdens on this right: those that name it, and those that name no right but its unit number; in rank order. */
  on(table: string, right: RegistryRow): readonly RegistryRow[] {
    const unit = right.text('bdcdyh');
    const byUnit = unit === '' ? [] : (this.byUnit.get(unit) ?? []);
    return [...this.of(table, right), ...byUnit].sort(
      (one, other) => this.placeOf(one) - this.placeOf(other),
    );
  }

  private placeOf(row: RegistryRow): number {
    return this.order.get(row) ?? 0;
  }
}

function rightKey(table: string, bsm: string): string {
  return `${table}-${bsm}`;
}

function add(groups: Map<string, RegistryRow[]>, key: string, row: RegistryRow): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [row]);
  else group.push(row);
}
