/** Checks Node and reads a configuration as an app's main.ts does. */
import {
  exitOnConfigurationFault,
  port,
  readConfig,
  requireSupportedNode,
  secretFile,
} from '../src/index.js';

requireSupportedNode();

function read() {
  const schema = { listenOn: port('TESTED_PORT'), key: secretFile('TESTED_KEY') };
  return readConfig(schema, undefined, { prefix: 'TESTED_' });
}

try {
  const { listenOn, key } = read();
  process.stdout.write(`port ${listenOn}, key ${String(key)}\n`);
} catch (error) {
  exitOnConfigurationFault(error);
}
