import type { Calendars } from '../calendar/agency-calendar.js';
import type { Agency, Hold } from '../model/agency.js';
import type { AgencyCode } from '../model/ids.js';

export abstract class AgencyDirectory {
  /** All rows, enabled or not, ordered by code. */
  abstract list(): Promise<readonly Agency[]>;
  /** Holds in force, at most one an agency. */
  abstract holds(): Promise<readonly Hold[]>;
  /** Public holidays of every year that is known, and announced maintenance. */
  abstract calendars(): Promise<Calendars>;
  /** Replaces or adds the rows, in one transaction; rows that are not named stay as they are. */
  abstract load(rows: readonly Agency[]): Promise<void>;
  /** Calls back (coalesced) after any row changed, in whichever process; returns the way to stop. */
  abstract onChange(listener: () => void): Promise<() => Promise<void>>;
  abstract find(code: AgencyCode): Promise<Agency | undefined>;
}
