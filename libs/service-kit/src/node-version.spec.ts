import { readFileSync } from 'node:fs';
import { nodeVersionFault, OLDEST_NODE } from './node-version.js';

describe('the version of Node', () => {
  it.each(['24.9.0', '24.21.0', '25.0.0', 'v26.1.0'])('will do from the oldest on: %s', (version) => {
    expect(nodeVersionFault(version)).toBeUndefined();
  });

  it.each(['20.20.2', '24.8.9', 'v22.0.0', 'unknown'])(
    'is a fault below it, with what to do: %s',
    (version) => {
      const fault = nodeVersionFault(version);
      expect(fault).toContain(`it was started with ${version}`);
      expect(fault).toContain('node_modules/.bin');
    },
  );

  it('is the one that package.json asks for', () => {
    const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(manifest).toMatchObject({ engines: { node: `>=${OLDEST_NODE.major}.${OLDEST_NODE.minor}` } });
  });
});
