import {
  DiandaError,
  isBreakerTrouble,
  type Agency,
  type HoldStore,
  type ProbePolicy,
} from '@dianda/inquiry';
import CircuitBreaker from 'opossum';
import type { Logger } from '@dianda/service-kit';

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/** How many errors over how many calls mean trouble; Dianda's own design. */
const breakerOptions: CircuitBreaker.Options = {
  // The gRPC deadline is the only clock (design.md section 3, promise 9).
  timeout: false,
  errorThresholdPercentage: 50,
  volumeThreshold: 5,
  rollingCountTimeout: 30_000,
  rollingCountBuckets: 6,
  // The hold row and its probe close the breaker, never a citizen's question: half-open does not come by itself.
  resetTimeout: 2_147_483_647,
};

/**
 * opossum detects an agency's trouble in this process; opening writes the agency's hold row, which every process
 * obeys. Only trouble of the agency counts against it: opossum has no third outcome, so an error that proves the agency
 * alive counts as success, and so does the rare defect of our own.
 */
export class AgencyBreaker {
  private readonly circuit: CircuitBreaker<[() => Promise<Outcome<unknown>>], Outcome<unknown>>;
  private lastTrouble: DiandaError | undefined;
  private isHoldWritten = false;

  constructor(
    private readonly agency: Agency,
    private readonly holds: HoldStore,
    private readonly probes: ProbePolicy,
    private readonly log: Logger,
  ) {
    this.circuit = new CircuitBreaker((call: () => Promise<Outcome<unknown>>) => call(), breakerOptions);
    this.circuit.on('open', () => {
      void this.hold();
    });
  }

  /** Runs one call to the agency; throws BREAKER_OPEN, origin dianda, without calling while the breaker is open. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    let value: Outcome<T> | undefined;
    try {
      await this.circuit.fire(async () => {
        value = await this.observe(call);
        return value;
      });
    } catch (error) {
      if (error instanceof Error && CircuitBreaker.isOurError(error)) {
        throw DiandaError.unavailable('BREAKER_OPEN', {
          origin: 'dianda',
          detail: `agency ${this.agency.code}`,
        });
      }
      throw error;
    }
    if (value === undefined) throw new TypeError('the breaker ran nothing');
    if (value.ok) return value.value;
    throw value.error instanceof Error ? value.error : new TypeError('something that is no error was thrown');
  }

  /**
   * Told on every tick that the agency has no hold row. An open breaker whose hold was written knows that it was lifted,
   * by whichever process, and closes; one whose hold could not be written tries again.
   */
  async followNoHold(): Promise<void> {
    if (!this.circuit.opened) return;
    if (!this.isHoldWritten) return this.hold();
    this.isHoldWritten = false;
    this.circuit.close();
  }

  private async hold(): Promise<void> {
    const detail = this.lastTrouble?.reason ?? 'AGENCY_UNAVAILABLE';
    try {
      await this.holds.open(this.agency.code, 'breaker_open', detail, this.probes.firstAfterMs);
      this.isHoldWritten = true;
      this.log.warn('agency held: its breaker opened', { agencyCode: this.agency.code, reason: detail });
    } catch (error) {
      this.log.error('the hold of an agency could not be written', { agencyCode: this.agency.code, error });
    }
  }

  /** Whether this process refuses to ask the agency. */
  get isOpen(): boolean {
    return this.circuit.opened;
  }

  shutdown(): void {
    this.circuit.shutdown();
  }

  private async observe<T>(call: () => Promise<T>): Promise<Outcome<T>> {
    try {
      return { ok: true, value: await call() };
    } catch (error) {
      if (!(error instanceof DiandaError) || !isBreakerTrouble(error)) return { ok: false, error };
      this.lastTrouble = error;
      throw error;
    }
  }
}
