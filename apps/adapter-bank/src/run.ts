import { runAdapter } from '@dianda/adapter-kit';
import { BankAdapter } from './bank-adapter.js';
import { readBankConfig } from './config.js';

await runAdapter({
  service: 'adapter-bank',
  readConfig: readBankConfig,
  makeAdapter: (config, registry) => new BankAdapter(config, registry),
});
