import type { Agency, AgencyService, HoldCause, Instant, OfficeHours } from '@dianda/inquiry';

export interface HoldBody {
  readonly cause: HoldCause;
  readonly since: Instant;
  readonly nextProbeAt?: Instant;
}

/** A directory row as everyone may see it: neither endpoint nor keys. */
export interface AgencyBody {
  readonly code: Agency['code'];
  readonly category: Agency['category'];
  readonly name: Agency['name'];
  readonly contact: Agency['contact'];
  readonly services: readonly AgencyService[];
  /** When it works; absent: at all times. */
  readonly calendar?: OfficeHours;
  readonly enabled: boolean;
  /** While it is there nobody asks the agency; questions to it wait. */
  readonly hold?: HoldBody;
}

export interface AgencyListBody {
  readonly items: readonly AgencyBody[];
}
