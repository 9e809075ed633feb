import { worldAgencies, type WorldAgency } from './agencies.js';
import { layGround, type Ground, type WorldOptions } from './ground.js';
import { plantEdges, type Planted } from './planted/plant.js';
import type { PlantedRow } from './planted/planted-row.js';
import { Desks } from './registries/desks.js';
import { fileBasics, fileSubject } from './registries/file-subject.js';
import type { RegistryEntry } from './registries/shelf.js';
import { subjects, type SampleSubject } from './subjects.js';

/** Everything that the registries hold of one subject, or of nobody in particular. */
export interface Filing {
  readonly of: 'basics' | 'planted' | 'person' | 'organisation';
  readonly entries: readonly RegistryEntry[];
}

/**
 * Two cities, Huai'an and Qingdao: their registries, courts and cases. Nothing of it is kept: every iteration makes the
 * same things anew, in constant memory however large the world is.
 */
export class World {
  readonly agencies: readonly WorldAgency[] = worldAgencies;
  readonly ground: Ground;
  readonly planted: Planted;

  /** Throws RangeError for counts that no world has. */
  constructor(readonly options: WorldOptions) {
    this.ground = layGround(options);
    this.planted = plantEdges(this.ground, new Desks());
  }

  /** The edge rows of standards.md 6.3, each with its subject, its cases and what a right answer is. */
  get plantedRows(): readonly PlantedRow[] {
    return this.planted.rows;
  }

  /** How many filings there are. */
  get filingCount(): number {
    return 2 + this.options.people + this.options.organisations;
  }

  /** The rows of all registries, subject by subject; those that others point at come first. */
  *filings(): Generator<Filing> {
    const desks = new Desks();
    fileBasics(this.ground, desks);
    yield { of: 'basics', entries: desks.take() };
    plantEdges(this.ground, desks);
    yield { of: 'planted', entries: desks.take() };
    for (const subject of subjects(this.ground)) {
      fileSubject(this.ground, desks, subject);
      yield { of: subject.kind, entries: desks.take() };
    }
  }

  /** Every person, then every organisation; planted ones stand in `plantedRows`. */
  subjects(): Iterable<SampleSubject> {
    return subjects(this.ground);
  }
}

/** The same options give the same world, byte for byte. Throws RangeError for counts that no world has. */
export function generateWorld(options: WorldOptions): World {
  return new World(options);
}
