import { createHash } from 'node:crypto';
import type { World } from '../world.js';
import { courtSide } from '../court/court-side.js';
import { jsonLine } from './row-text.js';

/** SHA-256 of every row, case, court, officer and planted row of a world, in their order. */
export function worldDigest(world: World): string {
  const hash = createHash('sha256');
  for (const { entries } of world.filings()) {
    for (const entry of entries) hash.update(`${entry.agency.slug} ${entry.table.name} ${jsonLine(entry)}`);
  }
  const { cases, ...court } = courtSide(world);
  for (const each of cases) hash.update(JSON.stringify(each));
  hash.update(JSON.stringify([court, world.plantedRows, world.options]));
  return hash.digest('hex');
}
