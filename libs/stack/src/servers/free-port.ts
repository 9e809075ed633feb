import { createServer } from 'node:net';

/**
 * A loopback TCP port that was free a moment ago. Somebody else may still take it first, so whoever binds it
 * tries again with another one when it is busy.
 */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ host: '127.0.0.1', port: 0, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('the probe has no TCP port'));
        else resolve(address.port);
      });
    });
  });
}
