import { runAdapter } from '@dianda/adapter-kit';
import { bankAdapter } from './bank-adapter.js';
import { readBankConfig } from './config.js';

await runAdapter({
  service: 'adapter-bank',
  readConfig: readBankConfig,
  makeAdapter: bankAdapter,
});
