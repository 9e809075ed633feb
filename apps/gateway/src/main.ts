import { requireSupportedNode } from '@dianda/service-kit';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

requireSupportedNode();
const { runGateway } = await import('./run-gateway.js');
await runGateway(dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json'))));
