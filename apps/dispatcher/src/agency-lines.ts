import type { Agency, AgencyCode, AgencyDirectory, AskLeg, HoldProbe } from '@dianda/inquiry';
import type { BullLegQueue } from '@dianda/queue';
import type { Logger } from '@dianda/service-kit';
import type { AgencyConnections } from './agency-connections.js';
import { AgencyLine } from './agency-line.js';

/** The lines of all enabled agencies, kept in step with the directory while the process runs. */
export class AgencyLines {
  private readonly lines = new Map<AgencyCode, AgencyLine>();

  constructor(
    private readonly directory: AgencyDirectory,
    private readonly queue: BullLegQueue,
    private readonly ask: AskLeg,
    private readonly probe: HoldProbe,
    private readonly connections: AgencyConnections,
    private readonly describeEveryMs: number,
    private readonly log: Logger,
  ) {}

  /** Opens, changes and closes lines as the directory says now; lines open side by side. */
  async reconcile(): Promise<void> {
    const rows = (await this.directory.list()).filter((each) => each.enabled);
    const wanted = new Map(rows.map((each) => [each.code, each]));
    await Promise.all(
      [...this.lines].map(([code, line]) => this.closeUnlessWanted(code, line, wanted.get(code))),
    );
    await Promise.all(rows.map((agency) => this.openOrUpdate(agency)));
    await this.followHolds();
  }

  async close(): Promise<void> {
    await Promise.all([...this.lines.values()].map((line) => line.close()));
    this.lines.clear();
  }

  /** Breaks off the attempts that run; their leases run out and the legs are asked again. */
  abort(): void {
    for (const line of this.lines.values()) line.abort();
  }

  private async closeUnlessWanted(
    code: AgencyCode,
    line: AgencyLine,
    row: Agency | undefined,
  ): Promise<void> {
    if (row !== undefined && isSameConnection(row, line.agency)) return;
    this.lines.delete(code);
    await line.close();
    this.connections.drop(code);
  }

  private async openOrUpdate(agency: Agency): Promise<void> {
    const line = this.lines.get(agency.code);
    if (line !== undefined) {
      line.update(agency);
      return;
    }
    const { queue, ask, probe, connections, describeEveryMs, log } = this;
    this.lines.set(
      agency.code,
      await AgencyLine.open({ agency, queue, ask, probe, connections, describeEveryMs, log }),
    );
  }

  /** A hold lifted anywhere closes the breaker here; an open breaker without a hold row writes it again. */
  private async followHolds(): Promise<void> {
    const held = new Set((await this.directory.holds()).map((each) => each.agencyCode));
    const free = [...this.lines.keys()].filter((code) => !held.has(code));
    await Promise.all(
      free.map((code) => this.connections.breakerOf(code)?.followNoHold() ?? Promise.resolve()),
    );
  }
}

function isSameConnection(one: Agency, other: Agency): boolean {
  return one.endpoint === other.endpoint && one.tlsName === other.tlsName;
}
