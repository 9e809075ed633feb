import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayUnderTest } from './gateway-under-test.js';

/** Clients are generated from this file: the sample court system's types, and whatever else is made of the API. */
const file = join(process.cwd(), 'apps', 'gateway', 'openapi.json');

describe('apps/gateway/openapi.json', () => {
  it('is the document that the gateway serves (npm run openapi writes it anew)', async () => {
    const gateway = await GatewayUnderTest.start();
    const { json } = await gateway.call({ path: '/api/openapi.json' });
    await gateway.stop();
    const served = `${JSON.stringify(json, undefined, 2)}\n`;
    if (process.env['WRITE_OPENAPI'] === 'yes') writeFileSync(file, served);
    if (readFileSync(file, 'utf8') !== served)
      throw new Error('the API has changed: run “npm run openapi” and commit what it writes');
  });
});
