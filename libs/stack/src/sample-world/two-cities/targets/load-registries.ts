import type { World } from '../world.js';
import type { RunOptions } from './progress.js';
import { RegistryLoad } from './registry-load.js';

export interface RegistriesLoaded {
  readonly rows: number;
  /** Size of each registry's database by the agency's slug. */
  readonly bytes: ReadonlyMap<string, number>;
}

/**
 * Loads the world's rows into registries that its agencies' DDL has made and that are empty. `connections` has, by
 * slug, the URL of a role that may insert there; agencies without one are left out. Each registry is loaded in one
 * transaction: whole or not at all. Throws for a registry that holds rows already, and what PostgreSQL throws.
 */
export async function loadRegistries(
  world: World,
  connections: ReadonlyMap<string, string>,
  { onProgress, signal }: RunOptions = {},
): Promise<RegistriesLoaded> {
  const loads = new Map<string, RegistryLoad>();
  try {
    for (const agency of world.agencies) {
      const url = connections.get(agency.slug);
      if (url !== undefined) loads.set(agency.slug, await RegistryLoad.begin(agency, url));
    }
    let [filings, rows] = [0, 0];
    for (const { entries } of world.filings()) {
      for (const entry of entries) {
        const load = loads.get(entry.agency.slug);
        if (load === undefined) continue;
        rows += 1;
        const full = load.put(entry);
        if (full !== undefined) await full;
      }
      filings += 1;
      signal?.throwIfAborted();
      onProgress?.({ filings, rows });
    }
    const bytes = new Map<string, number>();
    for (const [slug, load] of loads) bytes.set(slug, await load.commit());
    return { rows, bytes };
  } catch (error) {
    await Promise.all([...loads.values()].map((load) => load.abandon()));
    throw error;
  }
}
