import type { AgencyCode, LegId } from '../model/ids.js';

/** One ring of the doorbell: the queue's job id is `leg-<leg id>-<number>`. */
export interface Ring {
  readonly legId: LegId;
  readonly agencyCode: AgencyCode;
  readonly number: number;
}

/** The doorbell. It may lose everything; the database rings again. */
export abstract class LegQueue {
  abstract ring(rings: readonly Ring[]): Promise<void>;
}
