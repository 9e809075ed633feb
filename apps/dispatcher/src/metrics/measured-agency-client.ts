import {
  AgencyClient,
  DiandaError,
  type Agency,
  type AgencyDescription,
  type AgencyReply,
  type Question,
} from '@dianda/inquiry';
import type { Metrics } from '@dianda/service-kit';

/** Measures how long agencies take; calls that the breaker refused are none. */
export class MeasuredAgencyClient extends AgencyClient {
  private readonly inFlight = new Map<string, number>();

  constructor(
    private readonly client: AgencyClient,
    private readonly metrics: Metrics,
  ) {
    super();
    metrics.readForEachPage('calls', ['dianda_agency_calls_in_flight'], (set) => {
      set(
        'dianda_agency_calls_in_flight',
        [...this.inFlight].map(([agency, value]) => ({ labels: { agency }, value })),
      );
    });
  }

  override async inquire(
    agency: Agency,
    question: Question,
    deadlineMs: number,
    signal: AbortSignal,
  ): Promise<AgencyReply> {
    const beganAtMs = performance.now();
    const tell = (outcome: string) => {
      const labels = { agency: agency.code, asset_class: question.assetClass, outcome };
      const seconds = (performance.now() - beganAtMs) / 1_000;
      this.metrics.observe('dianda_agency_call_duration_seconds', labels, seconds);
    };
    this.add(agency.code, 1);
    try {
      const reply = await this.client.inquire(agency, question, deadlineMs, signal);
      tell('ok');
      return reply;
    } catch (error) {
      if (!(error instanceof DiandaError)) tell('internal');
      else if (error.reason !== 'BREAKER_OPEN') tell(error.kind);
      throw error;
    } finally {
      this.add(agency.code, -1);
    }
  }

  override describe(agency: Agency, deadlineMs: number): Promise<AgencyDescription> {
    return this.client.describe(agency, deadlineMs);
  }

  private add(agency: string, calls: number): void {
    this.inFlight.set(agency, (this.inFlight.get(agency) ?? 0) + calls);
  }
}
