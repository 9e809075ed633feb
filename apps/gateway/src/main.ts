import { requireSupportedNode } from '@dianda/service-kit';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

requireSupportedNode();
const { runGateway } = await import('./run-gateway.js');
const fileOf = (specifier: string): string => fileURLToPath(import.meta.resolve(specifier));
await runGateway({
  swaggerUiFolder: dirname(fileOf('swagger-ui-dist/package.json')),
  fontsFolder: dirname(fileOf('@expo-google-fonts/noto-sans-sc/package.json')),
  documentProgram: fileOf('./documents/document-program.js'),
});
