import { runAdapter } from '@dianda/adapter-kit';
import { readVehicleBureauConfig } from './config.js';
import { vehicleBureauAdapter } from './vehicle-bureau-adapter.js';

await runAdapter({
  service: 'adapter-vehicle-bureau',
  readConfig: readVehicleBureauConfig,
  makeAdapter: vehicleBureauAdapter,
});
