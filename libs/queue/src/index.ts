export { BullLegQueue, type LegQueueBackend, type LegWorker, type RingHandler } from './bull-leg-queue.js';
export { migrateQueueSchema, type QueuePool } from './postgres-backend.js';
