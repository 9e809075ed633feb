import { adapterFields } from '@dianda/adapter-kit';
import { readConfig, type Environment } from '@dianda/service-kit';

/** The land registry adapter's configuration; every fault is told at once (`ConfigurationError`). */
export function readLandRegistryConfig(environment?: Environment) {
  return readConfig(adapterFields, environment, { prefix: 'ADAPTER_' });
}

export type LandRegistryConfig = ReturnType<typeof readLandRegistryConfig>;
