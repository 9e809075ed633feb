import { readDispatcherConfig } from './config.js';

describe('the dispatcher’s configuration', () => {
  it('tells every fault at once', () => {
    expect(() =>
      readDispatcherConfig({ DATABASE_URL: 'mysql://x', HEALTH_PORT: 'seventy', RING_LEASE_MS: '-1' }),
    ).toThrow(/DATABASE_URL[^]*TLS_CERT_FILE[^]*HEALTH_PORT[^]*RING_LEASE_MS/);
  });

  it('needs no key file of our own to exist before the first start', () => {
    let faults = '';
    try {
      readDispatcherConfig({
        KEY_RING_FILE: '/nowhere/key-ring.json',
        BLIND_INDEX_KEY_FILE: '/nowhere/index.json',
        WARRANT_KEY_FILE: '/nowhere/warrant.pem',
      });
    } catch (error) {
      faults = String(error);
    }
    expect(faults).toContain('DATABASE_URL');
    expect(faults).not.toMatch(/KEY_RING_FILE|BLIND_INDEX_KEY_FILE|WARRANT_KEY_FILE/);
  });
});
