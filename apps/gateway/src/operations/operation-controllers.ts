import { AccountOperationsController } from './account-operations.controller.js';
import { AgencyOperationsController } from './agency-operations.controller.js';
import { LegOperationsController } from './leg-operations.controller.js';
import { StaffOperationsController } from './staff-operations.controller.js';

/** Every controller under `/operations`; one more is listed here and nowhere else. */
export const operationControllers = [
  AgencyOperationsController,
  LegOperationsController,
  StaffOperationsController,
  AccountOperationsController,
] as const;
