import { requireSupportedNode } from '@dianda/service-kit';

requireSupportedNode();
await import('./run.js');
