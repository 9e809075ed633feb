import type { Agency, Instant, Question } from '@dianda/inquiry';
import type { CertificateFiles } from '@dianda/trust';

/** What the process of the floor is told at its start. */
export interface FloorSetting {
  readonly databaseUrl: string;
  readonly tls: CertificateFiles;
  readonly agencies: readonly Pick<Agency, 'endpoint' | 'tlsName'>[];
  /** The body that it stores to accept an inquiry. */
  readonly order: unknown;
  /** An example question; each leg asks it under an id of its own. */
  readonly question: Question;
  readonly now: Instant;
  readonly expiresAt: Instant;
}

/** One load that it is to run. */
export interface FloorJob {
  readonly inFlight: number;
  readonly seconds: number;
}
