import { DiandaError } from '../errors.js';
import type { Agency, Hold } from '../model/agency.js';
import type { AgencyCode } from '../model/ids.js';
import type { AgencyClient, AgencyDescription } from '../ports/agency-client.js';
import type { AgencyDirectory } from '../ports/agency-directory.js';
import type { HoldStore } from '../ports/hold-store.js';

/** How hold probes pace themselves; Dianda's own design. */
export interface ProbePolicy {
  readonly firstAfterMs: number;
  readonly longestAfterMs: number;
  readonly deadlineMs: number;
}

export const defaultProbePolicy: ProbePolicy = {
  firstAfterMs: 5_000,
  longestAfterMs: 300_000,
  deadlineMs: 5_000,
};

/**
 * Names what an adapter says of itself that its directory row does not: code, contract version (major), classes.
 * Empty when they agree. An agency that differs stays off, visibly.
 */
export function descriptionMismatches(agency: Agency, description: AgencyDescription): readonly string[] {
  const served = new Set(description.assetClasses);
  const missing = agency.services
    .filter((each) => !served.has(each.assetClass))
    .map((each) => each.assetClass);
  const major = (version: string) => version.split('.')[0];
  return [
    ...(description.agencyCode === agency.code ? [] : ['agency_code']),
    ...(major(description.contractVersion) === major(agency.contractVersion) ? [] : ['contract_version']),
    ...missing.map((each) => `asset_class:${each}`),
  ];
}

/** Delay before probe n (counting from 0): doubles up to the longest. */
export function probeDelayMs(probes: number, policy: ProbePolicy = defaultProbePolicy): number {
  return Math.min(policy.longestAfterMs, policy.firstAfterMs * 2 ** Math.min(probes, 30));
}

export type CheckOutcome =
  | { readonly agency: AgencyCode; readonly found: 'agrees' }
  | { readonly agency: AgencyCode; readonly found: 'differs'; readonly detail: string }
  | { readonly agency: AgencyCode; readonly found: 'silent'; readonly error: DiandaError };

/** Keeps agencies on or off by asking `Describe`, never a citizen's question. */
export class HoldProbe {
  constructor(
    private readonly holds: HoldStore,
    private readonly directory: AgencyDirectory,
    private readonly client: AgencyClient,
    private readonly dispatcherId: string,
    private readonly policy: ProbePolicy = defaultProbePolicy,
  ) {}

  /** At start, on reconnect and hourly: an adapter that does not match its row is held; one that does is let on. */
  async check(agency: Agency): Promise<CheckOutcome> {
    const outcome = await this.ask(agency);
    if (outcome.found === 'differs') {
      await this.holds.open(agency.code, 'contract_mismatch', outcome.detail, probeDelayMs(0, this.policy));
    } else if (outcome.found === 'agrees') {
      await this.holds.lift(agency.code, 'contract_mismatch');
    }
    return outcome;
  }

  /** {@link check} before the first question: an agency that does not describe itself is held until it does. */
  async introduce(agency: Agency): Promise<CheckOutcome> {
    const outcome = await this.check(agency);
    if (outcome.found === 'silent') {
      await this.holds.open(agency.code, 'breaker_open', outcome.error.reason, probeDelayMs(0, this.policy));
    }
    return outcome;
  }

  /** Probes the holds that are due, one process at a time and side by side; answers what it found. */
  async run(): Promise<readonly CheckOutcome[]> {
    const due: Hold[] = [];
    for (;;) {
      const hold = await this.holds.leaseProbe(this.dispatcherId, this.policy.deadlineMs * 2);
      if (hold === undefined) break;
      due.push(hold);
    }
    const outcomes = await Promise.all(due.map((hold) => this.probe(hold)));
    return outcomes.flatMap((outcome) => (outcome === undefined ? [] : [outcome]));
  }

  private async probe(hold: Hold): Promise<CheckOutcome | undefined> {
    const agency = await this.directory.find(hold.agencyCode);
    if (agency === undefined) {
      const delayMs = this.policy.longestAfterMs;
      await this.holds.probeFailed(hold.agencyCode, this.dispatcherId, delayMs, 'AGENCY_NOT_FOUND');
      return undefined;
    }
    const outcome = await this.ask(agency);
    if (outcome.found === 'agrees') {
      await this.holds.lift(agency.code, hold.cause);
    } else {
      const detail = outcome.found === 'differs' ? outcome.detail : outcome.error.reason;
      const delayMs = probeDelayMs(hold.probes + 1, this.policy);
      await this.holds.probeFailed(agency.code, this.dispatcherId, delayMs, detail);
    }
    return outcome;
  }

  private async ask(agency: Agency): Promise<CheckOutcome> {
    try {
      const differences = descriptionMismatches(
        agency,
        await this.client.describe(agency, this.policy.deadlineMs),
      );
      return differences.length === 0
        ? { agency: agency.code, found: 'agrees' }
        : { agency: agency.code, found: 'differs', detail: differences.join(',') };
    } catch (thrown) {
      // One agency's oddity, even a defect of our own about it, costs the others no probe.
      const error =
        thrown instanceof DiandaError
          ? thrown
          : DiandaError.internal('UNEXPECTED', { origin: 'dianda', cause: thrown });
      return { agency: agency.code, found: 'silent', error };
    }
  }
}
