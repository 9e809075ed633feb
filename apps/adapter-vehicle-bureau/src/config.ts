import { adapterFields } from '@dianda/adapter-kit';
import { readConfig, type Environment } from '@dianda/service-kit';

/** The vehicle bureau adapter's configuration; every fault is told at once (`ConfigurationError`). */
export function readVehicleBureauConfig(environment?: Environment) {
  return readConfig(adapterFields, environment, { prefix: 'ADAPTER_' });
}

export type VehicleBureauConfig = ReturnType<typeof readVehicleBureauConfig>;
