import { runAdapter } from '@dianda/adapter-kit';
import { readLandRegistryConfig } from './config.js';
import { landRegistryAdapter } from './land-registry-adapter.js';

await runAdapter({
  service: 'adapter-land-registry',
  readConfig: readLandRegistryConfig,
  makeAdapter: landRegistryAdapter,
});
