export { BullLegQueue, type LegQueueBackend, type LegWorker, type RingHandler } from './bull-leg-queue.js';
export { migrateQueueSchema } from './postgres-backend.js';
