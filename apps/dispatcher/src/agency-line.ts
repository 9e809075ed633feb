import {
  isBreakerTrouble,
  type Agency,
  type AskLeg,
  type AskOutcome,
  type HoldProbe,
  type LegId,
} from '@dianda/inquiry';
import type { BullLegQueue, LegWorker } from '@dianda/queue';
import { inSpan, withLogContext, type Logger } from '@dianda/service-kit';
import type { AgencyConnections } from './agency-connections.js';
import type { DispatcherMeter } from './metrics/dispatcher-meter.js';

/** What a line has measured. */
export type LineMeter = Pick<DispatcherMeter, 'asked' | 'checked'>;

/**
 * One agency as this process serves it: its own queue worker, concurrency, connection and breaker, so that one slow,
 * hung or lying agency costs the others nothing (promise 5).
 */
export class AgencyLine {
  private readonly stopping = new AbortController();
  private readonly checking: NodeJS.Timeout;
  private readonly unwatch: () => void;
  private worker: LegWorker | undefined;

  private constructor(
    private current: Agency,
    private readonly ask: AskLeg,
    private readonly probe: HoldProbe,
    connections: AgencyConnections,
    describeEveryMs: number,
    private readonly meter: LineMeter,
    private readonly log: Logger,
  ) {
    this.checking = setInterval(() => void this.check(), describeEveryMs);
    this.unwatch = connections.onReconnect(current, () => void this.check());
  }

  /** Learns who answers before the first question is asked, then starts to answer rings. */
  static async open(parts: {
    readonly agency: Agency;
    readonly queue: BullLegQueue;
    readonly ask: AskLeg;
    readonly probe: HoldProbe;
    readonly connections: AgencyConnections;
    readonly describeEveryMs: number;
    readonly meter: LineMeter;
    readonly log: Logger;
  }): Promise<AgencyLine> {
    const { agency, queue, ask, probe, connections, describeEveryMs, meter, log } = parts;
    tellCheck(meter, log, await probe.introduce(agency));
    const line = new AgencyLine(agency, ask, probe, connections, describeEveryMs, meter, log);
    try {
      line.worker = await queue.answer(agency.code, agency.concurrency, (legId, traceParent) =>
        line.answerRing(legId, traceParent),
      );
      return line;
    } catch (error) {
      await line.close();
      throw error;
    }
  }

  get agency(): Agency {
    return this.current;
  }

  /** Takes over a changed directory row; the endpoint of a line never changes, a new one needs a new line. */
  update(agency: Agency): void {
    if (agency.concurrency !== this.current.concurrency) this.worker?.setConcurrency(agency.concurrency);
    this.current = agency;
  }

  /** Lets the attempts that run finish; `abort` breaks them off. */
  async close(): Promise<void> {
    clearInterval(this.checking);
    this.unwatch();
    await this.worker?.close();
  }

  abort(): void {
    this.stopping.abort();
  }

  private answerRing(legId: LegId, parent: string | undefined): Promise<void> {
    const fields = { legId, agencyCode: this.current.code };
    return inSpan('answer ring', { kind: 'consumer', parent, fields }, () => this.askOnce(legId));
  }

  private async askOnce(legId: LegId): Promise<void> {
    await withLogContext({ legId, agencyCode: this.current.code }, async () => {
      const startedAt = performance.now();
      const outcome = await this.ask.run(legId, this.current.attemptTimeoutMs, this.stopping.signal);
      this.meter.asked(outcome);
      logOutcome(this.log, outcome, Math.round(performance.now() - startedAt));
    });
  }

  private async check(): Promise<void> {
    try {
      tellCheck(this.meter, this.log, await this.probe.check(this.current));
    } catch (error) {
      this.log.error('the check of an agency failed', { agencyCode: this.current.code, error });
    }
  }
}

function tellCheck(meter: LineMeter, log: Logger, outcome: Awaited<ReturnType<HoldProbe['check']>>): void {
  meter.checked(outcome.agency, outcome.found);
  const fields = { agencyCode: outcome.agency, outcome: outcome.found };
  if (outcome.found === 'agrees') log.info('agency checked', fields);
  else if (outcome.found === 'differs') log.warn('agency held: it differs from its directory row', fields);
  else log.warn('agency did not describe itself', { ...fields, error: outcome.error });
}

function logOutcome(log: Logger, outcome: AskOutcome, tookMs: number): void {
  if (outcome.did === 'nothing') {
    log.debug('ring found nothing to do', { tookMs });
    return;
  }
  const { claimed, step, recorded, error } = outcome;
  const fields = {
    attemptId: claimed.attemptId,
    assetClass: claimed.leg.assetClass,
    attempt: claimed.leg.attempts,
    round: claimed.leg.round,
    outcome: recorded ? step.to : 'lease_lost',
    rung: 'answer' in step ? step.answer.rung : undefined,
    tookMs,
  };
  if (error === undefined) log.info('leg asked', fields);
  else if (isBreakerTrouble(error) || error.kind === 'internal') log.warn('leg asked', { ...fields, error });
  else log.info('leg asked', { ...fields, error });
}
