import { GatewayUnderTest } from './gateway-under-test.js';

describe('the gateway’s metrics', () => {
  let gateway: GatewayUnderTest;

  beforeEach(async () => {
    gateway = await GatewayUnderTest.start();
  });
  afterEach(() => gateway.stop());

  async function requestSeries(): Promise<string[]> {
    const { text } = await gateway.metrics.page();
    return text.split('\n').filter((line) => line.startsWith('dianda_http_request_duration_seconds_count'));
  }

  it('tell requests by the pattern of their route and the class of their status', async () => {
    await gateway.putCase(1);
    await gateway.putCase(2);
    await gateway.call({ path: '/api/v1/inquiries/not-an-id', as: 'officer.chen' });
    const series = await requestSeries();
    const cases = 'method="PUT",route="/api/v1/cases/:caseNumber",status_class="2xx"';
    expect(series).toContain(`dianda_http_request_duration_seconds_count{${cases}} 2`);
    const inquiries = 'method="GET",route="/api/v1/inquiries/:id",status_class="4xx"';
    expect(series).toContain(`dianda_http_request_duration_seconds_count{${inquiries}} 1`);
    expect(series.join('\n')).not.toContain('990');
  });

  it('have one route for all paths that match none, whatever is asked for', async () => {
    for (let n = 0; n < 50; n += 1)
      await gateway.call({ path: `/nothing/${n}/${encodeURIComponent('孟样例')}` });
    await gateway.call({ method: 'DELETE', path: '/api/v1/inquiries' });
    expect(await requestSeries()).toEqual([
      expect.stringContaining('{method="GET",route="none",status_class="4xx"} 50'),
      expect.stringContaining('{method="DELETE",route="none",status_class="4xx"} 1'),
    ]);
  });

  it('are not served to people', async () => {
    expect((await gateway.call({ path: '/metrics' })).status).toBe(404);
  });
});
