import { DiandaError, type AgencyCode, type AuditEntry, type AuditLog, type LegId } from '@dianda/inquiry';
import type { Logger } from '@dianda/service-kit';

/** A push that was refused, as far as it could be told: codes and ids, nothing of what it said. */
export interface RefusedPush {
  /** SHA-256 of the certificate it came under. */
  readonly certificate: string;
  /** What it named, if that is a leg's id at all. */
  readonly legId: LegId | undefined;
  /** Whose leg that is; another agency's than the one that pushed where `isForeign`. */
  readonly agencyCode: AgencyCode | undefined;
  readonly isForeign: boolean;
  readonly error: unknown;
}

/** So many of one certificate are told one by one in a window; what comes on top is told as a count at its end. */
const mostEntries = 20;
const windowMs = 3_600_000;

interface Window {
  entries: number;
  untold: number;
  readonly ends: NodeJS.Timeout;
}

/**
 * Puts refused pushes into the audit log. An adapter gone mad must not fill a log that only grows: of each certificate
 * the first refusals of an hour stand there one by one, all others as one number when the hour is over or the process
 * ends. Per process, since only the bound matters and not its exact place; a process that is killed takes its last count
 * with it, while each refusal stands in the service log.
 */
export class RefusedPushes {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly audit: AuditLog,
    private readonly log: Logger,
  ) {}

  /** Trouble of our own is no refusal and left out. Never rejects: what refused the push is what its agency is told. */
  async record(push: RefusedPush): Promise<void> {
    const { error } = push;
    if (!(error instanceof DiandaError) || error.origin !== 'agency') return;
    const window = this.windowOf(push.certificate);
    if (window.entries >= mostEntries) {
      window.untold += 1;
      return;
    }
    window.entries += 1;
    await this.append({
      action: 'answer_push_refused',
      by: undefined,
      subject:
        push.legId === undefined
          ? { kind: 'certificate', id: push.certificate }
          : { kind: 'leg', id: push.legId },
      facts: {
        reason: error.reason,
        certificateSha256: push.certificate,
        ...(push.agencyCode === undefined ? {} : { agencyCode: push.agencyCode }),
        ...(push.isForeign ? { foreign: true } : {}),
      },
    });
  }

  /** Tells what is not told yet. */
  async close(): Promise<void> {
    await Promise.all([...this.windows.keys()].map((certificate) => this.end(certificate)));
  }

  private windowOf(certificate: string): Window {
    const open = this.windows.get(certificate);
    if (open !== undefined) return open;
    const ends = setTimeout(() => void this.end(certificate), windowMs).unref();
    const window = { entries: 0, untold: 0, ends };
    this.windows.set(certificate, window);
    return window;
  }

  private async end(certificate: string): Promise<void> {
    const window = this.windows.get(certificate);
    if (window === undefined) return;
    this.windows.delete(certificate);
    clearTimeout(window.ends);
    if (window.untold === 0) return;
    await this.append({
      action: 'answer_push_refused',
      by: undefined,
      subject: { kind: 'certificate', id: certificate },
      facts: { furtherRefusals: window.untold },
    });
  }

  private async append(entry: AuditEntry): Promise<void> {
    try {
      await this.audit.append(entry);
    } catch (error) {
      this.log.error('a refused push is not in the audit log', { error });
    }
  }
}
