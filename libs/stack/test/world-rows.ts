import { parseDate, type IsoDate } from '@dianda/identifiers';
import type { RegistryEntry } from '../src/sample-world/two-cities/registries/shelf.js';
import type { WorldOptions } from '../src/sample-world/two-cities/ground.js';
import type { World } from '../src/sample-world/two-cities/world.js';
import type { RegistryRow } from '../src/sample-world/registry.js';

export function day(text: string): IsoDate {
  const parsed = parseDate(text);
  if (!parsed.ok) throw new TypeError(`${text} is no day`);
  return parsed.value;
}

/** The world of most tests: small, and always the same. */
export const smallWorld: WorldOptions = {
  seed: 'dianda',
  today: day('2026-11-20'),
  people: 60,
  organisations: 6,
};

export interface TestRow {
  readonly slug: string;
  readonly table: string;
  readonly row: RegistryRow;
}

export function testRow({ agency, table, values }: RegistryEntry): TestRow {
  const row = Object.fromEntries(table.columns.map((column, index) => [column, values[index] ?? null]));
  return { slug: agency.slug, table: table.name, row };
}

/** All rows of a world in their order. */
export function rowsOf(world: World): readonly TestRow[] {
  return [...world.filings()].flatMap(({ entries }) => entries.map(testRow));
}
