import { ReviewDesk, runAdapter } from '@dianda/adapter-kit';
import { readPoliceConfig } from './config.js';
import { PoliceAdapter } from './police-adapter.js';

await runAdapter({
  service: 'adapter-police',
  readConfig: readPoliceConfig,
  makeAdapter: (config, registry) =>
    new PoliceAdapter(
      config,
      registry,
      new ReviewDesk({
        url: config.journalUrl,
        keyFile: config.journalKeyFile,
        connectTimeoutMs: config.connectTimeoutMs,
      }),
    ),
});
