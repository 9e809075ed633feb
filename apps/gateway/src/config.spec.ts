import { ConfigurationError } from '@dianda/service-kit';
import { readGatewayConfig } from './config.js';

const good = {
  DATABASE_URL: 'postgresql://dianda_gateway:x@localhost/dianda',
  KEY_RING_FILE: 'package.json',
  BLIND_INDEX_KEY_FILE: 'package.json',
  TOKEN_KEY_FILE: 'keys/token.key.pem',
};

describe('the gateway’s configuration', () => {
  it('needs a database and key files, and has safe defaults for the rest', () => {
    expect(readGatewayConfig(good)).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      tokenLifetimeMs: 15 * 60_000,
      signInAttempts: 5,
      trustedProxies: [],
      parentLink: undefined,
    });
  });

  it('tells every fault at once, and never the value of a secret', () => {
    const read = () =>
      readGatewayConfig({
        ...good,
        DATABASE_URL: 'mysql://root:hunter2@localhost/dianda',
        KEY_RING_FILE: '',
        PORT: '70000',
        TOKEN_LIFETIME_MS: 'an hour',
        TRUSTED_PROXIES: '10.0.0.0/8, proxy.example',
        LOG_LEVEL: 'loud',
      });
    expect(read).toThrow(ConfigurationError);
    try {
      read();
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      expect(error.faults.map(({ variable }) => variable).sort()).toEqual([
        'DATABASE_URL',
        'KEY_RING_FILE',
        'LOG_LEVEL',
        'PORT',
        'TOKEN_LIFETIME_MS',
        'TRUSTED_PROXIES',
      ]);
      expect(error.message).not.toContain('hunter2');
    }
  });
});
