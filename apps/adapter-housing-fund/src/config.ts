import { adapterFields } from '@dianda/adapter-kit';
import { readConfig, text, type Environment } from '@dianda/service-kit';

/** The housing fund adapter's configuration; every fault is told at once (`ConfigurationError`). */
export function readHousingFundConfig(environment?: Environment) {
  return readConfig(
    {
      ...adapterFields,
      /**
       * Office hours (办公时间), which Describe tells. Required here: what the register answers at any hour, the centre's
       * people explain, confirm and execute in office hours only.
       */
      workingNote: text('ADAPTER_WORKING_NOTE'),
    },
    environment,
    { prefix: 'ADAPTER_' },
  );
}

export type HousingFundConfig = ReturnType<typeof readHousingFundConfig>;
