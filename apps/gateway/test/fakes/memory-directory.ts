import {
  AgencyDirectory,
  noHolidaysKnown,
  type Agency,
  type AgencyCode,
  type Calendars,
  type Hold,
} from '@dianda/inquiry';

/** A directory in memory. The gateway neither loads rows nor watches them; asking it to fails loudly. */
export class MemoryDirectory extends AgencyDirectory {
  readonly heldNow: Hold[] = [];

  constructor(private readonly rows: readonly Agency[]) {
    super();
  }

  override list(): Promise<readonly Agency[]> {
    return Promise.resolve(this.rows);
  }

  override holds(): Promise<readonly Hold[]> {
    return Promise.resolve(this.heldNow);
  }

  override calendars(): Promise<Calendars> {
    return Promise.resolve({ holidays: noHolidaysKnown, closures: new Map() });
  }

  override find(code: AgencyCode): Promise<Agency | undefined> {
    return Promise.resolve(this.rows.find((each) => each.code === code));
  }

  override load(): Promise<void> {
    throw new Error('the gateway does not load the directory');
  }

  override onChange(): Promise<() => Promise<void>> {
    throw new Error('the gateway does not watch the directory');
  }
}
