export * from './agency.entity.js';
export * from './audit-entry.entity.js';
export * from './batch.entity.js';
export * from './case.entity.js';
export * from './client.entity.js';
export * from './inquiry.entity.js';
export * from './leg.entity.js';
export * from './staff.entity.js';
