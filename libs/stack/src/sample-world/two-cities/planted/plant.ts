import type { Ground } from '../ground.js';
import type { SampleCase } from '../court/sample-case.js';
import type { Desks } from '../registries/desks.js';
import { plantBankEdges } from './bank-edges.js';
import { plantCourtEdges } from './court-edges.js';
import { plantIdentityEdges } from './identity-edges.js';
import { plantLandEdges } from './land-edges.js';
import { plantMovements } from './movement-edges.js';
import type { PlantedRow } from './planted-row.js';
import { Planting } from './planting.js';

export interface Planted {
  readonly rows: readonly PlantedRow[];
  readonly cases: readonly SampleCase[];
}

/** Plants every edge row of standards.md 6.3: its registry rows on these desks, its cases and its right answers. */
export function plantEdges(ground: Ground, desks: Desks): Planted {
  const planting = new Planting(ground, desks);
  plantIdentityEdges(planting);
  plantLandEdges(planting);
  plantBankEdges(planting);
  plantMovements(planting);
  plantCourtEdges(planting);
  return { rows: planting.rows, cases: planting.cases };
}
