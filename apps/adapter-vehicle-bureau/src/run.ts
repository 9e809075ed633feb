import { runAdapter } from '@dianda/adapter-kit';
import { readVehicleBureauConfig } from './config.js';
import { VehicleBureauAdapter } from './vehicle-bureau-adapter.js';

await runAdapter({
  service: 'adapter-vehicle-bureau',
  readConfig: readVehicleBureauConfig,
  makeAdapter: (config, registry) => new VehicleBureauAdapter(config, registry),
});
