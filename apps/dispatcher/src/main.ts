import { requireSupportedNode } from '@dianda/service-kit';

requireSupportedNode();
const { runDispatcher } = await import('./run-dispatcher.js');
await runDispatcher();
