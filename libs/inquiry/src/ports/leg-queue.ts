import type { AgencyCode, LegId } from '../model/ids.js';

/** One ring of the doorbell: the queue's job id is `leg-<leg id>-<number>`. */
export interface Ring {
  readonly legId: LegId;
  readonly agencyCode: AgencyCode;
  readonly number: number;
  /** What ties the attempt to the trace that ordered the leg, where there is one (W3C traceparent); opaque here. */
  readonly traceParent?: string;
}

/** The doorbell. It may lose everything; the database rings again. */
export abstract class LegQueue {
  abstract ring(rings: readonly Ring[]): Promise<void>;
}
