import type { AccountOperations } from './account-operations.js';
import type { AgencyOperations } from './agency-operations.js';
import type { LegOperations } from './leg-operations.js';
import type { StaffOperations } from './staff-operations.js';

/** What operators and administrators do by hand: the same behind the gateway and at the command line. */
export interface Operations {
  readonly agencies: AgencyOperations;
  readonly legs: LegOperations;
  readonly staff: StaffOperations;
  readonly accounts: AccountOperations;
}
