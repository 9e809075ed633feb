import { ReviewDesk } from '@dianda/adapter-kit';
import type { AssetClass, LegId } from '@dianda/inquiry';
import type { Constellation } from '../constellation/constellation.js';
import type { InquiryProgress } from '../court-client.js';
import { reviewingAgency } from './demo-agencies.js';

const connectTimeoutMs = 5_000;

/** The person at the police who looks at questions about movements; works at the agency's own desk, not at Dianda's. */
export class Reviewer {
  private readonly decided = new Map<LegId, Promise<void>>();

  private constructor(private readonly desk: ReviewDesk) {}

  static at(constellation: Constellation): Reviewer {
    return new Reviewer(
      new ReviewDesk({ ...constellation.journalOf(reviewingAgency.slug), connectTimeoutMs }),
    );
  }

  /** Releases the questions of that class which are seen to wait for a review, each once. */
  async release({ legs }: Pick<InquiryProgress, 'legs'>, assetClass: AssetClass): Promise<void> {
    const waiting = legs.filter(
      (leg) => leg.agencyCode === reviewingAgency.code && leg.assetClass === assetClass && wasPutOff(leg),
    );
    for (const { id } of waiting) {
      const deciding =
        this.decided.get(id) ??
        this.desk.decide({ legId: id, round: 1 }, { verdict: 'released' }, 'demo reviewer');
      this.decided.set(id, deciding);
      await deciding;
    }
  }

  close(): Promise<void> {
    return this.desk.close();
  }
}

/** Under review now, or was when its time ran out. */
function wasPutOff(leg: InquiryProgress['legs'][number]): boolean {
  return leg.waitingFor?.kind === 'agency_working' || leg.rung === 'no_response';
}
