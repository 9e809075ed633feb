import type { Hold, HoldCause } from '../model/agency.js';
import type { AgencyCode } from '../model/ids.js';

export abstract class HoldStore {
  /** Opens the agency's hold row, or leaves the one in force as it is. Audited; everyone is notified. */
  abstract open(agency: AgencyCode, cause: HoldCause, detail: string, probeAfterMs: number): Promise<void>;
  /** Ends a hold of that cause; answers false when there is none. Legs become due again through feed's bound. */
  abstract lift(agency: AgencyCode, cause: HoldCause): Promise<boolean>;
  /**
   * Takes the probe lease of one hold whose next probe is due, so that one process probes at a time; undefined when
   * there is nothing to probe.
   */
  abstract leaseProbe(dispatcherId: string, leaseMs: number): Promise<Hold | undefined>;
  /** Records a failed probe and when to try next. */
  abstract probeFailed(
    agency: AgencyCode,
    dispatcherId: string,
    nextProbeAfterMs: number,
    detail: string,
  ): Promise<void>;
}
