import { runAdapter } from '@dianda/adapter-kit';
import { readLandRegistryConfig } from './config.js';
import { LandRegistryAdapter } from './land-registry-adapter.js';

await runAdapter({
  service: 'adapter-land-registry',
  readConfig: readLandRegistryConfig,
  makeAdapter: (config, registry) => new LandRegistryAdapter(config, registry),
});
