import { runAdapter } from '@dianda/adapter-kit';
import { readHousingFundConfig } from './config.js';
import { HousingFundAdapter } from './housing-fund-adapter.js';

await runAdapter({
  service: 'adapter-housing-fund',
  readConfig: readHousingFundConfig,
  makeAdapter: (config, registry) => new HousingFundAdapter(config, registry),
});
