import { GatewayUnderTest } from './gateway-under-test.js';

describe('smoke', () => {
  it('starts', async () => {
    const gateway = await GatewayUnderTest.start();
    const put = await gateway.putCase();
    console.log(put.status, put.text);
    const ordered = await gateway.order();
    console.log(ordered.status, ordered.text, ordered.headers);
    console.log(gateway.logLines.join('\n'));
    await gateway.stop();
  });
});
