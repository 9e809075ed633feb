import type { AgencyCode } from '@dianda/inquiry';
import type { KeySet, SigningKey } from '@dianda/trust';
import type { ControlOption } from './back-end/open-control.js';
import type { Target, TlsIdentity } from './court/line.js';
import type { ScenarioId } from './messages/words.js';
import type { Paces } from './scenarios/bench.js';
import type { SubjectsFile } from './subjects/subjects-file.js';

/** What a run of the suite needs to know. */
export interface SuiteOptions {
  readonly target: Target;
  /** The dispatcher's certificate, as the adapter's allow-list has it. */
  readonly identity: TlsIdentity;
  readonly stranger: TlsIdentity | undefined;
  readonly agencyCode: AgencyCode;
  readonly issuer: string;
  /** Signs warrants; the adapter under test trusts its public half. */
  readonly warrantKey: SigningKey;
  /** As the directory holds them; undefined takes what Describe shows, and the report says so. */
  readonly receiptKeys: KeySet | undefined;
  readonly subjectsFile: SubjectsFile;
  readonly control: ControlOption | undefined;
  readonly logFiles: readonly string[];
  readonly healthUrl: URL | undefined;
  /** Only these; undefined for all. */
  readonly only: ReadonlySet<ScenarioId> | undefined;
  readonly paces: Paces;
}
