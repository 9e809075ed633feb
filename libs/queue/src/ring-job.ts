import { mustParse, parseLegId, type AgencyCode, type LegId, type Ring } from '@dianda/inquiry';
import type { JobsOptions } from 'bullmq';

/** The whole of what the queue is told: a leg id and the trace it belongs to, never personal data. */
export interface RingJob {
  readonly legId: string;
  readonly traceParent?: string;
}

/** The one name that jobs have. */
export const ringJobName = 'ring';

/** One queue an agency, so that one slow agency costs the others nothing. BullMQ forbids `:` in names. */
export function queueNameOf(agency: AgencyCode): string {
  return `legs-${agency}`;
}

/** Numbered, because a repeated job id is silently dropped. */
function jobIdOf(ring: Ring): string {
  return `leg-${ring.legId}-${ring.number}`;
}

/** The row decides about retries (promise 10), and what is done leaves no trace in the queue. */
export function jobOf(ring: Ring): { name: string; data: RingJob; opts: JobsOptions } {
  return {
    name: ringJobName,
    data: {
      legId: ring.legId,
      ...(ring.traceParent === undefined ? {} : { traceParent: ring.traceParent }),
    },
    opts: { jobId: jobIdOf(ring), attempts: 1, removeOnComplete: true, removeOnFail: true },
  };
}

export function legIdOfJob(job: RingJob): LegId {
  return mustParse(parseLegId, job.legId);
}
