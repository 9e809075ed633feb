import type { Agency, AgencyCode, AgencyDirectory, AskLeg, HoldProbe } from '@dianda/inquiry';
import type { BullLegQueue } from '@dianda/queue';
import type { Logger } from '@dianda/service-kit';
import type { AgencyConnections } from './agency-connections.js';
import { AgencyLine, type LineMeter } from './agency-line.js';

/** The lines of all enabled agencies, kept in step with the directory while the process runs. */
export class AgencyLines {
  private readonly lines = new Map<AgencyCode, AgencyLine>();
  /** Agencies whose line is being opened or closed: one change at a time each, and none waits for another's. */
  private readonly changing = new Map<AgencyCode, Promise<void>>();
  private isClosed = false;

  constructor(
    private readonly directory: AgencyDirectory,
    private readonly queue: BullLegQueue,
    private readonly ask: AskLeg,
    private readonly probe: HoldProbe,
    private readonly connections: AgencyConnections,
    private readonly describeEveryMs: number,
    private readonly meter: LineMeter,
    private readonly log: Logger,
  ) {}

  /** Begins to open, change and close lines as the directory says now; a line that is slow to close is left to it. */
  async reconcile(): Promise<void> {
    const rows = (await this.directory.list()).filter((each) => each.enabled);
    const wanted = new Map(rows.map((each) => [each.code, each]));
    for (const code of new Set([...this.lines.keys(), ...wanted.keys()])) this.begin(code, wanted.get(code));
    await this.followHolds();
  }

  /** Resolves when no line is being opened or closed. */
  async settled(): Promise<void> {
    while (this.changing.size > 0) await Promise.all(this.changing.values());
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.settled();
    await Promise.all([...this.lines.values()].map((line) => line.close()));
    this.lines.clear();
  }

  /** Breaks off the attempts that run; their leases run out and the legs are asked again. */
  abort(): void {
    for (const line of this.lines.values()) line.abort();
  }

  private begin(code: AgencyCode, row: Agency | undefined): void {
    if (this.isClosed || this.changing.has(code)) return;
    const change = this.change(code, row)
      .catch((error: unknown) => {
        this.log.error('the line of an agency could not be changed', { agencyCode: code, error });
      })
      .finally(() => this.changing.delete(code));
    this.changing.set(code, change);
  }

  private async change(code: AgencyCode, row: Agency | undefined): Promise<void> {
    const line = this.lines.get(code);
    if (line !== undefined) {
      if (row !== undefined && isSameConnection(row, line.agency)) {
        line.update(row);
        return;
      }
      // In the map until it is closed, so that an abort still reaches what it runs.
      await line.close();
      this.lines.delete(code);
      this.connections.drop(code);
    }
    if (row === undefined || this.isClosed) return;
    const { queue, ask, probe, connections, describeEveryMs, meter, log } = this;
    this.lines.set(
      code,
      await AgencyLine.open({ agency: row, queue, ask, probe, connections, describeEveryMs, meter, log }),
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
