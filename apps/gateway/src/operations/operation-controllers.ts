import { AgencyOperationsController } from './agency-operations.controller.js';

/** Every controller under `/operations`; one more is listed here and nowhere else. */
export const operationControllers = [AgencyOperationsController] as const;
