import { runAdapter } from '@dianda/adapter-kit';
import { readHousingFundConfig } from './config.js';
import { housingFundAdapter } from './housing-fund-adapter.js';

await runAdapter({
  service: 'adapter-housing-fund',
  readConfig: readHousingFundConfig,
  makeAdapter: housingFundAdapter,
});
